package io.gwms.platform.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gwms.internal.json.JsonReplies;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a reply means by its status, or by not being what was asked for. */
public final class Replies {
    private static final ObjectReader JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readerFor(JsonNode.class);
    private static final Duration FEW = Duration.ofMinutes(1);
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private Replies() {}

    /** The reply's body as a JSON object; one to a read that is broken asks to be read in parts. */
    public static Outcome<JsonNode> object(HttpReply reply, boolean writing, Redactor redactor) {
        Outcome<JsonNode> body = JsonReplies.object(reply, redactor);
        return writing ? body : orMalformed(reply, body, redactor);
    }

    /** The same of a JSON list. */
    public static Outcome<JsonNode> list(HttpReply reply, boolean writing, Redactor redactor) {
        Outcome<JsonNode> body = JsonReplies.array(reply, redactor);
        return writing ? body : orMalformed(reply, body, redactor);
    }

    /** What a status other than 2xx means by itself; empty for 2xx. */
    public static <T> Optional<Outcome<T>> ofStatus(HttpReply reply, boolean writing, Instant now, Redactor redactor) {
        int status = reply.status();
        if (reply.isSuccessful()) {
            return Optional.empty();
        }
        if (status >= 500 || status == 408) {
            return Optional.of(failedOverThere(JsonReplies.quote(reply, "and failed", redactor), writing));
        }
        return Optional.of(Outcome.refused(
                switch (status) {
                    case 401, 403 ->
                        Refusal.permanent(
                                RefusalCode.NOT_AUTHORIZED,
                                JsonReplies.quote(reply, "and does not accept the credential", redactor));
                    case 429 ->
                        Refusal.temporary(
                                RefusalCode.RATE_LIMITED,
                                JsonReplies.quote(reply, "as it was called too often", redactor),
                                retryAfter(reply, now));
                    case 404, 410 ->
                        Refusal.permanent(
                                RefusalCode.NOT_FOUND, JsonReplies.quote(reply, "as there is no such thing", redactor));
                    default ->
                        Refusal.permanent(
                                RefusalCode.INVALID_REQUEST, JsonReplies.quote(reply, "and refused", redactor));
                }));
    }

    /** A write may have been done all the same; a read is just asked again. */
    public static <T> Outcome<T> failedOverThere(String words, boolean writing) {
        return writing
                ? Outcome.unknown(words)
                : Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, words));
    }

    /** What is asked before a write, and so did nothing: an unknown end of it is a temporary refusal. */
    public static <T> Outcome<T> beforeWriting(Outcome<T> read) {
        return read instanceof Outcome.Unknown<T> unknown
                ? Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, unknown.cause()))
                : read;
    }

    /** Says that something in what was to be read is broken. */
    public static Refusal malformed(String words) {
        return Refusal.temporary(RefusalCode.MALFORMED_REPLY, words);
    }

    /** Why that outcome is {@link RefusalCode#MALFORMED_REPLY}; empty when it is not. */
    public static Optional<Refusal> malformed(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                        && refused.refusal().code().equals(RefusalCode.MALFORMED_REPLY)
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    /** The same of the orders of a window so short that few are in it: those are read one by one, instead of asking for less. */
    public static Optional<Refusal> malformed(Outcome<?> outcome, TimeWindow window) {
        return malformed(outcome, window, FEW);
    }

    /** The same where that is short. */
    public static Optional<Refusal> malformed(Outcome<?> outcome, TimeWindow window, Duration few) {
        return malformed(outcome).filter(broken -> window.length().compareTo(few) <= 0);
    }

    private static Outcome<JsonNode> orMalformed(HttpReply reply, Outcome<JsonNode> body, Redactor redactor) {
        return body.asDone().isEmpty() && isMalformed(reply)
                ? Outcome.refused(malformed(JsonReplies.quote(reply, "with JSON that is wrong", redactor)))
                : body;
    }

    /** Whether a reply is meant to be JSON and its grammar is wrong, or it ends too early. */
    private static boolean isMalformed(HttpReply reply) {
        byte[] body = reply.body();
        String start = new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).strip();
        if (!reply.isSuccessful() || !(start.startsWith("{") || start.startsWith("["))) {
            return false;
        }
        try {
            JSON.readTree(body);
            return false;
        } catch (JsonProcessingException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Duration retryAfter(HttpReply reply, Instant now) {
        String header = reply.header("Retry-After").orElse("").strip();
        try {
            if (header.matches("\\d{1,7}(\\.\\d{1,9})?")) {
                return shortest(Duration.ofMillis((long) Math.ceil(1000 * Double.parseDouble(header))));
            }
            if (!header.isEmpty()) {
                Duration until = Duration.between(
                        now,
                        ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return until.isNegative() ? Duration.ZERO : shortest(until);
            }
        } catch (DateTimeParseException e) {
            return DEFAULT_WAIT;
        }
        return DEFAULT_WAIT;
    }

    private static Duration shortest(Duration asked) {
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
