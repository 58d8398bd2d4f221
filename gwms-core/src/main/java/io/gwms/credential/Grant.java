package io.gwms.credential;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a credential besides itself.
 *
 * @param version the version of the credential this is about
 * @param knownSince when that version was first seen here
 * @param diedAt when the far side was found not to accept it any more; null while it lives
 * @param deathCause why, redacted; empty while it lives
 */
public record Grant(
        long version, Instant knownSince, @Nullable Instant diedAt, String deathCause) {
    private static final Duration LONGEST_WARNING = Duration.ofDays(7);
    private static final int PART_OF_LIFE = 5;

    public Grant {
        requireNonNull(knownSince, "knownSince");
        requireNonNull(deathCause, "deathCause");
    }

    /** Whether the far side does not accept it any more, so that a person must connect anew. */
    public boolean isDead() {
        return diedAt != null;
    }

    /** From when on to warn of an end: 7 days before it, or a fifth of its life if that is shorter. */
    public Instant warnFrom(Instant end) {
        Duration life = Duration.between(knownSince, end);
        Duration part = life.isNegative() ? Duration.ZERO : life.dividedBy(PART_OF_LIFE);
        return end.minus(part.compareTo(LONGEST_WARNING) < 0 ? part : LONGEST_WARNING);
    }
}
