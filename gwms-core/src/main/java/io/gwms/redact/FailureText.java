package io.gwms.redact;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Writes down an exception with its causes and what it suppressed; each message is masked by itself, before it is cut. */
final class FailureText {
    private static final int MOST_FAILURES = 12;
    private static final int MOST_CHARACTERS = 4000;

    private final Redactor redactor;
    private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder out = new StringBuilder();

    private FailureText(Redactor redactor) {
        this.redactor = redactor;
    }

    static String of(Throwable failure, Redactor redactor) {
        var text = new FailureText(redactor);
        text.add("", failure);
        return text.out.length() <= MOST_CHARACTERS
                ? text.out.toString()
                : text.out.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private void add(String lead, Throwable failure) {
        if (seen.size() >= MOST_FAILURES || !seen.add(failure)) {
            return;
        }
        out.append(lead).append(failure.getClass().getName());
        String message = message(failure);
        if (!message.isEmpty()) {
            out.append(": ").append(redactor.text(message));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            add("; suppressed: ", suppressed);
        }
        if (failure.getCause() != null) {
            add("; caused by: ", failure.getCause());
        }
    }

    static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message;
        } catch (RuntimeException | StackOverflowError e) {
            return "(its message cannot be read)";
        }
    }
}
