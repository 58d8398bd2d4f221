package io.gwms.outcome;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal of the far side: why, in its own words (redacted), and whether asking again can help. */
public final class Refusal {
    private final RefusalCode code;
    private final String text;
    private final boolean temporary;
    private final @Nullable Duration retryAfter;

    private Refusal(RefusalCode code, String text, boolean temporary, @Nullable Duration retryAfter) {
        this.code = requireNonNull(code, "code");
        this.text = requireNonNull(text, "text");
        this.temporary = temporary;
        this.retryAfter = retryAfter;
    }

    /** A refusal that stays one however often it is asked. */
    public static Refusal permanent(RefusalCode code, String text) {
        return new Refusal(code, text, false, null);
    }

    /** A refusal that may go away by itself. */
    public static Refusal temporary(RefusalCode code, String text) {
        return new Refusal(code, text, true, null);
    }

    /** A refusal that the far side says will be gone after {@code retryAfter}. */
    public static Refusal temporary(RefusalCode code, String text, Duration retryAfter) {
        return new Refusal(code, text, true, requireNonNull(retryAfter, "retryAfter"));
    }

    /** Why. */
    public RefusalCode code() {
        return code;
    }

    /** The far side's words, redacted. */
    public String text() {
        return text;
    }

    /** Whether the same request may succeed later. */
    public boolean isTemporary() {
        return temporary;
    }

    /** How long the far side asks to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    @Override
    public String toString() {
        return code + ": " + text;
    }
}
