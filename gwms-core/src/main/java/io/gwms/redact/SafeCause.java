package io.gwms.redact;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A failure as a log may show it: class, stack, causes and what was suppressed as they are, messages without secrets. */
@SuppressWarnings("serial") // never stored
final class SafeCause extends Throwable {
    private SafeCause(String said, @Nullable SafeCause cause, StackTraceElement[] stack) {
        super(said, cause, true, true);
        setStackTrace(stack);
    }

    static SafeCause of(Throwable failure, Redactor redactor) {
        return of(failure, redactor, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static SafeCause of(Throwable failure, Redactor redactor, Set<Throwable> seen) {
        seen.add(failure);
        Throwable cause = failure.getCause();
        SafeCause safe = new SafeCause(
                failure.getClass().getName() + ": " + redactor.text(FailureText.message(failure)),
                cause == null || seen.contains(cause) ? null : of(cause, redactor, seen),
                failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                safe.addSuppressed(of(suppressed, redactor, seen));
            }
        }
        return safe;
    }
}
