package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.CancelReason;
import io.gwms.platform.StoreSession;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Cancels orders. Shopify only takes a cancel and carries it out as a job, so an order counts as cancelled when it says so
 * itself; until then the outcome is unknown. Its errors have no code for «already cancelled» or «shipped»: the order tells
 * which it is.
 */
final class Cancels {
    private static final int NOTE_MAX = 255;
    private static final Set<String> SHIPPED = Set.of("FULFILLED", "PARTIALLY_FULFILLED");

    private final ShopifyClient client;
    private final boolean notifyCustomers;

    Cancels(ShopifyClient client, boolean notifyCustomers) {
        this.client = client;
        this.notifyCustomers = notifyCustomers;
    }

    Outcome<String> cancel(CancelOrders request, String platformOrderId) {
        StoreSession session = request.session();
        ObjectNode variables = ShopifyClient.variables()
                .put("order", platformOrderId)
                .put("reason", reason(request.cause()))
                .put("notify", notifyCustomers)
                .put("note", note(request.reason()));
        return client.ask(session, Queries.ORDER_CANCEL, variables).then(data -> {
            JsonNode errors = data.at("/orderCancel/orderCancelUserErrors");
            if (!errors.isArray()) {
                return Outcome.unknown("Shopify did not say what became of the cancel: "
                        + ShopifyFailures.redacted(data.toString(), session.redactor()));
            }
            return errors.isEmpty() ? taken(session, platformOrderId, data) : refused(session, platformOrderId, errors);
        });
    }

    private Outcome<String> taken(StoreSession session, String platformOrderId, JsonNode data) {
        return standing(session, platformOrderId)
                .asDone()
                .filter(Cancels::isCancelled)
                .map(order -> Outcome.done("CANCELLED"))
                .orElseGet(() -> Outcome.unknown("Shopify has taken the cancel as "
                        + data.at("/orderCancel/job/id").asText("a job") + " and not carried it out yet"));
    }

    private Outcome<String> refused(StoreSession session, String platformOrderId, JsonNode errors) {
        String words = "Shopify says: "
                + ShopifyFailures.redacted(
                        StreamSupport.stream(errors.spliterator(), false)
                                .map(error -> error.path("message").asText())
                                .collect(Collectors.joining("; ")),
                        session.redactor());
        RefusalCode code =
                standing(session, platformOrderId).asDone().map(Cancels::whyNot).orElse(RefusalCode.INVALID_REQUEST);
        return Outcome.refused(Refusal.permanent(code, words));
    }

    private static RefusalCode whyNot(JsonNode order) {
        if (order.isNull()) {
            return RefusalCode.NOT_FOUND;
        }
        if (isCancelled(order)) {
            return RefusalCode.ALREADY_DONE;
        }
        return SHIPPED.contains(order.path("displayFulfillmentStatus").asText())
                ? RefusalCode.TOO_LATE
                : RefusalCode.INVALID_REQUEST;
    }

    private Outcome<JsonNode> standing(StoreSession session, String platformOrderId) {
        return client.ask(
                        session,
                        Queries.ORDER_STANDING,
                        ShopifyClient.variables().put("id", platformOrderId))
                .then(data -> Outcome.done(data.path("order")));
    }

    private static boolean isCancelled(JsonNode order) {
        return order.path("cancelledAt").isTextual();
    }

    private static String note(String reason) {
        return reason.length() > NOTE_MAX ? reason.substring(0, NOTE_MAX) : reason;
    }

    private static String reason(CancelReason cause) {
        return switch (cause) {
            case OUT_OF_STOCK -> "INVENTORY";
            case CUSTOMER_REQUEST -> "CUSTOMER";
            case UNDELIVERABLE, OTHER -> "OTHER";
        };
    }
}
