package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundPlan;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of reconciling that are about tasks and calls, and what must never change stock. */
class InventoryRulesTest extends InventoryBench {
    /** Both sides agree and the sync of the slot has seen it; then the warehouse shows that. */
    private House stocked(RemoteBatch... then) {
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"), there("P-2", QUALIFIED, 4, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4).batch(batch("W-2", QUALIFIED, "IC1"), 8));
        at.gwms.step();
        warehouse.replaceStock(List.of(then));
        return at;
    }

    /** Nothing was changed, the task says why, and what was seen is kept. */
    private void changedNothing(House at, SyncTask task, String reason) {
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(12);
        assertThat(at.stock.elsewhereTotal()).isEqualTo(77);
        assertThat(task.status()).isIn(TaskStatus.WAITING, TaskStatus.MANUAL);
        assertThat(task.error() + task.summary())
                .contains("no stock is changed")
                .contains(reason);
        InventorySnapshot kept = at.snapshots.latest(task.id()).orElseThrow();
        assertThat(kept.complete() ? at.snapshots.lines(kept.id()).toString() : kept.incompleteBecause())
                .isNotEmpty();
        assertThat(task.error() + task.summary() + kept.incompleteBecause())
                .as("in words, not as a record prints itself")
                .doesNotContain("Refused[", "Unknown[", "Done[");
    }

    @Test
    @DisplayName("an HTTP 500, and a 200 with the body of an error, zero nothing, however often they come")
    void anErrorBodyZeroesNothing() {
        House at = stocked();
        for (Fault error : List.of(
                Fault.answer(500, "text/html", "<html>down</html>"),
                Fault.answer(200, "application/json", "{\"message\":\"internal error\"}"))) {
            for (int round = 0; round < 3; round++) {
                transport.onReads(error, error, error, error);
                changedNothing(at, sync(at), "");
            }
        }
    }

    @Test
    @DisplayName("rule 3: an empty list zeroes nothing")
    void anEmptyList() {
        House at = stocked();

        SyncTask task = sync(at);
        changedNothing(at, task, "EMPTY");
        assertThat(task.error())
                .as("what nobody can approve is offered to nobody")
                .doesNotContain("approve that plan")
                .contains("use Sync Now to read it again");
        changedNothing(at, sync(at), "EMPTY");
    }

    @Test
    @DisplayName("rules 1 and 5: with page 2 of 3 missing nothing is changed, neither down nor up")
    void aMissingPage() {
        House at = stocked(IntStream.range(0, 250)
                .mapToObj(i -> new RemoteBatch("P-1", QUALIFIED, 9, 0, null, "IC1", INBOUND.plusSeconds(i)))
                .toArray(RemoteBatch[]::new));
        int[] calls = {0};
        transport.onReads(Fault.answer(502, "text/html", "<html>bad gateway</html>"));
        changedNothing(at, sync(at), "");

        Fault second = (faulty, call, send) -> ++calls[0] % 3 == 2
                ? Fault.answer(200, "application/json", "{\"message\":\"page expired\"}")
                        .play(faulty, call, send)
                : send.send(call);
        transport.onReads(second, second, second, second);
        SyncTask task = sync(at);
        changedNothing(at, task, "");
        assertThat(calls[0]).as("the second page was asked for").isGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("rule 1: with fewer rows than a connector announced nothing is changed")
    void fewerRowsThanAnnounced() {
        RemoteBatch one = there("P-1", QUALIFIED, 5, 0, "IC1");
        House at =
                house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 12), showing(Figures.AVAILABLE_AND_LOCKED, one, 2));

