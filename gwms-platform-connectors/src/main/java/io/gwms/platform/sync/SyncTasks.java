package io.gwms.platform.sync;

import io.gwms.state.StateRepository;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.List;
import java.util.stream.Stream;

/** Finds the tasks of runs. */
final class SyncTasks {
    private static final int LOOKED_AT = 100;

    private final StateRepository state;

    SyncTasks(StateRepository state) {
        this.state = state;
    }

    /** The newest of a store. */
    List<SyncTask> newest(String store) {
        return state.tasks().list(ofStore(store));
    }

    /** Those of a store that stand so. */
    List<SyncTask> live(String store, TaskStatus... statuses) {
        return Stream.of(statuses)
                .flatMap(status -> state.tasks().list(ofStore(store).withStatus(status)).stream())
                .toList();
    }

    private static TaskQuery ofStore(String store) {
        return TaskQuery.newest(LOOKED_AT).withType(TaskType.ORDER_SYNC).withBusinessNo(store);
    }
}
