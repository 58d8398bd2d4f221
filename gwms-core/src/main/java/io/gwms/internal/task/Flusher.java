package io.gwms.internal.task;

import io.gwms.internal.LastingFailure;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the ends of many rounds in one commit: what has gathered while the commit before was under way. An end that
 * stands in the way is set aside and stored alone, so that none hinders another; a slot is freed only once its end is
 * stored, dropped, or given up with the lease. {@link #run} is one thread and {@link #help} another, which has work only
 * when a whole further batch has gathered; the rest is shared.
 */
final class Flusher {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final int MOST = 500;
    private static final long GATHERS_NANOS = 1_000_000L;
    /** Each look at what met a conflict takes something out or finds a newer token, which people make one at a time. */
    private static final int MOST_LOOKS = MOST + 20;

    /** What the flusher needs of the engine. */
    interface Slots {
        /** The end is stored, or nothing more will become of it here. */
        void over(Ending ending, boolean stored);

        /** Whether the claim's node still holds the lease it was made under, so that waiting makes sense. */
        boolean isHeld(LiveRun run);

        /** Whether rounds wait that will end soon, so that their ends may go along. */
        boolean isMoreToCome();

        /** Waits before the store is tried again. */
        void pause(int failures);

        /** Stores an end alone, in another thread. */
        void storeAside(Ending ending);
    }

    private final StateRepository state;
    private final Completer completer;
    private final Counts counts;
    private final SafeText words;
    private final LastingFailure trouble;
    private final Slots slots;
    private final ConcurrentLinkedQueue<Ending> gathered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Turn first = new Turn(1);
    private final Turn further = new Turn(MOST);
    private volatile boolean ended;

    /** A thread that sleeps until so many ends have gathered. */
    private final class Turn {
        private final int least;
        private volatile @Nullable Thread sleeper;

        Turn(int least) {
            this.least = least;
        }

        boolean isDue() {
            return waiting.get() >= least;
        }

        void sleep() {
            sleeper = Thread.currentThread();
            if (!isDue() && !ended) {
                LockSupport.park(this);
            }
            sleeper = null;
        }

        /** Until it is woken, at most so long, unless there is no more to wait for. */
        void sleepForMore(long nanos) {
            sleeper = Thread.currentThread();
            if (isMoreToGather()) {
                LockSupport.parkNanos(this, nanos);
            }
            sleeper = null;
        }

        void wake() {
            Thread asleep = sleeper;
            if (asleep != null) {
                sleeper = null;
                LockSupport.unpark(asleep);
            }
        }
    }

    Flusher(
            StateRepository state,
            Completer completer,
            Counts counts,
            SafeText words,
            LastingFailure trouble,
            Slots slots) {
        this.state = state;
        this.words = words;
        this.trouble = trouble;
        this.completer = completer;
        this.counts = counts;
        this.slots = slots;
    }

    /** Has the end stored soon. */
    void submit(Ending ending) {
        gathered.add(ending);
        if (waiting.incrementAndGet() == 1 || !isMoreToGather()) {
            first.wake();
        }
        if (further.isDue()) {
            further.wake();
        }
    }

    /** Stores what has gathered, and then nothing more. */
    void end() {
        ended = true;
        first.wake();
        further.wake();
    }

    /** Stores what gathers, until {@link #end}. */
    void run() {
        store(first);
    }

    /** Stores besides {@link #run} what is too much for one commit, until {@link #end}. */
    void help() {
        store(further);
    }

    private void store(Turn turn) {
        while (true) {
            if (turn == first) {
                gather();
            }
            List<Ending> batch = turn.isDue() ? batch() : List.of();
            if (!batch.isEmpty()) {
                flushOrSetAside(batch);
            } else if (ended) {
                return;
            } else {
                turn.sleep();
            }
        }
    }

    private List<Ending> batch() {
        List<Ending> batch = new ArrayList<>(MOST);
        for (Ending next = next(batch); next != null; next = next(batch)) {
            waiting.decrementAndGet();
            batch.add(next);
        }
        return batch;
    }

    /** While rounds wait for a worker nobody waits for a single end, and a commit of many is cheaper. */
    private void gather() {
        long end = System.nanoTime() + GATHERS_NANOS;
        for (long left = GATHERS_NANOS; first.isDue() && isMoreToGather() && left > 0; left = end - System.nanoTime()) {
            first.sleepForMore(left);
        }
    }

    private boolean isMoreToGather() {
        return !further.isDue() && slots.isMoreToCome();
    }

    private @Nullable Ending next(List<Ending> batch) {
        return batch.size() < MOST ? gathered.poll() : null;
    }

    private void flushOrSetAside(List<Ending> batch) {
        try {
            flush(batch);
        } catch (Throwable e) {
            LOG.atError()
                    .setMessage("The ends of rounds could not be stored together and are stored one by one")
                    .setCause(words.cause(e))
                    .log();
            batch.stream().filter(ending -> !ending.isSettled()).forEach(this::aside);
        }
    }

    private void flush(List<Ending> batch) {
        List<Ending> left = batch;
        int failures = 0;
        for (int looks = 0; !left.isEmpty(); looks++) {
            if (looks > MOST_LOOKS) {
                throw new IllegalStateException("the batch met a conflict " + looks + " times in a row");
            }
            try {
                left = commit(left);
            } catch (Throwable e) {
                if (Ending.isOutage(e)) {
                    looks = 0;
                    failures++;
                    left = heldAfter(failures, e, left);
                } else if (left.size() == 1) {
                    aside(left.get(0));
                    return;
                } else { // an exception names none, so the list is halved until it is found
                    flush(left.subList(0, left.size() / 2));
                    left = left.subList(left.size() / 2, left.size());
                }
            }
        }
    }

    /** Commits all of them, or takes out what met a conflict; those that are left to commit. */
    private List<Ending> commit(List<Ending> endings) {
        CommitResult answer = state.commit(changes(endings));
        trouble.over();
        if (answer instanceof CommitResult.Conflict conflict) {
            return conflict.index() < endings.size()
                    ? withoutStale(endings)
                    : withoutConflicting(endings, conflict.index());
        }
        endings.forEach(this::stored);
        return List.of();
    }

    private static List<Change> changes(List<Ending> endings) {
        List<Change> changes = new ArrayList<>(endings.size());
        for (Ending ending : endings) {
            changes.add(ending.update());
        }
        for (Ending ending : endings) {
            changes.addAll(ending.changes());
        }
        return changes;
    }

    private void stored(Ending ending) {
        ending.settle();
        counts.stored(ending.update());
        slots.over(ending, true);
    }

    private void lost(Ending ending) {
        ending.settle();
        slots.over(ending, false);
    }

    private void aside(Ending ending) {
        ending.settle();
        slots.storeAside(ending);
    }

    private List<Ending> heldAfter(int failures, Throwable failure, List<Ending> endings) {
        trouble.failed(failure);
        slots.pause(failures);
        List<Ending> held = new ArrayList<>(endings.size());
        for (Ending ending : endings) {
            if (slots.isHeld(ending.run())) {
                held.add(ending);
            } else {
                completer.givenUp(ending.run(), failure);
                lost(ending);
            }
        }
        if (held.isEmpty()) {
            trouble.over();
        }
        return held;
    }

    /** A group whose own changes met a conflict is asked again and stored alone. */
    private List<Ending> withoutConflicting(List<Ending> endings, int index) {
        int end = endings.size();
        for (int i = 0; i < endings.size(); i++) {
            end += endings.get(i).changes().size();
            if (index < end) {
                List<Ending> rest = new ArrayList<>(endings);
                Ending conflicting = rest.remove(i);
                conflicting.metConflict();
                aside(conflicting);
                return rest;
            }
        }
        throw new IllegalStateException("conflict " + index + " lies beyond the " + end + " changes");
    }

    /**
     * One look at all tasks of the batch: those that Sync Now has given a newer token stay under that one, those that
     * are somebody else's by now are dropped.
     */
    private List<Ending> withoutStale(List<Ending> endings) {
        Map<TaskId, SyncTask> found = new HashMap<>();
        List<TaskId> ids = endings.stream().map(Flusher::task).toList();
        state.tasks().findAll(ids).forEach(task -> found.put(task.id(), task));
        List<Ending> rest = new ArrayList<>(endings.size());
        List<LiveRun> dropped = new ArrayList<>();
        for (Ending ending : endings) {
            Optional<SyncTask> stored = Optional.ofNullable(found.get(task(ending)));
            if (stored.filter(ending::isCurrent).isPresent()) {
                rest.add(ending);
            } else if (stored.filter(ending::isStored).isPresent()) {
                stored(ending);
            } else if (ending.run().refresh(ending.update().expectedToken(), stored)) {
                ending.rebuild();
                rest.add(ending);
            } else {
                dropped.add(ending.run());
                lost(ending);
            }
        }
        counts.stale(dropped);
        return rest;
    }

    private static TaskId task(Ending ending) {
        return ending.run().task().id();
    }
}
