package io.gwms.internal.task;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.gwms.task.TaskId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The claims in hand: from the claim until their end is stored. Shared. */
final class LiveRuns {
    private final Set<LiveRun> runs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final Object empty = new Object();
    private volatile boolean awaited;

    void add(LiveRun run) {
        if (runs.add(run)) {
            count.incrementAndGet();
        }
    }

    /** Frees its slot; whether it still had one. */
    boolean remove(LiveRun run) {
        if (!runs.remove(run)) {
            return false;
        }
        if (count.decrementAndGet() == 0 && awaited) {
            synchronized (empty) {
                empty.notifyAll();
            }
        }
        return true;
    }

    int count() {
        return count.get();
    }

    void forEach(Consumer<LiveRun> work) {
        runs.forEach(work);
    }

    /** Their tasks, by id. */
    List<TaskId> tasks() {
        return runs.stream()
                .map(run -> run.task().id())
                .sorted(Comparator.comparingLong(TaskId::value))
                .toList();
    }

    /** Waits until nothing is in hand, or until that moment of the machine's counter of nanoseconds, or an interrupt. */
    void awaitNone(long end) {
        awaited = true;
        synchronized (empty) {
            try {
                long left = end - System.nanoTime();
                while (count.get() > 0 && left > 0) {
                    NANOSECONDS.timedWait(empty, Math.max(left, 1_000_000));
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
