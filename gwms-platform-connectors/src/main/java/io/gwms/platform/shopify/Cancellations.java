package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelReason;
import io.gwms.platform.StoreSession;

/** Cancels orders. A refusal has no code that tells why, so the order itself is read. */
final class Cancellations {
    private static final int LONGEST_NOTE = 255;

    private final ShopifyClient client;
    private final boolean notifyCustomers;

    Cancellations(ShopifyClient client, boolean notifyCustomers) {
        this.client = client;
        this.notifyCustomers = notifyCustomers;
    }

    Outcome<String> cancel(StoreSession session, String orderId, CancelReason cause, String reason) {
        ObjectNode variables = ShopifyClient.variables()
                .put("id", orderId)
                .put("reason", word(cause))
                .put("notify", notifyCustomers)
                .put("note", reason.length() <= LONGEST_NOTE ? reason : reason.substring(0, LONGEST_NOTE));
        return client.ask(session, Queries.ORDER_CANCEL, variables).then(data -> {
            JsonNode cancelled = data.path("orderCancel");
            if (!cancelled.path("orderCancelUserErrors").isEmpty()) {
                return refusedOrSo(session, orderId, cancelled.path("orderCancelUserErrors"));
            }
            return cancelled.path("job").hasNonNull("id")
                    ? Outcome.done("CANCELLED")
                    : Outcome.unknown("Shopify named no job that cancels: "
                            + ShopifyFailures.redacted(data.toString(), session.redactor()));
        });
    }

    private Outcome<String> refusedOrSo(StoreSession session, String orderId, JsonNode errors) {
        String words = "Shopify says: " + Shipments.words(errors, session.redactor());
        JsonNode order = client.ask(
                        session, Queries.ORDER_STATE, ShopifyClient.variables().put("id", orderId))
                .asDone()
                .map(data -> data.path("order"))
                .orElse(errors);
        if (order.isNull()) {
            return Outcome.refused(RefusalCode.NOT_FOUND, words);
        }
        if (order.hasNonNull("cancelledAt")) {
            return Outcome.done("CANCELLED");
        }
        String fulfilled = order.path("displayFulfillmentStatus").asText("");
        boolean tooLate = fulfilled.equals("FULFILLED") || fulfilled.equals("PARTIALLY_FULFILLED");
        return Outcome.refused(tooLate ? RefusalCode.TOO_LATE : RefusalCode.INVALID_REQUEST, words);
    }

    private static String word(CancelReason cause) {
        return switch (cause) {
            case OUT_OF_STOCK -> "INVENTORY";
            case CUSTOMER_REQUEST -> "CUSTOMER";
            case UNDELIVERABLE, OTHER -> "OTHER";
        };
    }
}
