package io.gwms.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How a round ended. */
public sealed interface TaskVerdict {
    /** Runs the one case that fits. */
    <R> R fold(Cases<R> cases);

    /** A function for each case. */
    interface Cases<R> {
        /** The task is finished. */
        R done();

        /** Not finished; the policy says when to look again. */
        R again();

        /** The far side named the time to come back; uses up no attempt. */
        R againAfter(Duration delay);

        /** The round failed; the policy says when to try again. */
        R failed();

        /** A person is needed. */
        R needsHuman(ManualReason reason);
    }

    /** The task is finished. */
    record Done() implements TaskVerdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.done();
        }
    }

    /** Not finished; the policy says when to look again. */
    record Again() implements TaskVerdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.again();
        }
    }

    /** The far side named the time to come back; uses up no attempt. */
    record AgainAfter(Duration delay) implements TaskVerdict {
        public AgainAfter {
            requireNonNull(delay, "delay");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.againAfter(delay);
        }
    }

    /** The round failed; the policy says when to try again. */
    record Failed() implements TaskVerdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.failed();
        }
    }

    /** A person is needed. */
    record NeedsHuman(ManualReason reason) implements TaskVerdict {
        public NeedsHuman {
            requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.needsHuman(reason);
        }
    }
}
