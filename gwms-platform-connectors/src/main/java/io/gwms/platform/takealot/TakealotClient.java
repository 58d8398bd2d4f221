package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.HttpVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends a call and tells failures apart by status and headers; what a 200 says is for the caller to judge. */
final class TakealotClient {
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final long EPOCH_FROM = 1_000_000_000L;

    private final TakealotApi api;

    TakealotClient(TakealotApi api) {
        this.api = api;
    }

    /**
     * What Takealot answered.
     *
     * @param body the JSON object of the reply
     * @param at what time it was there; null when it did not say
     */
    record Answer(JsonNode body, @Nullable Instant at) {}

    Outcome<Answer> get(StoreSession session, String pathAndQuery) {
        return send(
                session, api.call(session, "GET", pathAndQuery).repeatable(true).build(), false);
    }

    /** Sent at most once. */
    Outcome<Answer> patch(StoreSession session, String pathAndQuery, JsonNode body) {
        return send(
                session,
                api.call(session, "PATCH", pathAndQuery)
                        .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                        .build(),
                true);
    }

    private static Outcome<Answer> send(StoreSession session, HttpCall call, boolean writing) {
        Instant now = session.clock().instant();
        return session.transport()
                .send(call)
                .then(reply -> reply.status() == 429
                        ? Outcome.refused(tooOften(reply, session))
                        : HttpVerdict.of(call, reply, session.redactor(), now))
                .then(reply -> Replies.object(reply, writing, session.redactor())
                        .then(body -> Outcome.done(new Answer(body, reply.date().orElse(null)))));
    }

    private static Refusal tooOften(HttpReply reply, StoreSession session) {
        return Refusal.temporary(
                RefusalCode.RATE_LIMITED,
                JsonReplies.quote(reply, "as it was called too often", session.redactor()),
                untilReset(reply, session.clock().instant()));
    }

    /** The reset is told in seconds; a number that can only be a moment is taken for one. */
    private static Duration untilReset(HttpReply reply, Instant now) {
        String text = reply.header("x-RateLimit-Reset").orElse("").strip();
        if (!text.matches("\\d{1,12}(\\.\\d+)?")) {
            return HttpVerdict.retryAfter(reply, now).orElse(DEFAULT_WAIT);
        }
        double seconds = Double.parseDouble(text);
        if (seconds >= EPOCH_FROM) {
            Duration until = Duration.between(now, Instant.ofEpochSecond((long) Math.ceil(seconds)));
            return until.isNegative() ? Duration.ZERO : until;
        }
        return Duration.ofMillis((long) Math.ceil(1000 * seconds));
    }

    /** What came instead of what was asked for, for a person to read. */
    static String said(StoreSession session, String what, JsonNode body) {
        return "Takealot " + what + ": " + Excerpt.of(body.toString(), 1_000, session.redactor());
    }
}
