package io.gwms.audit;

import io.gwms.evidence.CallExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ListIterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What lies between the callers and the writer, bounded by entries and by bytes. An entry takes its place until it is
 * {@link #settled}, so the bounds hold for what is being written too. Shared by threads.
 */
final class HandOff {
    /** An exchange under the id it will be kept by. */
    record Entry(String id, CallExchange exchange, long bytes) {}

    private final int maxEntries;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Entry> queue = new ArrayDeque<>();
    private long accepted;
    private long settled;
    private long bytes;
    private long wanted;
    private boolean closed;

    HandOff(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Takes the entry; false when there is no room within the patience, or no room any more. */
    boolean offer(Entry entry, Duration patience) {
        lock.lock();
        try {
            if (!await(() -> closed || hasRoomFor(entry), patience) || closed) {
                return false;
            }
            queue.addLast(entry);
            accepted++;
            bytes += entry.bytes;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One entry larger than all room is let in alone. */
    private boolean hasRoomFor(Entry entry) {
        long held = accepted - settled;
        return held == 0 || (held < maxEntries && bytes + entry.bytes <= maxBytes);
    }

    /** Waits for a batch: the first entry, then what follows within {@code linger}. Empty once closed and drained. */
    List<Entry> take(int atMost, Duration linger) {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            await(() -> closed || queue.size() >= atMost || wanted > settled, linger);
            return poll(atMost);
        } finally {
            lock.unlock();
        }
    }

    /** A batch of what is there. */
    List<Entry> poll(int atMost) {
        lock.lock();
        try {
            List<Entry> batch = new ArrayList<>(Math.min(atMost, queue.size()));
            while (batch.size() < atMost && !queue.isEmpty()) {
                batch.add(queue.removeFirst());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Puts entries that could not be written back to the head, in their order. */
    void putBack(List<Entry> entries) {
        lock.lock();
        try {
            ListIterator<Entry> backwards = entries.listIterator(entries.size());
            while (backwards.hasPrevious()) {
                queue.addFirst(backwards.previous());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees the places of entries that were written or given up. */
    void settled(List<Entry> entries) {
        lock.lock();
        try {
            settled += entries.size();
            bytes -= entries.stream().mapToLong(Entry::bytes).sum();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that is accepted by now is settled; whether it was so in time. The writer stops lingering. */
    boolean awaitSettled(Duration patience) {
        lock.lock();
        try {
            long target = accepted;
            wanted = Math.max(wanted, target);
            changed.signalAll();
            return await(() -> settled >= target, patience);
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Entries that are queued or being written. */
    long held() {
        lock.lock();
        try {
            return accepted - settled;
        } finally {
            lock.unlock();
        }
    }

    /** Their bytes, about. */
    long heldBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it came true in time; false too for an interrupted thread that had to wait, whose flag stays. */
    private boolean await(BooleanSupplier condition, Duration patience) {
        long left = patience.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
