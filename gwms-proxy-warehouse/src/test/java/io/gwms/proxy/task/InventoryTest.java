package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskReminder;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inventory syncs of a warehouse in the test's own process. */
class InventoryTest extends InventoryBench {
    @Test
    void stockIsBroughtIntoLineBatchByBatch() {
        warehouse.put(
                there("P-1", QUALIFIED, 8, 2, "IC1"),
                there("P-1", QUALIFIED, 5, 0, "IC2"),
                there("P-1", DEFECTIVE, 3, 0, "IC1"),
                there("P-2", QUALIFIED, 6, 0, "IC1"),
                there("P-NEW", QUALIFIED, 9, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13)
                .batch(batch("W-1", QUALIFIED, "IC2"), 4)
                .batch(batch("W-1", DEFECTIVE, "IC1"), 3)
                .batch(batch("W-2", QUALIFIED, "IC1"), 12));

        at.gwms.step();
        SyncTask task = at.task(TaskType.INVENTORY_SYNC, "JNB-1");

        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC2"))).isEqualTo(5);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
        assertThat(at.stock.elsewhereTotal()).isEqualTo(77);
        assertThat(task.summary())
                .contains("1 raised", "1 lowered", "warning: unmapped SKUs hold stock: [P-NEW with 9]");
        assertThat(lines(at, task))
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("CORRECT", "CORRECT", "EQUAL", "EQUAL", "UNMAPPED_SKU");
        List<SnapshotRow> rows = new ArrayList<>();
        at.snapshots.rows(at.snapshots.latest(task.id()).orElseThrow().id(), rows::add);
        assertThat(rows).hasSize(5);
        assertThat(rows.get(0).gsku()).isEqualTo("G-1");
        assertThat(rows.get(0).localSku()).isEqualTo("W-1");
        assertThat(rows.get(0).total()).isEqualTo(10);
    }

    @Test
    void aRoundThatDiedWhileItCorrectedIsFinishedByItsOwnPlan() {
        warehouse.put(there("P-1", QUALIFIED, 10, 0, "IC1"), there("P-2", QUALIFIED, 6, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10).batch(batch("W-2", QUALIFIED, "IC1"), 12));
        at.gwms.step();
        at.stock.move(batch("W-1", QUALIFIED, "IC1"), 3);
        at.stock.move(batch("W-2", QUALIFIED, "IC1"), -1);
        TaskId id = at.module.syncInventory(WAREHOUSE);
        long dead = at.state.queue().register("dead", clock.instant(), Duration.ofSeconds(30));
        SyncTask cut = at.state.queue().claim(dead, clock.instant(), 1).get(0);
        assertThat(cut.id()).isEqualTo(id);
        InventorySnapshot seen = new InventorySnapshot(
                "inventory-" + id + "-" + cut.runToken(),
                id,
                WAREHOUSE,
                warehouse.connector().system(),
                "USLAXA",
                clock.instant(),
                clock.instant(),
                true,
                "",
                0,
                "");
        at.snapshots.save(seen, rows -> {});
        at.snapshots.saveLines(seen.id(), List.of(planned("W-1", "P-1", 10, 13), planned("W-2", "P-2", 12, 11)));
        assertThat(at.state.queue().checkpoint(id, cut.runToken(), "applying " + seen.id()))
                .isTrue();
        at.stock.adjust(List.of(new StockAdjustment("W-1 once", batch("W-1", QUALIFIED, "IC1"), -3, 13, "")));

        clock.advance(Duration.ofMinutes(1));
        at.gwms.step();

        SyncTask task = at.state.tasks().find(id).orElseThrow();
        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
        assertThat(at.snapshots.latest(id)).contains(seen);
        assertThat(lines(at, task)).extracting(ReconcileLine::result).containsExactly("APPLIED", "APPLIED");
    }

