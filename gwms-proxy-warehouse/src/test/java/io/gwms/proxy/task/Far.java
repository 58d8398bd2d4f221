package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;

import io.gwms.credential.Credential;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.shipbob.ShipBobConnector;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shipbob.FakeShipBob;
import io.gwms.testkit.shipbob.ShipBobStock;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;

/** A warehouse over there that a {@link StoredHost} speaks to, by the same batches: 20 and 10 of P-1, 8 of P-2. */
enum Far {
    FOUR_PX("USLAXA") {
        @Override
        ProxyWarehouseConnector connector() {
            return FourPxConnector.withInbounds(InboundOverHttpTest.TERMS);
        }

        @Override
        Credential credential() {
            return House.credential(connector());
        }

        @Override
        FakeService fake(Instant now) {
            return FakeFourPx.builder()
                    .clock(VirtualClock.startingAt(now))
                    .appKey("test-app")
                    .appSecret("test-secret-of-4px")
                    .stock(
                            FourPxStock.good("USLAXA", "P-1", "B1", 20, "IC1", INBOUND),
                            FourPxStock.good("USLAXA", "P-1", "B2", 10, "IC2", INBOUND),
                            FourPxStock.good("USLAXA", "P-1", "B1", 3, "IC1", INBOUND)
                                    .ofQuality("B"),
                            FourPxStock.good("USLAXA", "P-2", "B1", 8, "IC1", INBOUND))
                    .build();
        }
    },

    SHIP_BOB("77") {
        @Override
        ProxyWarehouseConnector connector() {
            return ShipBobConnector.create();
        }

        @Override
        Credential credential() {
            return ShipBobConnector.credential("acme", "pat-of-the-test", "4711");
        }

        @Override
        FakeService fake(Instant now) {
            return FakeShipBob.builder()
                    .clock(VirtualClock.startingAt(now))
                    .token("pat-of-the-test")
                    .channel("4711")
                    .stock(ShipBobStock.lot(77, "P-1", "IC1"), 20)
                    .stock(ShipBobStock.lot(77, "P-1", "IC2"), 10)
                    .stock(ShipBobStock.lot(77, "P-2", "IC1"), 8)
                    .build();
        }
    };

    final String proxyWarehouse;

    Far(String proxyWarehouse) {
        this.proxyWarehouse = proxyWarehouse;
    }

    abstract ProxyWarehouseConnector connector();

    abstract Credential credential();

    abstract FakeService fake(Instant now);
}
