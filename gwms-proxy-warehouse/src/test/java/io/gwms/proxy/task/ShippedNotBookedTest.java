package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.order.DispatchOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.stock.BatchKey;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders that left a warehouse, or may have, and are not booked here when its inventory is compared (rules 7 and 10). */
class ShippedNotBookedTest extends InventoryBench {
    private static final BatchKey MUGS = batch("W-1", QUALIFIED, "IC1");
    private static final String ORDER = "acme-1-1";

    private House at;

    /** Both sides hold so many, and an order of three mugs is at the warehouse. */
    private void ordered(long held) {
        nowThere(held);
        at = house(stock().batch(MUGS, held));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
    }

    private void nowThere(long pieces) {
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, pieces, 0, "IC1")));
    }

    private ReconcileLine only() {
        List<ReconcileLine> lines = lines(at, sync(at));
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    @Test
    @DisplayName("what is sold in packs counts by its pieces, shipped and booked")
    void packs() {
        nowThere(20);
        at = house(stock().batch(MUGS, 20));
        at.gwms.orders().bindSku(new StoreId("acme"), "MUGS-OF-4", new WarehouseSku("W-1"), 4);
        at.dispatched("1", "MUGS-OF-4", 3);
        at.gwms.step();
        warehouse.shipSome(ORDER, 4);
        at.work(Duration.ofMinutes(30));
        assertThat(at.order("1").shipments()).as("the first pack").hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        warehouse.ship(ORDER);
        nowThere(8);

        assertThat(only().inFlight()).isEqualTo(8);
    }

    @Test
    @DisplayName("an order of several SKUs is asked about when one of them differs")
    void anOrderOfSeveralSkus() {
        BatchKey packs = batch("W-2", QUALIFIED, "IC1");
        warehouse.put(there("P-1", QUALIFIED, 10, 0, "IC1"), there("P-2", QUALIFIED, 5, 0, "IC1"));
        at = house(stock().batch(MUGS, 10).batch(packs, 10));
        SampleOrder sample = SampleOrder.of("acme", "1")
                .lines("MUG-BLUE", "MUG-RED")
                .pieces(2)
                .orderedAt(clock.instant());
        at.state.commit(List.of(new Change.SaveOrder(sample.stored())));
        at.gwms.orders().dispatch(DispatchOrder.of(sample.id(), WAREHOUSE, House.CHANNEL));
        at.gwms.step();
        warehouse.ship(ORDER);
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 8, 0, "IC1"), there("P-2", QUALIFIED, 5, 0, "IC1")));

        lines(at, sync(at));

        assertThat(at.stock.quantity(MUGS)).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLING", "EXCEPTION", "UNRECOGNIZED"})
    @DisplayName("while nobody knows whether it left, nothing of its SKU is corrected")
    void inDoubt(RemoteStatus status) {
        ordered(10);
        warehouse.say(ORDER, status, "SO-SO");
        nowThere(7);

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("of one that left in part it is not told when, so nothing of its SKU is corrected")
    void inPart() {
        ordered(10);
        warehouse.shipSome(ORDER, 2);
        nowThere(8);

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("what left of one that was cancelled then counts too")
    void cancelledWithPiecesThatLeft() {
        ordered(10);
        warehouse.shipSome(ORDER, 2);
        warehouse.say(ORDER, RemoteStatus.CANCELLED, "VOID");
        nowThere(8);

        assertThat(only().inFlight()).isEqualTo(2);
    }

    @Test
    @DisplayName("one that the warehouse does not find any more may have left")
    void lostSight() {
        ordered(10);
        nowThere(7);
        transport.onReads(Fault.none(), Fault.answer(200, "application/json", "{\"ok\":true,\"order\":null}"));

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("one that never came there stands in the way of no correction")
    void neverSent() {
        nowThere(11);
        at = house(stock().batch(MUGS, 10));
        at.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites(Fault.notSent(), Fault.notSent(), Fault.notSent());

        assertThat(only().delta()).isEqualTo(1);
        assertThat(warehouse.ordersOf(ORDER)).isZero();
    }

    @Test
    @DisplayName("one that left half a minute before the pages were read may be in them, by the clock of the warehouse")
    void shortlyBeforeReading() {
        ordered(10);
        at.afterReading(() -> {
            warehouse.ship(ORDER);
            nowThere(7);
            clock.advance(Duration.ofSeconds(30));
        });

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("one that left while the pages were read for minutes may be in them or not")
    void whileReadingForMinutes() {
        ordered(10);
        transport.onReads((faulty, call, send) -> {
            warehouse.ship(ORDER);
            nowThere(7);
            var page = send.send(call);
            clock.advance(Duration.ofMinutes(3));
            return page;
        });

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("one that left half a minute after the pages were read may be in them or not, by the same clock")
    void shortlyAfterReading() {
        ordered(10);
        nowThere(11);
        transport.onReads(Fault.none(), (faulty, call, send) -> {
            clock.advance(Duration.ofSeconds(30));
            warehouse.ship(ORDER);
            return send.send(call);
        });

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("one that left well after the pages were read is in them, so a difference is corrected by itself")
    void afterReading() {
        ordered(10);
        nowThere(11);
        transport.onReads(Fault.none(), (faulty, call, send) -> {
            clock.advance(Duration.ofMinutes(2));
            warehouse.ship(ORDER);
            return send.send(call);
        });

        ReconcileLine line = only();

        assertThat(line.inFlight()).isZero();
        assertThat(line.delta()).isEqualTo(1);
    }
}
