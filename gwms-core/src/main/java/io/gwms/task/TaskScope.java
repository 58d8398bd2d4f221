package io.gwms.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a pause or a limit is for: all that match each part that is given.
 *
 * @param type only this type; null for all
 * @param proxySystem only tasks of this proxy system; null for all, those without a route too
 * @param warehouse only tasks of this GWMS warehouse; null for all, those without a route too
 */
public record TaskScope(
        @Nullable TaskType type,
        @Nullable ProxySystem proxySystem,
        @Nullable WarehouseCode warehouse) {

    /** All tasks. */
    public static TaskScope everything() {
        return new TaskScope(null, null, null);
    }

    /** The tasks of that type. */
    public static TaskScope of(TaskType type) {
        return new TaskScope(type, null, null);
    }

    /** The tasks of that proxy system. */
    public static TaskScope of(ProxySystem proxySystem) {
        return new TaskScope(null, proxySystem, null);
    }

    /** The tasks of that GWMS warehouse. */
    public static TaskScope of(WarehouseCode warehouse) {
        return new TaskScope(null, null, warehouse);
    }

    /** The same, for one type only. */
    public TaskScope with(TaskType type) {
        return new TaskScope(type, proxySystem, warehouse);
    }

    /** Whether the tasks of that lane belong to it. */
    public boolean covers(TaskLane lane) {
        TaskRoute route = lane.route();
        return (type == null || type.equals(lane.type()))
                && (proxySystem == null || (route != null && proxySystem.equals(route.proxySystem())))
                && (warehouse == null || (route != null && warehouse.equals(route.warehouse())));
    }

    @Override
    public String toString() {
        String parts = Stream.of(
                        Optional.ofNullable(type), Optional.ofNullable(proxySystem), Optional.ofNullable(warehouse))
                .flatMap(Optional::stream)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        return parts.isEmpty() ? "everything" : parts;
    }
}
