package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where is noted what happens to one call: its requests on the wire and the exception that the transport turned into an
 * outcome, and under which id the API log keeps it. Nobody need note anything. Whoever makes a call may bring a log of
 * its own ({@link HttpCall#notedIn}) to read it afterwards.
 *
 * <p><b>Threads:</b> shared. It keeps the first {@value #MOST} attempts.
 */
public final class WireLog {
    private static final int MOST = 32;

    private final List<WireAttempt> attempts = new ArrayList<>(1);
    private @Nullable Throwable failure;
    private @Nullable String filedAs;

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

    /** Notes under which id the API log keeps the call; the first one counts. */
    public synchronized void filedAs(String id) {
        requireNonNull(id, "id");
        if (filedAs == null) {
            filedAs = id;
        }
    }

    /** The id of the call's entry in the API log; empty before the call has ended, and where no log keeps it. */
    public synchronized Optional<String> filedAs() {
        return Optional.ofNullable(filedAs);
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