        changedNothing(at, sync(at), "2 rows were announced and 1 came");
    }

    @Test
    @DisplayName("rule 1: stock moves while reading takes too long, so nothing is changed")
    void aReadingThatTookTooLong() {
        House at = stocked(there("P-1", QUALIFIED, 9, 0, "IC1"), there("P-2", QUALIFIED, 4, 0, "IC1"));
        transport.onReads((faulty, call, send) -> {
            clock.advance(Duration.ofMinutes(40));
            return send.send(call);
        });

        changedNothing(at, sync(at), "reading took PT40M, longer than PT30M");
    }

    @Test
    @DisplayName("rules 4 and 14: a row that came twice waits for a person")
    void duplicateRows() {
        RemoteBatch row = there("P-1", QUALIFIED, 9, 0, "IC1");
        House at = stocked(row, row, there("P-2", QUALIFIED, 4, 0, "IC1"));

        changedNothing(at, sync(at), "REPEATED_ROWS");
    }

    @Test
    @DisplayName(
            "rule 20: with a negative figure a snapshot is not complete, and nothing is changed unless a person says so")
    void impossibleFigures() {
        House at = stocked(there("P-1", QUALIFIED, -4, 0, "IC1"), there("P-2", QUALIFIED, 9, 0, "IC1"));

        SyncTask task = sync(at);

        changedNothing(at, task, "INVALID_ROWS");
        assertThat(at.snapshots.latest(task.id()).orElseThrow().incompleteBecause())
                .contains("P-1 (a quantity is negative: available -4, locked 0)");
        at.module.approve(
                task.id(), at.module.waitingPlan(task.id()).orElseThrow().hash(), "ann");
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(18);
    }

    @Test
    @DisplayName("rule 20: where a system cuts the other figures at zero, the total it states is compared")
    void theTotalOfASystemThatClampsIsPrimary() {
        RemoteBatch clamped = new RemoteBatch("P-1", QUALIFIED, 0, 5, 3L, "IC1", INBOUND);
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 5), showing(Figures.TOTAL, clamped, 1));

        SyncTask task = sync(at);

        assertThat(lines(at, task)).extracting(ReconcileLine::remote).containsExactly(3L);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(3);
    }

    @Test
    @DisplayName("rule 20: where all three figures count, a total that is not their sum changes nothing")
    void aTotalThatIsNotTheSum() {
        RemoteBatch torn = new RemoteBatch("P-1", QUALIFIED, 0, 5, 3L, "IC1", INBOUND);
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 12), showing(Figures.ALL_THREE, torn, 1));

        changedNothing(at, sync(at), "INVALID_ROWS");
    }

    /** A connector that shows that batch and nothing else, and says that it was so many rows. */
    private ProxyWarehouseConnector showing(Figures figures, RemoteBatch batch, int announced) {
        ProxyWarehouseConnector connector = warehouse.connector();
        ProxyCapabilities can = ProxyCapabilities.builder()
                .findByReference()
                .inventory(ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
                        .inboundNumbers()
                        .inboundTimes()
                        .figures(figures)
                        .build())
                .build();
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "capabilities" -> can;
                    case "fetchInventory" -> {
                        ((FetchInventory) values[0]).sink().accept(batch);
                        yield Outcome.done(InventoryExtent.complete(announced, 1));
                    }
                    default -> method.invoke(connector, values);
                });
    }

    @Test
    @DisplayName("rule 13: figures that are 13 hours old when they have come change nothing")
    void thirteenHoursOld() {
        House at = stocked(there("P-1", QUALIFIED, 9, 0, "IC1"), there("P-2", QUALIFIED, 9, 0, "IC1"));
        transport.onReads((faulty, call, send) -> {
            clock.advance(Duration.ofHours(13));
            return send.send(call);
        });

        changedNothing(at, sync(at), "PT13H");
    }

    @Test
    @DisplayName("rule 13: of two syncs of one warehouse at once the second waits for the first")
    void twoAtOnce() {
        House at = stocked(there("P-1", QUALIFIED, 9, 0, "IC1"), there("P-2", QUALIFIED, 4, 0, "IC1"));
        int calls = transport.calls().size();
        at.module.syncInventory(WAREHOUSE);
        long other = at.state.queue().register("other", clock.instant(), Duration.ofSeconds(30));
        assertThat(at.state.queue().claim(other, clock.instant(), 1)).hasSize(1);

        TaskId second = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();

        assertThat(at.state.tasks().find(second).orElseThrow().summary()).contains("goes first");
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(12);
        assertThat(transport.calls()).hasSize(calls);
    }

    @Test
    @DisplayName("rules 7 and 8: what is shipped there and not booked here is not missing, what is locked is there")
    void shippedAndNotBooked() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).containsExactly("EQUAL");
        warehouse.ship("acme-1-1");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));

        SyncTask task = sync(at);

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isIn(7L, 10L);
        assertThat(lines(at, task))
                .allMatch(line -> line.delta() == 0 || line.local() + line.delta() == line.remote() + line.inFlight());
    }

    @Test
    @DisplayName("rule 7: what of an order is booked here already does not count again")
    void shippedInPartAndBookedInPart() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.shipSome("acme-1-1", 1);
        at.work(Duration.ofMinutes(30));
        assertThat(at.order("1").shipments()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        warehouse.ship("acme-1-1");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));

        SyncTask task = sync(at);

        assertThat(lines(at, task)).extracting(ReconcileLine::inFlight).containsExactly(2L);
    }

    @Test
    @DisplayName(
            "rule 7: what ships while the pages are read may be in them or not, so nothing of its SKU is corrected")
    void shippedWhileItIsRead() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        transport.onReads((faulty, call, send) -> {
            warehouse.ship("acme-1-1");
            warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));
            return send.send(call);
        });

        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).containsExactly("IN_FLIGHT_UNCLEAR");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    @DisplayName("rule 9: what was put away of an inbound order that is open here is left to its booking")
    void anOpenInboundOrder() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 5));
        at.module
                .inbounds()
                .push(new InboundPlan(
                        new InboundId("ASN-7"),
                        WAREHOUSE,
                        List.of(new InboundLine(new WarehouseSku("W-1"), 6, 0)),
                        INBOUND));
        at.gwms.step();
        String numberThere =
                at.state.warehouseOrders().openInbounds(WAREHOUSE).get(0).thirdPartyNo();
        warehouse.put(there("P-1", QUALIFIED, 6, 0, numberThere));

        assertThat(lines(at, sync(at)))
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("EQUAL", "OPEN_INBOUND");
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(5);
    }

    @Test
    @DisplayName("rule 10: while a cancel is in doubt nothing of its SKU is corrected")
    void aCancelInDoubt() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.say("acme-1-1", RemoteStatus.CANCELLING, "INTERCEPTING");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));

        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).containsExactly("IN_FLIGHT_UNCLEAR");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "rule 10: what becomes defective while an order is in doubt is held once, before and after it is settled")
    void aRegradeBesideACancelInDoubt() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.say("acme-1-1", RemoteStatus.CANCELLING, "INTERCEPTING");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 3, "IC1"), there("P-1", DEFECTIVE, 2, 0, "IC1")));

        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).containsOnly("IN_FLIGHT_UNCLEAR");
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(10);

        warehouse.say("acme-1-1", RemoteStatus.IN_WORK, "PICKED");
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).containsOnly("REGRADE");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(8);
        assertThat(at.stock.quantity(batch("W-1", DEFECTIVE, "IC1"))).isEqualTo(2);
    }

    @Test
    @DisplayName("rule 26: a plan that waits is what is applied, and only under its hash")
    void aHeldPlan() {
        RemoteBatch row = there("P-1", QUALIFIED, 9, 0, "IC1");
        House at = stocked(row, row, there("P-2", QUALIFIED, 4, 0, "IC1"));
        SyncTask task = sync(at);
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();

        at.module.approve(task.id(), plan.hash(), "ann");
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(9);
        assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    @DisplayName("a snapshot is what was seen, digest and all, whatever happens there afterwards")
    void neverALiveView() {
        House at = stocked(there("P-1", QUALIFIED, 4, 0, "IC1"), there("P-2", QUALIFIED, 4, 0, "IC1"));
        SyncTask task = sync(at);
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 1, 0, "IC1")));

        InventorySnapshot snapshot = at.snapshots.latest(task.id()).orElseThrow();
        List<SnapshotRow> rows = new ArrayList<>();
        at.snapshots.rows(snapshot.id(), rows::add);
        assertThat(rows).extracting(SnapshotRow::total).containsExactly(4L, 4L);
        assertThat(RowDigest.of(rows::forEach)).isEqualTo(snapshot.sha256());
        assertThat(snapshot.scope()).hasSize(2);
        assertThat(at.module
                        .explain(task.id(), batch("W-1", QUALIFIED, "IC1"))
                        .orElseThrow()
                        .steps())
                .anyMatch(step -> step.contains("digest " + snapshot.sha256()));
    }
}
