package io.gwms.platform.sync;

import io.gwms.platform.PlatformConnector;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskResult;
import java.util.Optional;
import java.util.function.BiFunction;

/** Lets a write through to a store, or says what a task does while it cannot: no call is made then. */
final class WriteDoor {
    private final StoreSessions sessions;

    WriteDoor(StoreSessions sessions) {
        this.sessions = sessions;
    }

    TaskResult through(StoreId id, BiFunction<Store, PlatformConnector, TaskResult> work) {
        Optional<Store> store = sessions.store(id);
        if (store.isEmpty()) {
            return waits("there is no store " + id);
        }
        Optional<String> obstacle = sessions.whyNotWrite(store.get());
        if (obstacle.isPresent()) {
            return waits(obstacle.get());
        }
        return sessions.connector(store.get())
                .map(connector -> work.apply(store.get(), connector))
                .orElseGet(() -> TaskResult.needsHuman(
                        ManualReason.NO_HANDLER,
                        "no connector for " + store.get().platform() + " is installed"));
    }

    private static TaskResult waits(String why) {
        return TaskResult.againAfter(Waits.FOR_STORE, "waits: " + why);
    }
}
