package io.gwms.audit;

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
    private static final long MOST_BATCH_BYTES = 4L * 1024 * 1024;

    private final int maxEntries;
    private final long maxBytes;
    private final int batch;
    private final ReentrantLock lock = new ReentrantLock();
    /** The writer waits here; it is woken by the first entry and by a full batch, not by each one. */
    private final Condition work = lock.newCondition();
    /** Callers wait here, for room or until all is settled. */
    private final Condition freed = lock.newCondition();
    /** Who redacts ahead waits here, until the writer is at work and leaves others behind. */
    private final Condition behind = lock.newCondition();

    private final Deque<Entry> queue = new ArrayDeque<>();
    private boolean leftBehind;
    private long accepted;
    private long settled;
    private long bytes;
    private long wanted;
    private boolean closed;

    HandOff(int maxEntries, long maxBytes, int batch) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.batch = batch;
    }

    /** Takes the entry; false when there is no room within the patience, or no room any more. */
    boolean offer(Entry entry, Duration patience) {
        lock.lock();
        try {
            if (!closed && !hasRoomFor(entry)) {
                work.signal();
                await(freed, () -> closed || hasRoomFor(entry), patience);
            }
            if (closed || !hasRoomFor(entry)) {
                return false;
            }
            queue.addLast(entry);
            accepted++;
            bytes += entry.bytes();
            if (queue.size() == 1 || queue.size() == batch || bytes >= MOST_BATCH_BYTES) {
                work.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One entry larger than all room is let in alone. */
    private boolean hasRoomFor(Entry entry) {
        long held = accepted - settled;
        return held == 0 || (held < maxEntries && bytes + entry.bytes() <= maxBytes);
    }

    /** Waits for a batch: the first entry, then what follows within {@code linger}. Empty once closed and drained. */
    List<Entry> take(Duration linger) {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            await(work, () -> closed || queue.size() >= batch || bytes >= MOST_BATCH_BYTES || wanted > settled, linger);
            return poll(batch);
        } finally {
            lock.unlock();
        }
    }

    /** A batch of what is there. */
    List<Entry> poll(int atMost) {
        lock.lock();
        try {
            List<Entry> taken = new ArrayList<>(Math.min(atMost, queue.size()));
            long size = 0;
            while (taken.size() < atMost && !queue.isEmpty() && (taken.isEmpty() || size < MOST_BATCH_BYTES)) {
                Entry entry = queue.removeFirst();
                size += entry.bytes();
                taken.add(entry);
            }
            leftBehind = !queue.isEmpty();
            if (leftBehind) {
                behind.signal();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the writer is at work while others are queued: the batch it takes next. Empty once closed. */
    List<Entry> ahead() {
        lock.lock();
        try {
            while (!closed && !leftBehind) {
                behind.awaitUninterruptibly();
            }
            leftBehind = false;
            return closed ? List.of() : queue.stream().limit(batch).toList();
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
            work.signal();
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
            freed.signalAll();
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
            work.signal();
            return await(freed, () -> settled >= target, patience);
        } finally {
            lock.unlock();
        }
    }

    /** Lets nothing in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            freed.signalAll();
            behind.signalAll();
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
    private static boolean await(Condition changed, BooleanSupplier condition, Duration patience) {
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
