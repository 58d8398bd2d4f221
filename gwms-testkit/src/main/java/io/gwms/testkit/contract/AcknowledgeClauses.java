package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.done;
import static io.gwms.testkit.contract.PlatformScene.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AcknowledgeOrders.Line;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 13: every piece of a purchase order is accounted for. */
abstract class AcknowledgeClauses extends PlatformClauses {
    private static final Map<String, Long> ORDERED = Map.of("SKU-A", 5L, "SKU-B", 3L);

    @Test
    @DisplayName("13.1 what is acknowledged of each line arrives as it was said, pieces accepted and rejected alike")
    public void sumsArriveAsTheyWereSaid() {
        PlatformOrder order = purchaseOrder(1001);
        Acknowledgement some = acknowledgement(order, 1);

        done(acknowledge(some));

        assertThat(told(order)).isEqualTo(List.of(accepted(some)));
    }

    @Test
    @DisplayName("13.2 all accepted and all rejected are acknowledgements too")
    public void allAndNothingArrive() {
        PlatformOrder all = purchaseOrder(1001);
        PlatformOrder nothing = purchaseOrder(1002);
        Acknowledgement yes = acknowledgement(all, 5);
        Acknowledgement no = acknowledgement(nothing, 0);

        done(acknowledge(yes));
        done(acknowledge(no));

        assertThat(told(all)).isEqualTo(List.of(accepted(yes)));
        assertThat(told(nothing)).isEqualTo(List.of(accepted(no)));
    }

    @Test
    @DisplayName("13.3 an acknowledgement whose reply is lost is unknown, was sent once, and is found by a probe")
    public void lostReplyIsUnknown() {
        PlatformOrder order = purchaseOrder(1001);
        Acknowledgement some = acknowledgement(order, 1);
        scene.transport.onWrites(Fault.lostReply());

        assertThat(acknowledge(some)).isInstanceOf(Outcome.Unknown.class);
        scene.wrote(1);
        assertThat(told(order)).hasSize(1);
        if (scene.can().canProbeAcknowledgements()) {
            assertThat(done(only(scene.connector.probeAcknowledgements(request(some)))))
                    .isPresent();
        }
    }

    @Test
    @DisplayName("13.4 a probe of an acknowledgement that was never made says «not there» and writes nothing")
    public void probeSaysNotThere() {
        assumeTrue(scene.can().canProbeAcknowledgements(), "no probe of acknowledgements is declared");
        Acknowledgement some = acknowledgement(purchaseOrder(1001), 1);

        assertThat(done(only(scene.connector.probeAcknowledgements(request(some)))))
                .isEmpty();
        scene.wrote(0);
    }

    private PlatformOrder purchaseOrder(int n) {
        scene.stage.addPurchaseOrder(scene.number(n), ORDERED);
        FetchOrders all = new FetchOrders(scene.session(), OrderKind.B2B, scene.everything(), null);
        return done(scene.connector.fetchOrders(all)).orders().stream()
                .filter(FetchedOrder.Read.class::isInstance)
                .map(order -> ((FetchedOrder.Read) order).order())
                .filter(order -> order.number().equals(scene.number(n)))
                .findFirst()
                .orElseThrow();
    }

    /** Of each line at most that many pieces are accepted, and the rest is rejected. */
    private Acknowledgement acknowledgement(PlatformOrder order, long most) {
        String reason =
                scene.can().rejectReasons().stream().sorted().findFirst().orElse("out of stock");
        List<Line> lines = new ArrayList<>();
        for (PlatformOrderLine line : order.lines()) {
            long accepted = Math.min(most, line.quantity());
            long rejected = line.quantity() - accepted;
            lines.add(new Line(line.lineId(), accepted, rejected, rejected == 0 ? "" : reason));
        }
        String key = "acknowledge:" + order.number();
        return new Acknowledgement(key, order.platformOrderId(), order.number(), lines, "");
    }

    private static Map<String, Long> accepted(Acknowledgement acknowledgement) {
        Map<String, Long> accepted = new TreeMap<>();
        acknowledgement.lines().forEach(line -> accepted.put(line.lineId(), line.accepted()));
        return accepted;
    }

    private List<Map<String, Long>> told(PlatformOrder order) {
        return scene.stage.acknowledgementsOf(order.number());
    }

    private Outcome<Acknowledged> acknowledge(Acknowledgement acknowledgement) {
        return only(scene.connector.acknowledge(request(acknowledgement)));
    }

    private AcknowledgeOrders request(Acknowledgement acknowledgement) {
        return new AcknowledgeOrders(scene.session(CallAction.ORDER_ACKNOWLEDGE), List.of(acknowledgement));
    }
}
