package io.gwms.state;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.task.TaskId;
import java.util.List;

/** What became of a commit. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public sealed interface CommitResult {
    /** Whether it was committed. */
    default boolean isCommitted() {
        return this instanceof Committed;
    }

    /**
     * All of it is stored, durably.
     *
     * @param tasks for each added task its id, or that of the live one that was there, in order
     */
    record Committed(List<TaskId> tasks) implements CommitResult {
        public Committed {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * None of it is stored, because something it builds upon has changed. Read again and decide again.
     *
     * @param index which change of the list met it, 0 for the first
     * @param kind what it met
     * @param what the same in words
     */
    record Conflict(int index, Kind kind, String what) implements CommitResult {
        public Conflict {
            requireNonNull(kind, "kind");
            requireNonNull(what, "what");
        }

        /** Another version of that thing is stored than the one before {@code version}. */
        public static Conflict staleVersion(int index, String thing, long version) {
            String what = version == 1
                    ? thing + " is stored already"
                    : thing + " is not stored in version " + (version - 1) + ", which version " + version
                            + " builds upon";
            return new Conflict(index, Kind.STALE_VERSION, what);
        }

        /** The task is finished, or has another run token than {@code expected}. */
        public static Conflict staleToken(int index, TaskId task, long expected) {
            String what = "task " + task + " is not live under run token " + expected;
            return new Conflict(index, Kind.STALE_TOKEN, what);
        }

        /** A command of that key is stored already. */
        public static Conflict keyTaken(int index, String key) {
            return new Conflict(index, Kind.KEY_TAKEN, "command '" + key + "' is stored already");
        }
    }

    /** What a conflicting commit met. */
    enum Kind {
        /** Another version is stored than the one before the one to be stored. */
        STALE_VERSION,
        /** The task has another run token by now, or is finished. */
        STALE_TOKEN,
        /** The command key is taken. */
        KEY_TAKEN
    }
}
