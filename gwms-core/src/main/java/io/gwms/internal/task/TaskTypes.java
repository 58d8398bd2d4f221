package io.gwms.internal.task;

import io.gwms.state.Change;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who does tasks of which type, by which policy. Immutable.
 *
 * @param entries by type
 */
public record TaskTypes(Map<TaskType, Entry> entries) {
    /** A handler with the policy of each of its tasks. */
    public record Entry(Function<SyncTask, PollingPolicy> policy, TaskHandler handler) {}

    public TaskTypes {
        entries = Map.copyOf(entries);
    }

    /** Who does that task; empty when nobody does. */
    Optional<TaskHandler> handler(SyncTask task) {
        return Optional.ofNullable(entries.get(task.type())).map(Entry::handler);
    }

    /** Whether somebody does tasks of that type. */
    boolean does(TaskType type) {
        return entries.containsKey(type);
    }

    /** The policy of that task; empty when nobody does it. */
    public Optional<PollingPolicy> policy(SyncTask task) {
        return Optional.ofNullable(entries.get(task.type()))
                .map(entry -> entry.policy().apply(task));
    }

    /** What is to change with a cancel of that task by hand. */
    public List<Change> cancelled(SyncTask task) {
        return handler(task).map(handler -> handler.cancelled(task)).orElse(List.of());
    }

    /** What to tell a person about tasks of a type that nobody does. */
    public static String nobodyDoes(TaskType type) {
        return "no handler for tasks of type " + type + " is installed here, so another node must run them; where none"
                + " does, install the module that brings it with Gwms.builder().module(…): " + moduleOf(type);
    }

    private static String moduleOf(TaskType type) {
        return switch (type.value()) {
            case "CREATE", "CANCEL", "QUERY", "INVENTORY_SYNC" ->
                "io.gwms.proxy.task.ProxyWarehouseModule of gwms-proxy-warehouse";
            case "ORDER_SYNC", "WRITE_BACK", "ACKNOWLEDGE", "TRACKING", "PLATFORM_CANCEL", "STOCK_PUSH" ->
                "io.gwms.platform.sync.PlatformModule of gwms-platform-connectors";
            default -> "the host's own that calls ModuleSetup.handler(new TaskType(\"" + type + "\"), …)";
        };
    }
}
