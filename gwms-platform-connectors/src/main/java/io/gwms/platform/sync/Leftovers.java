package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What other tasks left of the same thing: some wait for a person over it, some were cancelled with its end unknown. */
final class Leftovers {
    private static final int LOOKED_AT = 50;

    private Leftovers() {}

    /**
     * The mark of a task that was cancelled while nobody knew whether the platform had taken what it sent; the newest of
     * those of the same type and business number that are {@code about} the same. Empty when there is none.
     */
    static Optional<EffectMark> sentBefore(ModuleSetup setup, SyncTask task, Predicate<SyncTask> about) {
        TaskQuery cancelled = TaskQuery.newest(LOOKED_AT)
                .withType(task.type())
                .withStatus(TaskStatus.CANCELLED)
                .withBusinessNo(task.businessNo());
        return setup.state().tasks().list(cancelled).stream()
                .filter(other -> !other.checkpoint().isEmpty())
                .filter(about)
                .findFirst()
                .flatMap(other -> EffectMark.parse(other.checkpoint())
                        .map(mark -> mark.handedOn(other.key().equals(task.key()))));
    }

    /** Ends those of the same type and business number that {@code moot} names. */
    static List<Change> ended(ModuleSetup setup, SyncTask told, Predicate<SyncTask> moot) {
        TaskQuery waiting = TaskQuery.newest(LOOKED_AT)
                .withType(told.type())
                .withStatus(TaskStatus.MANUAL)
                .withBusinessNo(told.businessNo());
        return setup.state().tasks().list(waiting).stream()
                .filter(task -> !task.id().equals(told.id()))
                .filter(moot)
                .<Change>map(task -> new Change.UpdateTask(
                        task.superseded(
                                "the platform was told by " + told.id(),
                                setup.clock().instant()),
                        task.runToken(),
                        null))
                .toList();
    }
}
