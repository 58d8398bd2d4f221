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
 * {@link #settled}, so the bounds hold for what is being written too. Beyond them there is room for a quarter as much of
 * rows without bodies, so that bodies go before rows do. Shared by threads.
 */
final class HandOff {
    private static final long MOST_BATCH_BYTES = 4L * 1024 * 1024;
    private static final int SPARE = 4;

    private final int maxEntries;
    private final long maxBytes;
    private final int batch;
    private final ReentrantLock lock = new ReentrantLock();
    /** The writer waits here; it is woken by the first entry and by a full batch, not by each one. */
    private final Condition work = lock.newCondition();
    /** Callers wait here, for room or until all is settled. */
    private final Condition freed = lock.newCondition();
    /** Who redacts ahead waits here, until the writer is at the store and has left others behind. */
    private final Condition behind = lock.newCondition();

    private final Deque<Entry> queue = new ArrayDeque<>();
    private boolean leftBehind;
    private volatile boolean storing;
    private long accepted;
    private long settled;
    private long bytes;
    private long spare;
    private long spareBytes;
    private long wanted;
    private boolean nudged;
    private boolean closed;

    HandOff(int maxEntries, long maxBytes, int batch) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.batch = batch;
    }

    /** How many entries a queue of that many holds at most, rows without bodies included. */
    static int capacity(int maxEntries) {
        return maxEntries + spare(maxEntries);
    }

    private static int spare(int maxEntries) {
        return Math.max(1, maxEntries / SPARE);
    }

    /** Takes the entry; false when there is no room within the patience, or no room any more. */
    boolean offer(Entry entry, Duration patience) {
        lock.lock();
        try {
            if (!closed && !hasRoomFor(entry)) {
                hurry();
                await(freed, () -> closed || hasRoomFor(entry), patience);
            }
            if (closed || !hasRoomFor(entry)) {
                return false;
            }
            add(entry);
            bytes += entry.bytes();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a row without bodies, also where there is no room for more than that; false when there is none even so. */
    boolean offerRow(Entry row) {
        lock.lock();
        try {
            if (closed || spare >= spare(maxEntries) || spareBytes + row.bytes() > maxBytes / SPARE) {
                return false;
            }
            hurry();
            add(row);
            spare++;
            spareBytes += row.bytes();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Entry entry) {
        queue.addLast(entry);
        accepted++;
        if (queue.size() == 1 || queue.size() == batch || bytes + entry.bytes() >= MOST_BATCH_BYTES) {
            work.signal();
        }
    }

    /** One entry larger than all room is let in alone. */
    private boolean hasRoomFor(Entry entry) {
        long held = accepted - settled - spare;
        return held == 0 || (held < maxEntries && bytes + entry.bytes() <= maxBytes);
    }

    /**
     * Waits for a batch: the first entry, then what follows within {@code linger}. Empty when the writer is only to look
     * around, and once all is drained.
     */
    List<Entry> take(Duration linger) {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed && !nudged) {
                work.awaitUninterruptibly();
            }
            nudged = false;
            if (!queue.isEmpty()) {
                await(
                        work,
                        () -> closed || queue.size() >= batch || bytes >= MOST_BATCH_BYTES || wanted > settled,
                        linger);
            }
            return poll(batch);
        } finally {
            lock.unlock();
        }
    }

    /** Has the writer look around for what else there is to do, even if no entry comes. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing comes in any more and nothing is queued. */
    boolean isDrained() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void hurry() {
        wanted = accepted;
        work.signal();
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
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The writer goes to the store with a batch, so that others may redact the next one. */
    void storing() {
        lock.lock();
        try {
            storing = true;
            leftBehind = !queue.isEmpty();
            if (leftBehind) {
                behind.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writer is back, and redacts itself: more threads at it would take the callers' processors. */
    void stored() {
        storing = false;
    }

    /** Whether the writer is at the store. */
    boolean isStoring() {
        return storing;
    }

    /** Waits until the writer goes to the store while others are queued: the batch it takes next. Empty once closed. */
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
            for (Entry entry : entries) {
                if (entry.isShed()) {
                    spare--;
                    spareBytes -= entry.bytes();
                } else {
                    bytes -= entry.bytes();
                }
            }
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
            hurry();
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
            return bytes + spareBytes;
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
