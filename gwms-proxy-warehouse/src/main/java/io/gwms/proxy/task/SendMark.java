package io.gwms.proxy.task;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mark that something which is not idempotent may have been sent: committed before it is, read by the next round.
 *
 * @param sentAt when it was about to be sent last; null when nothing was
 * @param sends how often it was about to be sent
 * @param notThereAt when the warehouse first said since then that it has no such order; null when it has not
 */
record SendMark(
        @Nullable Instant sentAt, int sends, @Nullable Instant notThereAt) {
    private static final SendMark NONE = new SendMark(null, 0, null);
    private static final Pattern FORM =
            Pattern.compile("sent=(-?[0-9]+|)(?:;sends=([0-9]{1,9}))?(?:;not-there=(-?[0-9]+))?");

    /** Reads a checkpoint; an empty one, and one that tells what is lacking instead, mean that nothing was sent. */
    static SendMark of(String checkpoint) {
        if (checkpoint.isEmpty() || Needs.areIn(checkpoint)) {
            return NONE;
        }
        Matcher matcher = FORM.matcher(checkpoint);
        if (!matcher.matches()) {
            throw new IllegalStateException("the checkpoint is '" + checkpoint + "', but must be empty or sent=…");
        }
        @Nullable Instant sentAt = instant(matcher.group(1));
        String sends = matcher.group(2);
        return new SendMark(
                sentAt, sends != null ? Integer.parseInt(sends) : sentAt == null ? 0 : 1, instant(matcher.group(3)));
    }

    /** It is about to be sent once more. */
    SendMark sending(Instant now) {
        return new SendMark(now, sends + 1, null);
    }

    /** The same of an order that the warehouse shows. */
    SendMark there() {
        return new SendMark(sentAt, sends, null);
    }

    /** The same, with a first «not there» of that moment unless there was one. */
    SendMark notThere(Instant now) {
        return notThereAt == null ? new SendMark(sentAt, sends, now) : this;
    }

    boolean isSent() {
        return sentAt != null;
    }

    Optional<Instant> firstNotThere() {
        return Optional.ofNullable(notThereAt);
    }

    /** What to commit. */
    String text() {
        return "sent=" + (sentAt == null ? "" : sentAt.toEpochMilli())
                + (sends == 0 ? "" : ";sends=" + sends)
                + (notThereAt == null ? "" : ";not-there=" + notThereAt.toEpochMilli());
    }

    private static @Nullable Instant instant(@Nullable String millis) {
        return millis == null || millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
