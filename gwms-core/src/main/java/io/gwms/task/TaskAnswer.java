package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/** The answer to a person who asks for Sync Now or a cancel (sync-tasks, section 2.7). */
public sealed interface TaskAnswer {
    /** Runs the one case that fits. */
    <R> R fold(Cases<R> cases);

    /** Whether it was submitted. */
    default boolean isSubmitted() {
        return this instanceof Submitted;
    }

    /** A function for each case. */
    interface Cases<R> {
        /** It was submitted: what comes of it is seen in the task. */
        R submitted(TaskId task);

        /** It was refused, and nothing changed. */
        R refused(String reason);
    }

    /**
     * It was submitted: what comes of it is seen in the task.
     *
     * @param task which task
     * @param round the number of the round that was asked for; see {@link Tasks#await}
     */
    record Submitted(TaskId task, int round) implements TaskAnswer {
        public Submitted {
            requireNonNull(task, "task");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.submitted(task);
        }
    }

    /**
     * It was refused, and nothing changed.
     *
     * @param reason why, for people
     */
    record Refused(String reason) implements TaskAnswer {
        public Refused {
            Require.text(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(reason);
        }
    }
}
