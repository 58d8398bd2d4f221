package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.fourpx.FourPxInboundTerms;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An inbound order at a 4PX warehouse over real HTTP, and the inventory that shows what came of it. */
class InboundOverHttpTest {
    private static final InboundId ASN = new InboundId("ASN-1");
    static final FourPxInboundTerms TERMS =
            new FourPxInboundTerms("SEA", "S", "CN", new BigDecimal("1.5"), new BigDecimal("20"), "D1", "D3");

    @Test
    void whatCameIsBookedOnceAndTheNextInventoryAgrees() {
        VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
        FourPxConnector connector = FourPxConnector.withInbounds(TERMS);
        FakeFourPx warehouse = FakeFourPx.builder()
                .clock(clock)
                .appKey("test-app")
                .appSecret("test-secret-of-4px")
                .putAwayAfter(Duration.ofHours(3))
                .build();
        try (FakeHttpServer fake = FakeHttpServer.start(warehouse);
                House house = new House(
                        clock, connector, fake.uri(), OkHttpTransport.create(), House.credential(connector))) {
            house.whenTimePasses(now -> fake.control().push(now));
            InboundPlan plan =
                    new InboundPlan(ASN, WAREHOUSE, List.of(new InboundLine(new WarehouseSku("W-1"), 10, 0)));
            assertThat(house.module.inbounds().push(plan).isSubmitted()).isTrue();
            house.work(Duration.ofHours(4));

            InboundOrder inbound = house.module.inbounds().find(ASN).orElseThrow();
            assertThat(inbound.state()).isEqualTo(InboundOrder.State.PUT_AWAY);
            assertThat(inbound.thirdPartyNo()).startsWith("IC");
            assertThat(house.task(TaskType.CREATE, ASN.value()).status()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(house.stock.managedTotal(WAREHOUSE)).isEqualTo(10);

            TaskId sync = house.module.syncInventory(WAREHOUSE);
            house.work(Duration.ZERO);

            SyncTask synced = house.state.tasks().find(sync).orElseThrow();
            assertThat(synced.status()).as(synced.error()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(house.stock.managedTotal(WAREHOUSE)).isEqualTo(10);
        }
    }
}
