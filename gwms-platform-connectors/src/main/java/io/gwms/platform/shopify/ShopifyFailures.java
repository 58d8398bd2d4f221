package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Tells failures apart: by HTTP status, by {@code errors}, by ignored search terms. */
final class ShopifyFailures {
    static final RefusalCode SHOP_CLOSED = new RefusalCode("SHOP_CLOSED");

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);

    private final boolean writing;
    private final Instant now;
    private final Redactor redactor;

    ShopifyFailures(boolean writing, Instant now, Redactor redactor) {
        this.writing = writing;
        this.now = now;
        this.redactor = redactor;
    }

    /** What a status means by itself; empty when the body has to tell. */
    Optional<Outcome<JsonNode>> ofStatus(HttpReply reply) {
        int status = reply.status();
        if (reply.isSuccessful()) {
            return Optional.empty();
        }
        if (status >= 500 || status == 408) {
            return Optional.of(failedOverThere(JsonReplies.quote(reply, "and failed", redactor)));
        }
        return Optional.of(Outcome.refused(
                switch (status) {
                    case 401 ->
                        Refusal.permanent(
                                RefusalCode.NOT_AUTHORIZED,
                                JsonReplies.quote(reply, "and does not accept the token", redactor));
                    case 403 ->
                        Refusal.permanent(
                                RefusalCode.NOT_PERMITTED,
                                JsonReplies.quote(reply, "as the app lacks a scope for this", redactor));
                    case 402, 423 ->
                        Refusal.permanent(
                                SHOP_CLOSED, JsonReplies.quote(reply, "as the shop is frozen or locked", redactor));
                    case 429 ->
                        Refusal.temporary(
                                RefusalCode.RATE_LIMITED,
                                JsonReplies.quote(reply, "as it was called too often", redactor),
                                retryAfter(reply));
                    case 430 ->
                        Refusal.temporary(
                                RefusalCode.PLATFORM_FAILURE,
                                JsonReplies.quote(reply, "as it takes the call for an attack", redactor));
                    case 404 ->
                        Refusal.permanent(
                                RefusalCode.INVALID_REQUEST,
                                JsonReplies.quote(reply, "as it knows no such shop or API version", redactor));
                    default ->
                        Refusal.permanent(
                                RefusalCode.INVALID_REQUEST, JsonReplies.quote(reply, "and refused", redactor));
                }));
    }

    /** The data of a reply, unless it tells of errors. */
    Outcome<JsonNode> dataOf(JsonNode body) {
        JsonNode errors = body.path("errors");
        JsonNode data = body.path("data");
        boolean none = errors.isMissingNode() || errors.isNull() || (errors.isContainerNode() && errors.isEmpty());
        if (!none) {
            return ofErrors(errors, body);
        }
        String ignored = StreamSupport.stream(body.at("/extensions/search").spliterator(), false)
                .flatMap(search -> StreamSupport.stream(search.path("warnings").spliterator(), false))
                .map(JsonNode::toString)
                .collect(Collectors.joining(", "));
        if (!ignored.isEmpty()) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "Shopify ignored a part of the search: " + redacted(ignored, redactor));
        }
        return data.isObject() && !data.isEmpty()
                ? Outcome.done(data)
                : Outcome.unknown("Shopify answered without data: " + redacted(body.toString(), redactor));
    }

    private Outcome<JsonNode> ofErrors(JsonNode errors, JsonNode body) {
        String words = "Shopify says: " + redacted(errors.isTextual() ? errors.asText() : messages(errors), redactor);
        if (writing
                && StreamSupport.stream(body.path("data").spliterator(), false).anyMatch(field -> !field.isNull())) {
            return Outcome.unknown(words);
        }
        if (!writing && areOfSingleOrders(errors)) {
            return Outcome.refused(Replies.malformed(words));
        }
        String code = errors.path(0).at("/extensions/code").asText("");
        return switch (code) {
            case "THROTTLED" -> Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, words, refillTime(body)));
            case "ACCESS_DENIED" -> Outcome.refused(RefusalCode.NOT_PERMITTED, words);
            case "SHOP_INACTIVE" -> Outcome.refused(SHOP_CLOSED, words);
            case "RESOURCE_NOT_FOUND" -> Outcome.refused(RefusalCode.NOT_FOUND, words);
            case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> failedOverThere(words);
            case "" -> errors.isArray() ? failedOverThere(words) : Outcome.refused(RefusalCode.INVALID_REQUEST, words);
            default -> Outcome.refused(RefusalCode.INVALID_REQUEST, words);
        };
    }

    /** Whether all that failed over there is in orders of a list: their path goes through its nodes. */
    private static boolean areOfSingleOrders(JsonNode errors) {
        return errors.isArray()
                && StreamSupport.stream(errors.spliterator(), false)
                        .allMatch(error -> error.at("/path/0").asText("").equals("orders")
                                && error.at("/path/2").isIntegralNumber()
                                && Set.of("", "INTERNAL_SERVER_ERROR")
                                        .contains(error.at("/extensions/code").asText("")));
    }

    /** A write may have been done all the same; a read is just asked again. */
    private Outcome<JsonNode> failedOverThere(String words) {
        return writing
                ? Outcome.unknown(words)
                : Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, words));
    }

    /** When the bucket holds what the query needs. */
    private static Duration refillTime(JsonNode body) {
        JsonNode cost = body.at("/extensions/cost");
        double missing = cost.path("requestedQueryCost").asDouble(0)
                - cost.at("/throttleStatus/currentlyAvailable").asDouble(0);
        double rate = cost.at("/throttleStatus/restoreRate").asDouble(0);
        return rate <= 0 || missing <= 0 ? DEFAULT_WAIT : Duration.ofMillis((long) Math.ceil(1000 * missing / rate));
    }

    private Duration retryAfter(HttpReply reply) {
        String header = reply.header("Retry-After").orElse("").strip();
        try {
            if (header.matches("\\d{1,7}(\\.\\d+)?")) {
                return Duration.ofMillis((long) Math.ceil(1000 * Double.parseDouble(header)));
            }
            if (!header.isEmpty()) {
                Duration until = Duration.between(
                        now,
                        ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return until.isNegative() ? Duration.ZERO : until;
            }
        } catch (DateTimeParseException e) {
            return DEFAULT_WAIT;
        }
        return DEFAULT_WAIT;
    }

    private static String messages(JsonNode errors) {
        return StreamSupport.stream(errors.spliterator(), false)
                .map(error -> error.isTextual()
                        ? error.asText()
                        : error.path("message").asText(error.toString())
                                + error.at("/extensions/code")
                                        .asText("")
                                        .transform(code -> code.isEmpty() ? "" : " (" + code + ")"))
                .collect(Collectors.joining("; "));
    }

    /** The beginning of what Shopify says, without secrets. */
    static String redacted(String text, Redactor redactor) {
        return Excerpt.of(text, 1_000, redactor);
    }
}
