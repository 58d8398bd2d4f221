package io.gwms.proxy.task;

import io.gwms.ModuleSetup;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.internal.Require;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Plans that wait for a person, and the word that lets one pass. An approval names the plan by its hash, so it is worth
 * nothing for any other; it is kept beside the task, so a round that dies finds it again.
 */
final class Approvals {
    /** How old the snapshot of a plan may be. Each correction is guarded by the stock here, so age alone harms none. */
    static final Duration OLDEST = Duration.ofHours(24);

    private final ModuleSetup setup;

    Approvals(ModuleSetup setup) {
        this.setup = setup;
    }

    /** The plan of that task that waits, as it was kept; empty when none does, or it is not what it was. */
    Optional<ReconcilePlan> waiting(SyncTask task) {
        return HeldPlan.parse(task.checkpoint())
                .flatMap(held -> setup.snapshots()
                        .latest(task.id())
                        .filter(snapshot -> snapshot.id().equals(held.snapshotId()))
                        .map(snapshot -> ReconcilePlan.restored(
                                snapshot.warehouse(),
                                snapshot.id(),
                                setup.snapshots().lines(snapshot.id()),
                                held.gates()))
                        .filter(plan -> plan.hash().equals(held.hash())));
    }

    Optional<ReconcilePlan> waiting(TaskId task) {
        return setup.state().tasks().find(task).flatMap(this::waiting);
    }

    void approve(TaskId task, String hash, String by) {
        Require.text(by, "by");
        ReconcilePlan plan = waiting(task)
                .orElseThrow(() -> new IllegalArgumentException(
                        "task " + task + " has no plan that waits for a person; see waitingPlan(…)"));
        plan.approvedAs(hash);
        if (!isFresh(task, plan)) {
            throw new IllegalArgumentException("plan " + hash + " is older than " + OLDEST.toHours()
                    + " h or a later snapshot of the warehouse was compared; use Sync Now to make a new one");
        }
        setup.state()
                .commit(List.of(new Change.RecordCommand(
                        key(task, hash), hash, by, setup.clock().instant())));
    }

    /** The plan of that task without its gates, when somebody approved just this one and it is still the latest word. */
    Optional<ReconcilePlan> approved(SyncTask task) {
        return waiting(task)
                .filter(plan -> setup.state()
                        .orders()
                        .command(key(task.id(), plan.hash()))
                        .isPresent())
                .filter(plan -> isFresh(task.id(), plan))
                .map(plan -> plan.approvedAs(plan.hash()));
    }

    private boolean isFresh(TaskId task, ReconcilePlan plan) {
        return setup.snapshots()
                .latest(task)
                .filter(snapshot -> snapshot.id().equals(plan.snapshotId()))
                .filter(snapshot -> isLatestWord(snapshot, OLDEST))
                .isPresent();
    }

    /** Whether no later snapshot was compared since and it is not older than that. */
    boolean isLatestWord(InventorySnapshot snapshot, Duration oldest) {
        Instant limit = setup.clock().instant().minus(oldest);
        return snapshot.startedAt().isAfter(limit)
                && setup.snapshots()
                        .newestCompared(snapshot.warehouse(), snapshot.id())
                        .filter(other -> other.startedAt().isAfter(snapshot.startedAt()))
                        .isEmpty();
    }

    private static String key(TaskId task, String hash) {
        return "approve-plan:" + task + ":" + hash;
    }
}
