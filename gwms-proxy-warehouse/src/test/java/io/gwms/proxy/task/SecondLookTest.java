package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.ChangeLimits;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The warehouse is asked for the SKUs themselves before any of their batches is corrected. */
class SecondLookTest extends InventoryBench {
    private static final BatchKey MUGS = batch("W-1", QUALIFIED, "IC1");
    private static final BatchKey PACKS = batch("W-2", QUALIFIED, "IC2");

    /** A sync whose pages show 9 pieces of the mugs where 5 are; the packs differ in truth. */
    private SyncTask tornSync(House at, Fault... answers) {
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-2", QUALIFIED, 3, 0, "IC2")));
        transport.onReads(Fault.changedBody(body -> body.replace("\"available\":5", "\"available\":9")));
        transport.onReads(answers);
        return sync(at);
    }

    private House twoSkus() {
        House at = house(stock().batch(MUGS, 5).batch(PACKS, 4));
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-2", QUALIFIED, 2, 0, "IC2")));
        at.gwms.step();
        return at;
    }

    @Test
    @DisplayName("rule 4: what the warehouse, asked directly, tells otherwise is left alone, and the rest is corrected")
    void whatIsToldOtherwise() {
        House at = twoSkus();

        SyncTask task = tornSync(at);

        assertThat(at.stock.quantity(MUGS)).isEqualTo(5);
        assertThat(at.stock.quantity(PACKS)).as("3 packs of 2").isEqualTo(6);
        assertThat(lines(at, task))
                .extracting(ReconcileLine::rule, ReconcileLine::delta)
                .containsExactlyInAnyOrder(tuple("IN_FLIGHT_UNCLEAR", 0L), tuple("CORRECT", 2L));
        assertThat(lines(at, task)).extracting(ReconcileLine::reason).anyMatch(why -> why.contains("moved over there"));
        assertThat(task.summary()).contains("did not confirm it when asked directly: [P-1]");
    }

    @Test
    @DisplayName(
            "what moves while it is looked at is looked at again after 5 and 15 minutes, then left to the next sync")
    void whatMovesIsLookedAtAgain() {
        House at = house(stock().batch(MUGS, 5));
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC1")));
        at.gwms.step();
        TaskId id = at.module.syncInventory(WAREHOUSE);
        List<TaskStatus> ends = new ArrayList<>();
        for (int minutes : List.of(11, 5, 15, 24 * 60)) {
            clock.advance(Duration.ofMinutes(minutes));
            transport.onReads(Fault.changedBody(body -> body.replace("\"available\":5", "\"available\":9")));
            at.gwms.step();
            ends.add(at.state.tasks().find(id).orElseThrow().status());
        }

        assertThat(ends)
                .containsExactly(TaskStatus.WAITING, TaskStatus.WAITING, TaskStatus.SUCCESS, TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(MUGS)).isEqualTo(5);
        SyncTask task = at.state.tasks().find(id).orElseThrow();
        assertThat(task.rounds()).isEqualTo(3);
        assertThat(task.summary()).contains("did not confirm it when asked directly: [P-1]");
    }

    @Test
    @DisplayName("rule 4: without an answer nothing is corrected")
    void withoutAnAnswer() {
        House at = twoSkus();

        tornSync(at, Fault.lostReply());

        assertThat(at.stock.quantity(MUGS)).isEqualTo(5);
        assertThat(at.stock.quantity(PACKS)).isEqualTo(4);
    }

    @Test
    @DisplayName("rule 4: defective stock is confirmed as well")
    void defectiveStock() {
        BatchKey broken = batch("W-1", DEFECTIVE, "IC1");
        House at = house(stock().batch(broken, 5));
        warehouse.replaceStock(List.of(there("P-1", DEFECTIVE, 5, 0, "IC1")));
        at.gwms.step();
        transport.onReads(Fault.changedBody(body -> body.replace("\"available\":5", "\"available\":9")));

        sync(at);

        assertThat(at.stock.quantity(broken)).isEqualTo(5);
    }

    @Test
    @DisplayName("rules 2 and 4: of several questions the one without an answer confirms none of its SKUs to be gone")
    void oneOfSeveralQuestionsWithoutAnAnswer() {
        InMemoryStockLedger.Builder held = stock().batch(MUGS, 5);
        IntStream.range(10, 14).forEach(i -> held.batch(batch("W-" + i, QUALIFIED, "IC1"), 1));
        House at = house(held);
        IntStream.range(10, 14).forEach(i -> at.routes.sku("P-" + i, "W-" + i, 1));
        warehouse.put(
                there("P-1", QUALIFIED, 5, 0, "IC1"),
                there("P-2", QUALIFIED, 0, 0, "IC2"),
                there("P-2", QUALIFIED, 0, 0, "IC3"));
        at.gwms.step();
        transport.onReads(Fault.none(), Fault.none(), Fault.none(), Fault.lostReply());

        sync(at);

        assertThat(at.stock.quantity(batch("W-12", QUALIFIED, "IC1"))).isZero();
        assertThat(at.stock.quantity(batch("W-13", QUALIFIED, "IC1"))).isEqualTo(1);
    }

    @Test
    @DisplayName("rules 4 and 15: a sum is confirmed by the same sum, and without an answer no batch is lowered for it")
    void sumsOfPiecesWithoutANumber() {
        House at = house(
                stock().managedLocations(WAREHOUSE).batch(MUGS, 9).build(),
                module -> module.reconcile(ReconcileSettings.standard().withResidue(ReconcileSettings.Residue.FIFO)));
        warehouse.put(there("P-1", QUALIFIED, 9, 0, ""));
        at.gwms.step();
        Fault sevenOfNine = Fault.changedBody(body -> body.replace("\"available\":9", "\"available\":7"));

        transport.onReads(sevenOfNine);
        assertThat(sync(at).summary()).contains("did not confirm it when asked directly: [P-1]");
        transport.onReads(sevenOfNine, Fault.lostReply());
        assertThat(sync(at).summary()).contains("did not confirm it when asked directly: [P-1]");
        assertThat(at.stock.quantity(MUGS)).isEqualTo(9);

        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "")));
        sync(at);
        assertThat(at.stock.quantity(MUGS)).isEqualTo(7);
    }

    @Test
    @DisplayName(
            "rule 4: where asking for single SKUs takes more calls than all pages, everything is read again instead")
    void everythingWhereThatIsLess() {
        InMemoryStockLedger.Builder held = stock().managedLocations(WAREHOUSE).batch(MUGS, 5);
        IntStream.range(10, 14).forEach(i -> held.batch(batch("W-" + i, QUALIFIED, "IC1"), 1));
        House at = house(
                held.build(),
                module -> module.reconcile(ReconcileSettings.standard().withLimits(ChangeLimits.none())));
        IntStream.range(10, 14).forEach(i -> at.routes.sku("P-" + i, "W-" + i, 1));
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        at.gwms.step();
        assertThat(transport.calls()).as("nothing is corrected").hasSize(1);

        sync(at);

        assertThat(transport.calls())
                .as("one page again, and another instead of two questions for three SKUs at most")
                .hasSize(3);
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(5);
    }

    @Test
    @DisplayName("rule 17: what is called there as another SKU is called too is not zeroed")
    void aNameOfTwoSkus() {
        House at = house(stock().batch(MUGS, 5).batch(batch("W-9", QUALIFIED, "IC1"), 4));
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        at.routes.alsoCalled("W-9", "P-1");
        at.gwms.step();

        SyncTask task = sync(at);

        assertThat(lines(at, task))
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("EQUAL", "NOT_MAPPED_HERE");
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(9);
    }
}
