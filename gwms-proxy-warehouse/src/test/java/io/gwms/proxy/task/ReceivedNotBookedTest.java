package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundPlan;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.sku.WarehouseSku;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Goods that a warehouse has put away and that are not booked here yet, where its batches do not name the inbound order
 * they came with: the inbound orders that are open are asked about (rule 7).
 */
class ReceivedNotBookedTest extends InventoryBench {
    /** How long after that a sync on demand reads. */
    private static final Duration UNTIL_SYNC = Duration.ofMinutes(11);

    private House at;

    /** Both sides hold 10, and 6 more are announced. */
    private void announced() {
        warehouse.put(unnumbered(10));
        at = house(stock().batch(batch("W-1", QUALIFIED, ""), 10), withoutInboundNumbers(warehouse.connector()));
        at.module
                .inbounds()
                .push(new InboundPlan(
                        new InboundId("ASN-7"),
                        WAREHOUSE,
                        List.of(new InboundLine(new WarehouseSku("W-1"), 6, 0)),
                        INBOUND));
        at.gwms.step();
    }

    private static ProxyWarehouseConnector withoutInboundNumbers(ProxyWarehouseConnector connector) {
        ProxyCapabilities can = ProxyCapabilities.builder()
                .duplicates(ProxyCapabilities.DuplicateModel.REFUSED)
                .findByReference()
                .inbounds(connector.capabilities().inbounds().orElseThrow())
                .inventory(ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
                        .zeroRowsOmitted(true)
                        .inboundTimes()
                        .build())
                .build();
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                ReceivedNotBookedTest.class.getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) ->
                        method.getName().equals("capabilities") ? can : method.invoke(connector, values));
    }

    private static RemoteBatch unnumbered(long pieces) {
        return there("P-1", QUALIFIED, pieces, 0, "");
    }

    private void putAway(String proxySku, long pieces, long nowThere) {
        warehouse.receive("ASN-7", new RemoteOrder.Receipt(proxySku, QUALIFIED, pieces, clock.instant()));
        warehouse.replaceStock(List.of(unnumbered(nowThere)));
    }

    private void putAwayAt(@Nullable Instant at, long nowThere) {
        warehouse.receive("ASN-7", new RemoteOrder.Receipt("P-1", QUALIFIED, 6, at));
        warehouse.replaceStock(List.of(unnumbered(nowThere)));
    }

    private ReconcileLine onlyLine() {
        List<ReconcileLine> lines = lines(at, sync(at));
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private long held() {
        return at.stock.managedTotal(WAREHOUSE);
    }

    @Test
    @DisplayName("what came there and is not booked here is no surplus, and its booking comes once")
    void noSurplus() {
        announced();
        putAway("P-1", 6, 16);

        ReconcileLine line = onlyLine();

        assertThat(line.rule()).isEqualTo("EQUAL");
        assertThat(line.inFlight()).isEqualTo(-6);
        assertThat(held()).isEqualTo(10);
        at.work(Duration.ofHours(1));
        assertThat(held()).as("once it is booked").isEqualTo(16);
        sync(at);
        assertThat(held()).isEqualTo(16);
    }

    @Test
    @DisplayName("a difference beside it is corrected by itself")
    void theRestIsCorrected() {
        announced();
        putAway("P-1", 6, 18);

        ReconcileLine line = onlyLine();

        assertThat(line.delta()).isEqualTo(2);
        assertThat(held()).isEqualTo(12);
    }

    @Test
    @DisplayName("what of it is booked already does not count again")
    void bookedIsBooked() {
        announced();
        putAway("P-1", 4, 14);
        at.work(Duration.ofHours(1));
        assertThat(held()).isEqualTo(14);
        putAway("P-1", 1, 15);

        assertThat(lines(at, sync(at)))
                .extracting(ReconcileLine::reason)
                .allMatch(why -> why.contains("0 pieces are shipped and 1 received"));
        assertThat(held()).isEqualTo(14);
    }

    @Test
    @DisplayName("what came in packs counts by its pieces, and of two inbound orders both count")
    void packsOfTwoInboundOrders() {
        warehouse.put(there("P-2", QUALIFIED, 5, 0, ""));
        at = house(stock().batch(batch("W-2", QUALIFIED, ""), 10), withoutInboundNumbers(warehouse.connector()));
        for (String asn : List.of("ASN-7", "ASN-8")) {
            at.module
                    .inbounds()
                    .push(new InboundPlan(
                            new InboundId(asn),
                            WAREHOUSE,
                            List.of(new InboundLine(new WarehouseSku("W-2"), 6, 0)),
                            INBOUND));
        }
        at.gwms.step();
        warehouse.receive("ASN-7", new RemoteOrder.Receipt("P-2", QUALIFIED, 3, clock.instant()));
        warehouse.receive("ASN-8", new RemoteOrder.Receipt("P-2", QUALIFIED, 2, clock.instant()));
        warehouse.replaceStock(List.of(there("P-2", QUALIFIED, 10, 0, "")));

        assertThat(onlyLine().inFlight()).isEqualTo(-10);
        assertThat(held()).isEqualTo(10);
    }

    @Test
    @DisplayName("what came once the pages were read is in none of them, so a difference is corrected by itself")
    void receivedAfterReading() {
        announced();
        putAwayAt(clock.instant().plus(UNTIL_SYNC).plus(Duration.ofMinutes(5)), 11);

        assertThat(onlyLine().delta()).isEqualTo(1);
        assertThat(held()).isEqualTo(11);
    }

    @Test
    @DisplayName(
            "what came while the pages were read, or nobody knows when, may be in them or not: nothing is corrected")
    void receivedWhileReading() {
        announced();
        putAwayAt(clock.instant().plus(UNTIL_SYNC), 11);
        assertThat(onlyLine().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");

        putAwayAt(null, 11);
        assertThat(onlyLine().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
        assertThat(held()).isEqualTo(10);
    }

    @Test
    @DisplayName("when the warehouse cannot be asked, nothing of the SKU is corrected")
    void notAnswered() {
        announced();
        putAway("P-1", 6, 16);
        transport.onReads(Fault.none(), Fault.lostReply());

        assertThat(onlyLine().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
        assertThat(held()).isEqualTo(10);
    }

    @Test
    @DisplayName("when it received a SKU that stands for none here, nothing is corrected")
    void unmappedReceipt() {
        announced();
        putAway("P-NEW", 6, 16);

        assertThat(onlyLine().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
        assertThat(held()).isEqualTo(10);
    }
}
