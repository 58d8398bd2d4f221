package io.gwms.testkit.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes to maps and remembers how to take each write back. */
final class Undo {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        V before = map.put(key, value);
        steps.push(() -> restore(map, key, before));
    }

    <K, V> void remove(Map<K, V> map, K key) {
        V before = map.remove(key);
        steps.push(() -> restore(map, key, before));
    }

    <K, V> void append(Map<K, List<V>> map, K key, V value) {
        List<V> longer = new ArrayList<>(map.getOrDefault(key, List.of()));
        longer.add(value);
        put(map, key, List.copyOf(longer));
    }

    void all() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        if (before == null) {
            map.remove(key);
        } else {
            map.put(key, before);
        }
    }
}
