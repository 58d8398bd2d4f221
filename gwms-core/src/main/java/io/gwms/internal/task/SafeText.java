package io.gwms.internal.task;

import io.gwms.GwmsException;
import io.gwms.redact.Redactor;

/** Texts of rounds as they are stored: without secrets, of bounded length, without NUL. Shared. */
final class SafeText {
    private static final int MAX_LENGTH = 2_000;

    private final Redactor redactor;

    SafeText(Redactor redactor) {
        this.redactor = redactor;
    }

    String of(String text) {
        String safe = redactor.text(text).replace('\u0000', '\ufffd');
        if (safe.length() <= MAX_LENGTH) {
            return safe;
        }
        int end = Character.isHighSurrogate(safe.charAt(MAX_LENGTH - 2)) ? MAX_LENGTH - 2 : MAX_LENGTH - 1;
        return safe.substring(0, end) + "…";
    }

    /** For a log. */
    Throwable cause(Throwable failure) {
        return redactor.forLog(failure);
    }

    String of(Throwable failure) {
        String message = message(failure);
        return of(
                failure instanceof GwmsException ? message : failure.getClass().getSimpleName() + ": " + message);
    }

    /** What it says; exceptions of others may fail while they are asked. */
    private static String message(Throwable failure) {
        try {
            return String.valueOf(failure.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return "(its message cannot be read)";
        }
    }
}
