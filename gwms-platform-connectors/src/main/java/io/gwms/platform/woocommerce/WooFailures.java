package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.reading.Replies;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.time.Instant;

/**
 * Tells failures apart: the shop's own by its {@code code}, those of a host or firewall in front of it, which come as HTML
 * and under any status, by not being JSON.
 */
final class WooFailures {
    /** Something in front of the shop does not let the call through. */
    static final RefusalCode HOST_BLOCKS = new RefusalCode("HOST_BLOCKS");

    /** The clocks differ by more than the fifteen minutes a signature is good for. */
    static final RefusalCode CLOCK_OFF = new RefusalCode("CLOCK_OFF");

    private static final String IN_PHP_WORDS = "; PHP shows its errors in the shop's answers: let the shop's host turn"
            + " display_errors off (WP_DEBUG_DISPLAY in wp-config.php), and have what its error log then names repaired";

    private static final String WHERE_THE_API_IS = "; check that WooCommerce is active and permalinks are not «plain»";

    private final boolean writing;
    private final Instant now;
    private final Redactor redactor;

    WooFailures(boolean writing, Instant now, Redactor redactor) {
        this.writing = writing;
        this.now = now;
        this.redactor = redactor;
    }

    Outcome<JsonNode> bodyOf(HttpReply reply, boolean list) {
        if (reply.isSuccessful()) {
            Outcome<JsonNode> body =
                    list ? Replies.list(reply, writing, redactor) : Replies.object(reply, writing, redactor);
            return body instanceof Outcome.Unknown<JsonNode> unknown && PhpMessages.isFirstIn(reply)
                    ? Outcome.unknown(unknown.cause() + IN_PHP_WORDS)
                    : body;
        }
        JsonNode said = JsonReplies.object(reply, redactor).asDone().orElse(null);
        if (said != null && said.path("code").isTextual() && reply.status() < 500) {
            return ofShop(said, reply);
        }
        if (reply.status() >= 300 && reply.status() < 400) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "the shop answered HTTP " + reply.status() + ", which leads to "
                            + excerpt(reply.header("Location").orElse("nowhere"), redactor)
                            + "; if that is where the shop is now, set the store's endpoint to it");
        }
        if (reply.status() == 404 && said == null) {
            // Of what is not there the shop itself speaks in JSON.
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    JsonReplies.quote(reply, "from something that is not the API", redactor) + WHERE_THE_API_IS);
        }
        if (reply.status() == 403 && said == null) {
            return Outcome.refused(Refusal.temporary(
                    HOST_BLOCKS, JsonReplies.quote(reply, "from something in front of the shop", redactor)));
        }
        return Replies.<JsonNode>ofStatus(reply, writing, now, redactor)
                .orElseGet(() -> Outcome.unknown(JsonReplies.quote(reply, "unexpectedly", redactor)));
    }

    private Outcome<JsonNode> ofShop(JsonNode said, HttpReply reply) {
        String code = said.path("code").asText();
        String message = said.path("message").asText("");
        String words = "the shop says: " + excerpt(code + " " + message, redactor);
        if (message.contains("Invalid timestamp")) {
            return Outcome.refused(
                    CLOCK_OFF,
                    words + "; the signature was made at " + now + ", the reply is of "
                            + reply.date().map(Instant::toString).orElse("an unknown time")
                            + "; set this machine's clock, or the shop's");
        }
        if (message.contains("nonce has already been used")) {
            // The network carried the call there twice: the first may have been done.
            return Replies.failedOverThere(words, writing);
        }
        return switch (reply.status()) {
            case 401, 403 ->
                Outcome.refused(
                        isAboutOneThing(reply.status(), code, message)
                                ? RefusalCode.NOT_PERMITTED
                                : RefusalCode.NOT_AUTHORIZED,
                        words);
            case 404 ->
                code.equals("rest_no_route")
                        ? Outcome.refused(RefusalCode.INVALID_REQUEST, words + WHERE_THE_API_IS)
                        : Outcome.refused(RefusalCode.NOT_FOUND, words);
            // A change of what is not there is said to be a wrong request.
            case 400 ->
                Outcome.refused(
                        code.endsWith("_invalid_id") ? RefusalCode.NOT_FOUND : RefusalCode.INVALID_REQUEST, words);
            default ->
                Replies.<JsonNode>ofStatus(reply, writing, now, redactor)
                        .orElseGet(() -> Outcome.refused(RefusalCode.INVALID_REQUEST, words));
        };
    }

    /**
     * A key that may read only or write only, or whose user may not do this; whoever is not let in at all is told so by a
     * 401.
     */
    private static boolean isAboutOneThing(int status, String code, String message) {
        return (status == 403 && code.startsWith("woocommerce_rest_cannot_"))
                || message.matches("(?s).*does not have (read|write) permissions.*");
    }

    /** The beginning of what the shop says, without secrets. */
    static String excerpt(String text, Redactor redactor) {
        return Excerpt.of(text, 1_000, redactor);
    }
}