    @Test
    void aPlanThatWasCutOffLongAgoIsNotAppliedAnyMore() {
        warehouse.put(there("P-1", QUALIFIED, 10, 0, "IC1"), there("P-2", QUALIFIED, 6, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10).batch(batch("W-2", QUALIFIED, "IC1"), 12));
        at.gwms.step();
        at.stock.move(batch("W-1", QUALIFIED, "IC1"), 3);
        at.stock.move(batch("W-2", QUALIFIED, "IC1"), -1);
        TaskId id = at.module.syncInventory(WAREHOUSE);
        long dead = at.state.queue().register("dead", clock.instant(), Duration.ofSeconds(30));
        SyncTask cut = at.state.queue().claim(dead, clock.instant(), 1).get(0);
        assertThat(cut.id()).isEqualTo(id);
        InventorySnapshot seen = new InventorySnapshot(
                "inventory-" + id + "-" + cut.runToken(),
                id,
                WAREHOUSE,
                warehouse.connector().system(),
                "USLAXA",
                clock.instant(),
                clock.instant(),
                true,
                "",
                0,
                "");
        at.snapshots.save(seen, rows -> {});
        at.snapshots.saveLines(seen.id(), List.of(planned("W-1", "P-1", 10, 13), planned("W-2", "P-2", 12, 11)));
        assertThat(at.state.queue().checkpoint(id, cut.runToken(), "applying " + seen.id()))
                .isTrue();
        at.stock.adjust(List.of(new StockAdjustment("W-1 once", batch("W-1", QUALIFIED, "IC1"), -3, 13, "")));

        clock.advance(Duration.ofHours(2));
        at.gwms.step();

        assertThat(at.snapshots.lines(seen.id()))
                .extracting(ReconcileLine::result)
                .as("the old plan is left as it was written down")
                .doesNotContain("APPLIED");
        assertThat(at.snapshots.latest(id))
                .hasValueSatisfying(snapshot -> assertThat(snapshot.id()).isNotEqualTo(seen.id()));
    }

    private static ReconcileLine planned(String sku, String proxySku, long remote, long local) {
        return new ReconcileLine(
                batch(sku, QUALIFIED, "IC1"),
                proxySku,
                remote,
                local,
                0,
                remote - local,
                "CORRECT",
                "PLANNED",
                "the proxy warehouse holds " + remote,
                sku + " once");
    }

    @Test
    void theSameInventoryAgainChangesNothing() {
        warehouse.put(there("P-1", QUALIFIED, 8, 2, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13));
        at.gwms.step();

        SyncTask again = sync(at);

        assertThat(lines(at, again)).extracting(ReconcileLine::delta).containsExactly(0L);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void aBatchThatIsMissingGoesToZeroOnlyWhenASecondSnapshotSaysSo() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey gone = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(gone, 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));

        at.gwms.step();
        assertThat(at.stock.quantity(gone)).isEqualTo(4);
        SyncTask second = sync(at);

