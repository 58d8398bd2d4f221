package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import java.util.List;
import java.util.function.Predicate;

/** Tasks that wait for a person over something that another one has told the platform since. */
final class Leftovers {
    private static final int LOOKED_AT = 50;

    private Leftovers() {}

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
