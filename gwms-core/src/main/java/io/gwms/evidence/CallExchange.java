package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import io.gwms.transport.WireLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call and what came of it, as it happened and not yet redacted. It lives in memory only, between
 * the transport chain and the recorder, and prints no more than its call does.
 *
 * @param startedAt when the call began
 * @param duration how long it took
 * @param call what was asked; of a streamed body its beginning
 * @param outcome what came of it; of a streamed body its beginning
 * @param direction who called whom
 * @param phase how far it came
 * @param sent what is known of the body that was asked with
 * @param received what is known of the body that came back
 * @param attempts the requests on the wire beneath it
 * @param failure what ended it, or the reading of its body; its texts are not redacted
 * @param errorKind a verdict of whoever hands it over, such as a webhook's; {@link ErrorKind#NONE} lets outcome and
 *     failure tell
 * @param count how many calls it stands for
 */
public record CallExchange(
        Instant startedAt,
        Duration duration,
        HttpCall call,
        Outcome<HttpReply> outcome,
        CallDirection direction,
        CallPhase phase,
        BodyCapture sent,
        BodyCapture received,
        List<WireAttempt> attempts,
        @Nullable Throwable failure,
        ErrorKind errorKind,
        long count) {
    public CallExchange {
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
        requireNonNull(call, "call");
        requireNonNull(outcome, "outcome");
        requireNonNull(direction, "direction");
        requireNonNull(phase, "phase");
        requireNonNull(sent, "sent");
        requireNonNull(received, "received");
        attempts = List.copyOf(attempts);
        requireNonNull(errorKind, "errorKind");
    }

    /** An outgoing call that has ended, with both bodies whole. */
    public CallExchange(Instant startedAt, Duration duration, HttpCall call, Outcome<HttpReply> outcome) {
        this(
                startedAt,
                duration,
                call,
                outcome,
                CallDirection.OUTGOING,
                CallPhase.ENDED,
                BodyCapture.whole(call.bodySize()),
                BodyCapture.whole(outcome.asDone().map(HttpReply::bodySize).orElse(0)),
                List.of(),
                null,
                ErrorKind.NONE,
                1);
    }

    /** A call that is about to be sent. */
    public static CallExchange opening(Instant startedAt, HttpCall call) {
        return new CallExchange(
                startedAt,
                Duration.ZERO,
                call,
                Outcome.unknown("sent; its end is not known yet"),
                CallDirection.OUTGOING,
                CallPhase.OPEN,
                BodyCapture.whole(call.bodySize()),
                BodyCapture.whole(0),
                List.of(),
                null,
                ErrorKind.NONE,
                1);
    }

    /** The same with what happened beneath it. */
    public CallExchange over(WireLog wire) {
        return new CallExchange(
                startedAt,
                duration,
                call,
                outcome,
                direction,
                phase,
                sent,
                received,
                wire.attempts(),
                wire.failure().orElse(failure),
                errorKind,
                count);
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