        assertThat(at.stock.quantity(gone)).isZero();
        assertThat(lines(at, second)).extracting(ReconcileLine::rule).contains("ZERO_CONFIRMED");
    }

    @Test
    void aBatchThatIsBackInTheSecondSnapshotWasNeverZeroed() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey gone = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(gone, 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
        at.gwms.step();

        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"));
        sync(at);
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC2")));
        sync(at);

        assertThat(at.stock.quantity(gone))
                .as("missing once, back, missing once")
                .isEqualTo(4);
    }

    @Test
    void whatTheWarehouseStillShowsWhenAskedDirectlyIsNotZeroed() {
        RemoteBatch hidden = there("P-1", QUALIFIED, 4, 0, "IC1");
        RemoteBatch other = there("P-1", QUALIFIED, 5, 0, "IC2");
        warehouse.put(hidden, other);
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
        at.gwms.step();
        Fault leavesItOut = Fault.changedBody(
                body -> body.replace("\"total\":2", "\"total\":1").replaceFirst("\\{[^{}]*IC1[^{}]*},", ""));

        transport.onReads(leavesItOut);
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("SUSPECT");
        transport.onReads(leavesItOut);
        SyncTask contradicted = sync(at);
        assertThat(lines(at, contradicted)).extracting(ReconcileLine::rule).contains("SUSPECT");
        assertThat(contradicted.summary()).contains("did not confirm it when asked directly: [P-1]");
        transport.onReads(leavesItOut, Fault.lostReply());
        assertThat(sync(at).summary())
                .as("no answer is no confirmation")
                .contains("did not confirm it when asked directly: [P-1]");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);

        warehouse.replaceStock(List.of(other));
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("ZERO_CONFIRMED");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isZero();
    }

    @Test
    void anEmptyAnswerNeedsAPersonHoweverOftenItComes() {
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 4));

        for (int round = 0; round < 3; round++) {
            SyncTask task = sync(at);
            assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
            assertThat(task.error()).contains("EMPTY");
        }
        warehouse.put(there("P-1", QUALIFIED, 1, 0, "IC9"));
        sync(at);
        assertThat(at.stock.quantity(key))
                .as("the empty answers confirm nothing")
                .isEqualTo(4);
    }

    @Test
    void anErrorBodyNeverZeroesAnything() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC2"));
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 4));
        List<Fault> errors = List.of(
                Fault.answer(500, "text/html", "<html>down</html>"),
                Fault.answer(200, "application/json", "{\"message\":\"internal error\"}"),
                Fault.answer(200, "application/json", "{\"ok\":true}"),
                Fault.answer(200, "application/json", "[]"),
                Fault.answer(200, "application/json", ""),
                Fault.cutBody(),
                Fault.lostReply(),
                Fault.notSent());

        for (Fault error : errors) {
            transport.onReads(error, error, error, error);
            SyncTask task = sync(at);
            assertThat(task.status()).isIn(TaskStatus.WAITING, TaskStatus.MANUAL);
        }

        assertThat(at.stock.quantity(key)).isEqualTo(4);
    }

    @Test
    void whatShippedAndIsNotBookedIsNotMissing() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.ship("acme-1-1");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));
        clock.advance(Duration.ofMinutes(15));

        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();
        SyncTask task = at.state.tasks().find(id).orElseThrow();

        assertThat(lines(at, task)).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("EQUAL");
            assertThat(line.inFlight()).isEqualTo(3);
        });
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void stockThatMovesMeanwhileIsComparedAnew() {
        warehouse.put(there("P-1", QUALIFIED, 7, 0, "IC1"));
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 10));
        transport.onReads((faulty, call, send) -> {
            at.stock.move(key, -2);
            return send.send(call);
        });

        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();
        assertThat(at.state.tasks().find(id).orElseThrow().status()).isIn(TaskStatus.WAITING, TaskStatus.SUCCESS);
        at.work(Duration.ofMinutes(6));

        assertThat(at.stock.quantity(key)).isEqualTo(7);
    }

    @Test
    void eachSlotHasOneTaskAndDemandsAreJoined() {
        House at = house(stock());
        warehouse.put(there("P-1", QUALIFIED, 1, 0, ""));
        at.gwms.step();
        at.gwms.step();
        assertThat(tasks(at)).isEqualTo(1);

        TaskId one = at.module.syncInventory(WAREHOUSE);
        assertThat(at.module.syncInventory(WAREHOUSE)).isEqualTo(one);
        assertThat(tasks(at)).isEqualTo(2);
        for (int hour = 0; hour < 24; hour++) {
            clock.advance(Duration.ofHours(1));
            at.gwms.step();
        }
        assertThat(tasks(at)).isEqualTo(4);
    }

    @Test
    void ofTwoSyncsOfOneWarehouseTheSecondWaits() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        TaskId first = at.module.syncInventory(WAREHOUSE);
        long other = at.state.queue().register("other", clock.instant(), Duration.ofSeconds(30));
        assertThat(at.state.queue().claim(other, clock.instant(), 1))
                .extracting(SyncTask::id)
                .containsExactly(first);

        TaskId second = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();

        SyncTask waiting = at.state.tasks().find(second).orElseThrow();
        assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(waiting.summary()).contains("goes first");
        assertThat(waiting.attempts()).isZero();
        assertThat(transport.calls()).isEmpty();
        at.work(Duration.ofMinutes(5));
        assertThat(at.state.tasks().find(first).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.state.tasks().find(second).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    /** A first fill: a warehouse with a shelf full of batches that nobody has here yet. */
    private House firstFill() {
        warehouse.replaceStock(IntStream.range(0, 25)
                .mapToObj(i -> new RemoteBatch("P-1", QUALIFIED, 40 + i, 1, null, "", INBOUND.plusSeconds(i)))
                .toList());
        return house(stock());
    }

    @Test
    void aFirstFillWaitsForAPersonAndIsAppliedOnceItsPlanIsApproved() {
        House at = firstFill();
        SyncTask task = sync(at);
        assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("MASS_CHANGE");
        assertThat(task.error()).contains(plan.hash());
        assertThat(plan.adjustments()).hasSize(25);

        clock.advance(Duration.ofHours(3));
        at.module.approve(task.id(), plan.hash(), "ann");
        assertThat(at.stock.managedTotal(WAREHOUSE))
                .as("an approval alone changes nothing")
                .isZero();
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        SyncTask done = at.state.tasks().find(task.id()).orElseThrow();
        assertThat(done.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(25 * 41 + 300);
        assertThat(lines(at, done)).extracting(ReconcileLine::result).containsOnly("APPLIED");
        assertThat(at.snapshots.latest(task.id()).orElseThrow().id()).isEqualTo(plan.snapshotId());
        assertThat(at.module.waitingPlan(task.id())).isEmpty();
    }

    @Test
    void syncNowWithoutAnApprovalReadsTheWarehouseAgainAndStillWaits() {
        House at = firstFill();
        SyncTask task = sync(at);
        String first = at.module.waitingPlan(task.id()).orElseThrow().hash();

        clock.advance(Duration.ofMinutes(5));
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
        String second = at.module.waitingPlan(task.id()).orElseThrow().hash();
        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> at.module.approve(task.id(), first, "ann")).hasMessageContaining(second);
    }

    @Test
    void anApprovalIsWorthNothingOnceALaterSnapshotWasCompared() {
        House at = firstFill();
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();
        at.module.approve(task.id(), hash, "ann");
        sync(at);

        for (int round = 0; round < 2; round++) {
            clock.advance(Duration.ofMinutes(1));
            at.gwms.tasks().syncNow(task.id());
            at.gwms.step();

            assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
            assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.MANUAL);
        }
    }

    @Test
    void anApprovalEndsAfterADayAndNoneIsTakenThen() {
        House at = firstFill();
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();
        at.module.approve(task.id(), hash, "ann");

        clock.advance(Duration.ofHours(24));

        assertThatThrownBy(() -> at.module.approve(task.id(), hash, "ann")).hasMessageContaining("older than 24 h");
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();
        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
    }

    @Test
    void stockThatMovedSinceThePlanWasMadeIsNotCorrectedByAnApproval() {
        House at = firstFill();
        SyncTask task = sync(at);
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        BatchKey moved = plan.adjustments().get(0).key();
        at.module.approve(task.id(), plan.hash(), "ann");
        at.stock.move(moved, 2);

        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.quantity(moved)).isEqualTo(2);
        assertThat(lines(at, task)).extracting(ReconcileLine::result).contains("CONFLICT", "APPLIED");
        assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void anEmptySnapshotCannotBeApproved() {
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();

        assertThatThrownBy(() -> at.module.approve(task.id(), hash, "ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EMPTY");
        assertThatThrownBy(() -> at.module.approve(new TaskId(999), hash, "ann"))
                .hasMessageContaining("no plan that waits");
    }

    @Test
    void anOrderWhoseCancelIsUnderWayKeepsItsStockFromBeingCorrected() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.say("acme-1-1", RemoteStatus.CANCELLING, "INTERCEPTING");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));

        SyncTask task = sync(at);

        assertThat(lines(at, task)).extracting(ReconcileLine::rule).containsExactly("IN_FLIGHT_UNCLEAR");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void aLaterSuccessClosesWhatAnEarlierSyncLeftForAPerson() {
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        SyncTask empty = sync(at);
        assertThat(empty.status()).isEqualTo(TaskStatus.MANUAL);
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"));

        SyncTask later = sync(at);

        assertThat(later.status()).isEqualTo(TaskStatus.SUCCESS);
        SyncTask closed = at.state.tasks().find(empty.id()).orElseThrow();
        assertThat(closed.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(closed.summary()).isEqualTo("a later inventory sync succeeded: task " + later.id());
        assertThat(closed.error()).as("why it needed one").contains("EMPTY");
    }

    @Test
    void aCorrectionIsExplainedFromWhatWasKept() {
        warehouse.put(there("P-2", QUALIFIED, 4, 2, "IC1"), there("P-2", DEFECTIVE, 1, 0, "IC1"));
        BatchKey key = batch("W-2", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 10).batch(batch("W-2", DEFECTIVE, "IC1"), 2));
        SyncTask task = sync(at);
        at.stock.move(key, -5);

        Explanation why = at.module.explain(task.id(), key).orElseThrow();

        assertThat(why.agrees()).isTrue();
        assertThat(why.steps())
                .contains(
                        "over there: 6 pieces = P-2 (available 4 + locked 2)",
                        "in pieces here: 12, by the mapping P-2×2",
                        "here: 10 before",
                        "delta: 2; 12 + 0 - 10 = 2");
        assertThat(why.line().result()).isEqualTo("APPLIED");
        assertThat(why.rows()).hasSize(1);
        assertThat(why.nearMisses()).singleElement().satisfies(near -> {
            assertThat(near.differsIn()).isEqualTo("type");
            assertThat(near.line().rule()).isEqualTo("EQUAL");
        });
        assertThat(why.correlation()).isEqualTo("task:" + task.id());
        assertThat(at.module.explain(task.id(), batch("W-9", QUALIFIED, "IC1"))).isEmpty();
    }

    @Test
    void unmappedStockIsToldInTheOverviewUntilItIsMapped() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-NEW", QUALIFIED, 9, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 5));
        TaskQuery all = TaskQuery.newest(10);
        assertThat(unmapped(at, all)).as("before anything was compared").isEmpty();
        SyncTask task = sync(at);

        assertThat(unmapped(at, all)).singleElement().satisfies(reminder -> {
            assertThat(reminder.text()).contains("1 SKUs", "USLAXA", "P-NEW with 9");
            assertThat(at.gwms.tasks().list(reminder.query()))
                    .extracting(SyncTask::id)
                    .contains(at.snapshots
                            .newestCompared(WAREHOUSE, "")
                            .orElseThrow()
                            .task());
        });
        assertThat(unmapped(at, all.withStatus(TaskStatus.RUNNING))).hasSize(1);
        assertThat(unmapped(at, all.withType(TaskType.CREATE))).isEmpty();
        assertThat(unmapped(at, all.withWarehouse(new WarehouseCode("ELSEWHERE"))))
                .isEmpty();

        at.routes.sku("P-NEW", "W-9", 1);
        assertThat(unmapped(at, all)).as("once it is mapped").isEmpty();
        at.routes.withoutSku("P-NEW");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-NEW", QUALIFIED, 0, 0, "IC1")));
        assertThat(sync(at).id()).isNotEqualTo(task.id());
        assertThat(unmapped(at, all)).as("once it holds nothing").isEmpty();
    }

    @Test
    void unmappedStockOfAPlanThatWaitsIsToldToo() {
        House at = firstFill();
        warehouse.put(there("P-NEW", QUALIFIED, 9, 0, "IC1"));

        SyncTask task = sync(at);

        assertThat(unmapped(at, TaskQuery.newest(10))).hasSize(1);
        assertThat(at.module.waitingPlan(task.id())).isPresent();
    }

    private static List<TaskReminder> unmapped(House at, TaskQuery filter) {
        return at.gwms.tasks().overview(filter, ZoneOffset.UTC).reminders().stream()
                .filter(reminder -> reminder.name().equals("unmapped-sku"))
                .toList();
    }

    @Test
    void eachLineNamesTheCallsThatToldOfItsRows() {
        warehouse.put(
                there("P-1", QUALIFIED, 8, 2, "IC1"),
                there("P-1", DEFECTIVE, 3, 0, "IC1"),
                there("P-2", QUALIFIED, 6, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13)
                .batch(batch("W-2", QUALIFIED, "IC1"), 11)
                .batch(batch("W-2", QUALIFIED, "IC2"), 1));
        TaskId task = sync(at).id();

        assertThat(told(at, task, batch("W-1", QUALIFIED, "IC1"))).contains("\"P-1\"");
        assertThat(told(at, task, batch("W-2", QUALIFIED, "IC1")))
                .contains("\"P-2\"")
                .doesNotContain("\"P-1\"");
        assertThat(at.module
                        .explain(task, batch("W-2", QUALIFIED, "IC2"))
                        .orElseThrow()
                        .calls())
                .as("no call told of a batch that is not there")
                .isEmpty();
    }

    /** The bodies of the calls that the explanation of that batch names. */
    private static String told(House at, TaskId task, BatchKey key) {
        List<String> calls = at.module.explain(task, key).orElseThrow().calls();
        assertThat(calls).hasSize(1);
        int number = Integer.parseInt(calls.get(0).substring("call-".length()));
        return at.recorded
                .get(number - 1)
                .outcome()
                .asDone()
                .map(HttpReply::text)
                .orElseThrow();
    }

    private static int tasks(House at) {
        return at.state
                .tasks()
                .list(TaskQuery.newest(500).withType(TaskType.INVENTORY_SYNC))
                .size();
    }
}
