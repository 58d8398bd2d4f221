package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.store.PlatformType;
import io.gwms.testkit.platform.ScriptedPlatform;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Connectors that are broken on purpose fail the very clause that names their defect. */
class BrokenPlatformConnectorsTest {
    @Test
    void tellingOurTimeForThePlatformsIsNoticed() {
        var broken = contractOf(connector -> new Altered(connector) {
            @Override
            public Outcome<OrderPage> fetchOrders(FetchOrders request) {
                return super.fetchOrders(request)
                        .then(page -> Outcome.done(new OrderPage(
                                page.orders(),
                                page.nextCursor(),
                                request.session().clock().instant())));
            }
        });

        assertThatThrownBy(broken::pageTellsThePlatformsTime).isInstanceOf(AssertionError.class);
        contractOf(connector -> connector).pageTellsThePlatformsTime();
    }

    @Test
    void tellingNoTimeIsNoticed() {
        var broken = contractOf(connector -> new Altered(connector) {
            @Override
            public Outcome<OrderPage> fetchOrders(FetchOrders request) {
                return super.fetchOrders(request)
                        .then(page -> Outcome.done(new OrderPage(page.orders(), page.nextCursor(), null)));
            }
        });

        assertThatThrownBy(broken::pageTellsThePlatformsTime)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what time it is there");
    }

    private static PlatformConnectorContract contractOf(UnaryOperator<PlatformConnector> defect) {
        ScriptedPlatform platform = ScriptedPlatform.standard();
        var contract = new PlatformConnectorContract() {
            @Override
            protected PlatformConnector connector() {
                return defect.apply(platform.connector());
            }

            @Override
            protected PlatformStage stage() {
                return new ScriptedStage(platform);
            }
        };
        contract.setTheStage();
        return contract;
    }

    /** The good connector, to be altered in one thing. */
    private static class Altered implements PlatformConnector {
        private final PlatformConnector good;

        Altered(PlatformConnector good) {
            this.good = good;
        }

        @Override
        public PlatformType platform() {
            return good.platform();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return good.capabilities();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            return good.fetchOrders(request);
        }
    }
}
