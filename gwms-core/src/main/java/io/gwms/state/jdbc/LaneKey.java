package io.gwms.state.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lanes and scopes as one text, by which they are found and told apart. */
final class LaneKey {
    private static final char BETWEEN = '|';
    private static final char ESCAPE = '\\';

    private LaneKey() {}

    static String of(TaskType type, @Nullable TaskRoute route) {
        return route == null
                ? joined(type.value())
                : joined(
                        type.value(),
                        route.proxySystem().value(),
                        route.warehouse().value(),
                        route.proxyWarehouse());
    }

    /** The lane of that key. */
    static TaskLane lane(String key) {
        List<String> parts = parts(key);
        TaskType type = new TaskType(parts.get(0));
        return parts.size() == 1
                ? new TaskLane(type, null)
                : new TaskLane(
                        type,
                        new TaskRoute(new WarehouseCode(parts.get(2)), parts.get(3), new ProxySystem(parts.get(1))));
    }

    static String of(TaskScope scope) {
        return joined(
                scope.type() == null ? "" : scope.type().value(),
                scope.proxySystem() == null ? "" : scope.proxySystem().value(),
                scope.warehouse() == null ? "" : scope.warehouse().value());
    }

    private static String joined(String... parts) {
        StringBuilder key = new StringBuilder();
        for (int at = 0; at < parts.length; at++) {
            if (at > 0) {
                key.append(BETWEEN);
            }
            append(parts[at], key);
        }
        return key.toString();
    }

    private static void append(String part, StringBuilder key) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == BETWEEN || c == ESCAPE) {
                key.append(ESCAPE);
            }
            key.append(c);
        }
    }

    private static List<String> parts(String key) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == ESCAPE) {
                i++;
                part.append(key.charAt(i));
            } else if (c == BETWEEN) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
