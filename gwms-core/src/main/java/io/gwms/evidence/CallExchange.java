package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;

/**
 * A call and what came of it, as it happened and not yet redacted. It lives in memory only, between
 * the transport chain and the recorder, and prints no more than its call does.
 *
 * @param startedAt when the call began
 * @param duration how long it took
 * @param call what was asked
 * @param outcome what came of it
 */
@Incubating
public record CallExchange(Instant startedAt, Duration duration, HttpCall call, Outcome<HttpReply> outcome) {
    public CallExchange {
        requireNonNull(startedAt, "startedAt");
        requireNonNull(duration, "duration");
        requireNonNull(call, "call");
        requireNonNull(outcome, "outcome");
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
