package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport notes what happens beneath the audited seam during one call: each request on the wire, and the
 * exception it turned into an outcome. A transport need not note anything.
 *
 * <p><b>Threads:</b> shared. It keeps the first {@value #MOST} attempts.
 */
public final class WireLog {
    private static final int MOST = 32;

    private final List<WireAttempt> attempts = new ArrayList<>(1);
    private @Nullable Throwable failure;

    /** An empty log. */
    public WireLog() {}

    /** Notes an attempt that has ended. */
    public synchronized void add(WireAttempt attempt) {
        requireNonNull(attempt, "attempt");
        if (attempts.size() < MOST) {
            attempts.add(attempt);
        }
    }

    /** Notes why no usable answer came; the last one counts. */
    public synchronized void failed(Throwable failure) {
        this.failure = requireNonNull(failure, "failure");
    }

    /** The attempts in the order in which they ended. */
    public synchronized List<WireAttempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Why no usable answer came, where it was noted. Its texts are not redacted. */
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
