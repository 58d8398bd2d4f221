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
import java.util.Locale;
import java.util.Map;
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

    private static final Duration RATE_WAIT = Duration.ofSeconds(10);
    private static final ZoneOffset QUOTA_ZONE = ZoneOffset.ofHours(8);

    private enum Meaning {
        AUTH,
        PERMISSION,
        CLOSED,
        RATE,
        DAY,
        MISSING,
        FAILURE
    }

    /** Shopee's words, without the module before the dot; a word that is not here says that the request is wrong. */
    // spotless:off
    private static final Map<String, Meaning> WORDS = Map.ofEntries(
            Map.entry("error_auth", Meaning.AUTH),
            Map.entry("invalid_acceess_token", Meaning.AUTH), // their spelling
            Map.entry("invalid_access_token", Meaning.AUTH),
            Map.entry("error_sign", Meaning.AUTH),
            Map.entry("invalid_partner_id", Meaning.AUTH),
            Map.entry("shop_no_linked", Meaning.AUTH),
            Map.entry("partner_shop_no_link", Meaning.AUTH),
            Map.entry("error_permission", Meaning.PERMISSION),
            Map.entry("error_api_permission", Meaning.PERMISSION),
            Map.entry("error_ashop_api_permission", Meaning.PERMISSION),
            Map.entry("error_api_call_restricted", Meaning.PERMISSION),
            Map.entry("error_kyc_auth", Meaning.AUTH),
            Map.entry("error_partner_key_expired", Meaning.AUTH),
            Map.entry("source_ip_undeclared", Meaning.AUTH),
            Map.entry("shop_banned", Meaning.CLOSED),
            Map.entry("api_suspended", Meaning.CLOSED),
            Map.entry("error_rate_limit", Meaning.RATE),
            Map.entry("error_limit", Meaning.DAY),
            Map.entry("error_not_found", Meaning.MISSING),
            Map.entry("error_item_not_found", Meaning.MISSING),
            Map.entry("error_order_not_found", Meaning.MISSING),
            Map.entry("order not found", Meaning.MISSING),
            Map.entry("package_not_exist", Meaning.MISSING),
            Map.entry("error_server", Meaning.FAILURE),
            Map.entry("error_network", Meaning.FAILURE),
            Map.entry("error_inner", Meaning.FAILURE),
            Map.entry("error_system_busy", Meaning.FAILURE),
            Map.entry("error_data", Meaning.FAILURE),
            Map.entry("error_other", Meaning.FAILURE),
            Map.entry("error_unknown", Meaning.FAILURE),
            Map.entry("error_timeout", Meaning.FAILURE),
            Map.entry("error_connection", Meaning.FAILURE),
            Map.entry("error_core_server", Meaning.FAILURE),
            Map.entry("error_third_party_server", Meaning.FAILURE),
            Map.entry("error_too_many_invoke_function", Meaning.FAILURE),
            Map.entry("logistic_order_is_locked_on_creating", Meaning.FAILURE),
            Map.entry("business_process_error", Meaning.FAILURE),
            Map.entry("error_operation_failed", Meaning.FAILURE));
    // spotless:on

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
        String word = error.substring(error.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
        boolean ofModule = error.indexOf('.') >= 0 && !error.startsWith("common.");
        Meaning meaning = WORDS.get(word);
        if (meaning == null) {
            // A word of its own module or family is documented as a refusal; one that nobody knows may mean anything.
            boolean refusal = !call.writes() || ofModule || word.matches("error_(param|busi|status|shop|wms).*");
            return refusal ? Outcome.refused(RefusalCode.INVALID_REQUEST, words) : Outcome.unknown(words);
        }
        return switch (meaning) {
            case AUTH ->
                message.contains("System error")
                        ? Replies.failedOverThere(words, call.writes())
                        : Outcome.refused(
                                isAboutStock(message) ? RefusalCode.INVALID_REQUEST : RefusalCode.NOT_AUTHORIZED,
                                words);
            case PERMISSION -> Outcome.refused(RefusalCode.NOT_PERMITTED, words);
            case CLOSED -> Outcome.refused(SHOP_CLOSED, words);
            case RATE -> Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, words, RATE_WAIT));
            case DAY ->
                ofModule
                        ? Outcome.refused(RefusalCode.INVALID_REQUEST, words)
                        : Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, words, untilMidnight()));
            case MISSING -> Outcome.refused(RefusalCode.NOT_FOUND, words);
            case FAILURE -> Replies.failedOverThere(words, call.writes());
        };
    }

    /** The module of products says «error_auth» of levels it does not take. */
    private boolean isAboutStock(String message) {
        return call == ShopeeCall.UPDATE_STOCK
                && message.toLowerCase(Locale.ROOT).contains("stock");
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
