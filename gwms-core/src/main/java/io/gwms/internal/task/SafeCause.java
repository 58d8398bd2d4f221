package io.gwms.internal.task;

import io.gwms.redact.Redactor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure as a log may show it: class, stack and causes as they are, messages without secrets. */
@SuppressWarnings("serial") // never stored
final class SafeCause extends Throwable {
    private static final String UNREADABLE = "(its message cannot be read)";

    private SafeCause(String said, @Nullable SafeCause cause, StackTraceElement[] stack) {
        super(said, cause, false, true);
        setStackTrace(stack);
    }

    static SafeCause of(Throwable failure, Redactor redactor) {
        return of(failure, redactor, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static SafeCause of(Throwable failure, Redactor redactor, Set<Throwable> seen) {
        seen.add(failure);
        Throwable cause = failure.getCause();
        return new SafeCause(
                failure.getClass().getName() + ": " + redactor.text(message(failure)),
                cause == null || seen.contains(cause) ? null : of(cause, redactor, seen),
                failure.getStackTrace());
    }

    /** What it says; exceptions of others may fail while they are asked. */
    static String message(Throwable failure) {
        try {
            return String.valueOf(failure.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return UNREADABLE;
        }
    }
}
