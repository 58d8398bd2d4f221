package io.gwms.proxy.task;

import io.gwms.proxy.reconcile.Rule;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.List;

/** What the end of an inventory sync means for its task, and for others of the same warehouse. */
final class InventoryEnd {
    private static final int TASKS_LOOKED_AT = 100;
    private static final ManualReason STOCK_KEEPS_CHANGING = new ManualReason("STOCK_KEEPS_CHANGING");
    /** How often a SKU that moves over there is looked at before it is left to the next sync; each look reads all pages. */
    private static final int LOOKS = 3;
    /** How often stock that changes here meanwhile is compared before a person is told. */
    private static final int ROUNDS = PollingPolicy.inventory().roundsToManual();

    private final Desk desk;
    private final SyncTask task;

    InventoryEnd(Desk desk, SyncTask task) {
        this.desk = desk;
        this.task = task;
    }

    /**
     * The result of a round.
     *
     * @param summary what became of its lines
     * @param unconfirmed what is left as it is because the warehouse did not confirm it, in words; empty when nothing is
     */
    TaskResult of(Summary summary, String unconfirmed) {
        return verdict(summary, !unconfirmed.isEmpty(), summary.text() + unconfirmed)
                .checkpoint(summary.unmapped().text());
    }

    private TaskResult verdict(Summary summary, boolean someIsUnconfirmed, String text) {
        if (!summary.withoutLocation().isEmpty()) {
            return TaskResult.needsHuman(
                    Receiving.NO_LOCATION,
                    "warehouse " + task.businessNo() + " has no managed location for " + summary.withoutLocation()
                            + " stock; declare one in the stock ledger, then Sync Now; " + text);
        }
        if (!summary.conflicts().isEmpty()) {
            return task.attempts() + 1 < ROUNDS
                    ? TaskResult.again("stock changed here while it was compared, so it is compared anew: "
                            + summary.conflicts() + "; " + text)
                    : TaskResult.needsHuman(
                            STOCK_KEEPS_CHANGING,
                            "in " + ROUNDS + " rounds stock changed here while it was compared, and is left as it is: "
                                    + summary.conflicts()
                                    + "; use Sync Now when less is going on, or leave it to the next sync; if nothing"
                                    + " else changes it, look whether the stock ledger applies what it reads; "
                                    + text);
        }
        if (!summary.ambiguous().isEmpty()) {
            return TaskResult.needsHuman(
                    new ManualReason(Rule.AMBIGUOUS.name()),
                    "batches that a person has to match: " + summary.ambiguous() + "; " + text);
        }
        if (someIsUnconfirmed && task.attempts() + 1 < LOOKS) {
            return TaskResult.again("some stock moved over there and is looked at once more; " + text);
        }
        return TaskResult.done(text).with(this::closing);
    }

    /** What earlier syncs of the warehouse left for a person is settled by one that succeeded later. */
    private List<Change> closing() {
        TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                .withType(TaskType.INVENTORY_SYNC)
                .withStatus(TaskStatus.MANUAL)
                .withBusinessNo(task.businessNo());
        return desk.setup.state().tasks().list(query).stream()
                .filter(other -> !other.id().equals(task.id()))
                .<Change>map(other -> new Change.UpdateTask(
                        other.superseded(
                                "a later inventory sync succeeded: task " + task.id(),
                                desk.setup.clock().instant()),
                        other.runToken(),
                        null))
                .toList();
    }
}
