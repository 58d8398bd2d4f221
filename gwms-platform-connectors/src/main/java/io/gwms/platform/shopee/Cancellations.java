package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.util.Map;
import java.util.Optional;

/** Cancels orders, and answers buyers who asked to. */
final class Cancellations {
    private static final String CANCELLED = "CANCELLED";
    private static final String GOES_ON = "READY_TO_SHIP";

    private final String otherReason;

    Cancellations(String otherReason) {
        this.otherReason = otherReason;
    }

    Outcome<String> cancel(StoreSession session, String orderSn, CancelReason cause) {
        return order(session, orderSn).then(order -> {
            String word = order.path("order_status").asText("");
            Optional<PlatformFact> fact = OrderWords.factOf(word);
            if (fact.filter(PlatformFact.CANCELLED::equals).isPresent()) {
                return Outcome.done(word);
            }
            if (fact.filter(known -> known != PlatformFact.OPEN).isPresent()) {
                return Outcome.refused(
                        RefusalCode.TOO_LATE, "the order " + orderSn + " is " + word + " at Shopee already");
            }
            if (OrderWords.isAskedToCancel(word)) {
                return Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "the buyer asked to cancel the order " + orderSn + "; answer that instead");
            }
            String reason = reason(cause);
            ObjectNode body = ShopeeClient.object().put("order_sn", orderSn).put("cancel_reason", reason);
            if (reason.equals("OUT_OF_STOCK")) {
                ArrayNode items = body.putArray("item_list");
                Fields.elements(order.path("item_list")).forEach(item -> items.addObject()
                        .put("item_id", item.path("item_id").asLong())
                        .put("model_id", item.path("model_id").asLong()));
            }
            return ShopeeClient.tell(session, ShopeeCall.CANCEL, body).then(done -> Outcome.done(CANCELLED));
        });
    }

    private String reason(CancelReason cause) {
        return switch (cause) {
            case OUT_OF_STOCK -> "OUT_OF_STOCK";
            case CUSTOMER_REQUEST -> "CUSTOMER_REQUEST";
            case UNDELIVERABLE -> "UNDELIVERABLE_AREA";
            case OTHER -> otherReason;
        };
    }

    Outcome<String> answer(StoreSession session, AnswerCancelRequests.Answer answer) {
        return order(session, answer.platformOrderId()).then(order -> {
            String word = order.path("order_status").asText("");
            if (!OrderWords.isAskedToCancel(word)) {
                boolean asWished = OrderWords.factOf(word)
                                .filter(PlatformFact.CANCELLED::equals)
                                .isPresent()
                        == answer.accept();
                return asWished
                        ? Outcome.done(word)
                        : Outcome.refused(
                                RefusalCode.TOO_LATE,
                                "the buyer's request is over: the order " + answer.platformOrderId() + " is " + word);
            }
            ObjectNode body = ShopeeClient.object()
                    .put("order_sn", answer.platformOrderId())
                    .put("operation", answer.accept() ? "ACCEPT" : "REJECT");
            return ShopeeClient.tell(session, ShopeeCall.ANSWER_BUYER, body)
                    .then(done -> Outcome.done(answer.accept() ? CANCELLED : GOES_ON));
        });
    }

    /** Reads only, so whatever went wrong, nothing was done. */
    private static Outcome<JsonNode> order(StoreSession session, String orderSn) {
        Map<String, String> parameters = Map.of(
                "order_sn_list", orderSn,
                "request_order_status_pending", "true",
                "response_optional_fields", "item_list");
        return Replies.beforeWriting(ShopeeClient.ask(session, ShopeeCall.DETAIL, parameters))
                .then(body -> Fields.elements(body.path("order_list"))
                        .filter(order -> order.path("order_sn").asText("").equals(orderSn))
                        .findFirst()
                        .<Outcome<JsonNode>>map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "Shopee shows no order " + orderSn)));
    }
}
