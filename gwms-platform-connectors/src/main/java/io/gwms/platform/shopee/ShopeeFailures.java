package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/**
 * Tells failures apart. Whatever the HTTP status, an envelope whose {@code error} is not empty has failed (Open Platform
 * reference, «Common response»); only a reply without an envelope is judged by its status.
 */
final class ShopeeFailures {
    /** The shop is banned, or the API is gone. */
    static final RefusalCode SHOP_CLOSED = new RefusalCode("SHOP_CLOSED");

    /** The clock of this machine and the platform's differ by more than the five minutes a signature is good for. */
    static final RefusalCode CLOCK_OFF = new RefusalCode("CLOCK_OFF");

    /** Shopee does not take it yet, and will. */
    static final RefusalCode NOT_READY = new RefusalCode("NOT_READY");

    private static final Duration RATE_WAIT = Duration.ofSeconds(10);
    private static final ZoneOffset QUOTA_ZONE = ZoneOffset.ofHours(8);

    private final ShopeeCall call;
    private final Instant now;
    private final Redactor redactor;

    ShopeeFailures(ShopeeCall call, Instant now, Redactor redactor) {
        this.call = call;
        this.now = now;
        this.redactor = redactor;
    }

    /** What a reply answers, unless it tells of an error in one of its ways. */
    Outcome<JsonNode> bodyOf(HttpReply reply) {
        Outcome<JsonNode> json = Replies.object(reply, call.writes(), redactor);
        JsonNode envelope = json.asDone().orElse(null);
        if (envelope != null && !Fields.text(textOnly(envelope), "error").isBlank()) {
            return ofError(envelope, reply);
        }
        return Replies.<JsonNode>ofStatus(reply, call.writes(), now, redactor)
                .orElseGet(() -> envelope == null ? json : answerIn(envelope));
    }

    /** The envelope, without an error that is no text. */
    private static JsonNode textOnly(JsonNode envelope) {
        return envelope.path("error").isTextual() ? envelope : ShopeeClient.object();
    }

    private Outcome<JsonNode> answerIn(JsonNode envelope) {
        boolean hasError = envelope.path("error").isTextual();
        JsonNode answer = call.answersInResponse() ? envelope.path("response") : envelope;
        return hasError && answer.isObject()
                ? Outcome.done(answer)
                : Outcome.unknown("Shopee answered no " + call.path() + ": " + redacted(envelope.toString()));
    }

    private Outcome<JsonNode> ofError(JsonNode envelope, HttpReply reply) {
        String error = envelope.path("error").asText().strip();
        String message = envelope.path("message").asText("");
        String words = "Shopee says: " + redacted(error + " " + message + failedParts(envelope));
        if (call.writes() && reply.status() >= 500) {
            return Outcome.unknown(words);
        }
        if (message.contains("Timestamp is expired")) {
            return Outcome.refused(
                    CLOCK_OFF,
                    words + "; the signature was made at " + now + ", the reply is of "
                            + reply.date().map(Instant::toString).orElse("an unknown time")
                            + "; set this machine's clock");
        }
        return switch (ErrorWords.of(call, error, message)) {
            case AUTH -> Outcome.refused(RefusalCode.NOT_AUTHORIZED, words);
            case PERMISSION -> Outcome.refused(RefusalCode.NOT_PERMITTED, words);
            case CLOSED -> Outcome.refused(SHOP_CLOSED, words);
            case RATE -> Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, words, RATE_WAIT));
            case DAY -> Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, words, untilMidnight()));
            case MISSING -> Outcome.refused(RefusalCode.NOT_FOUND, words);
            case NOT_YET -> Outcome.refused(Refusal.temporary(NOT_READY, words));
            case ALREADY_DONE -> Outcome.refused(RefusalCode.ALREADY_DONE, words);
            case TOO_LATE -> Outcome.refused(RefusalCode.TOO_LATE, words);
            case WRONG -> Outcome.refused(RefusalCode.INVALID_REQUEST, words);
            case FAILURE -> Replies.failedOverThere(words, call.writes());
            case UNKNOWN ->
                call.writes() ? Outcome.unknown(words) : Outcome.refused(RefusalCode.INVALID_REQUEST, words);
        };
    }

    /** The quota of a day begins anew at 00:00 UTC+8. */
    private Duration untilMidnight() {
        Instant midnight = now.atOffset(QUOTA_ZONE)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
        return Duration.between(now, midnight);
    }

    private static String failedParts(JsonNode envelope) {
        String reasons = Fields.elements(envelope.at("/response/failure_list"))
                .map(part -> part.path("failed_reason").asText(""))
                .collect(Collectors.joining("; "));
        return reasons.isBlank() ? "" : " (" + reasons + ")";
    }

    private String redacted(String text) {
        return excerpt(text, redactor);
    }

    /** The beginning of what Shopee says, without secrets. */
    static String excerpt(String text, Redactor redactor) {
        return Excerpt.of(text, 1_000, redactor);
    }
}
