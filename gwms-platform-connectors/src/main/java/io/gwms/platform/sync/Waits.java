package io.gwms.platform.sync;

import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.task.TaskResult;
import java.time.Duration;
import java.util.Optional;

/** Refusals that only ask to wait: nothing was done and nothing has failed, and no person has to look after the task. */
final class Waits {
    /** How long a task waits for a store that cannot be called. */
    static final Duration FOR_STORE = Duration.ofMinutes(15);

    private static final Duration FOR_QUOTA = Duration.ofSeconds(10);
    /** A far side may not put a task to sleep for ever by a slip. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private Waits() {}

    /** The end of a round that met such a refusal; empty for any other one. */
    static Optional<TaskResult> of(Refusal refusal) {
        if (refusal.code().equals(RefusalCode.NOT_AUTHORIZED)) {
            // The store is paused for it, or its credential is looked at by hand; either way the task is done later.
            return Optional.of(TaskResult.againAfter(FOR_STORE, "waits: " + refusal));
        }
        boolean waits = refusal.code().equals(RefusalCode.RATE_LIMITED)
                || (refusal.code().equals(RefusalCode.NOT_PERMITTED)
                        && refusal.retryAfter().isPresent());
        return waits ? Optional.of(TaskResult.againAfter(asked(refusal, FOR_QUOTA), refusal.text())) : Optional.empty();
    }

    /** How long a refusal asks to wait, two days at most. */
    static Duration asked(Refusal refusal, Duration otherwise) {
        Duration asked = refusal.retryAfter().orElse(otherwise);
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
