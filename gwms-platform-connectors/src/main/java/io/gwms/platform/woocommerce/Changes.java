package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Replies;
import java.util.Optional;
import java.util.Set;

/** Changes orders: shipped, with the number in the metadata, or cancelled. Putting the same twice changes nothing more. */
final class Changes {
    /** Metadata whose underscore hides it from the shop's pages; it holds the key of the shipment that was written. */
    private static final String SHIPMENT = "_gwms_shipment";

    private static final Set<PlatformFact> GONE = Set.of(PlatformFact.SHIPPED, PlatformFact.COMPLETED);

    private final WooClient client;
    private final OrderWords words;
    private final String shippedStatus;
    private final String numberKey;
    private final String carrierKey;

    Changes(WooClient client, OrderWords words, String shippedStatus, String numberKey, String carrierKey) {
        this.client = client;
        this.words = words;
        this.shippedStatus = shippedStatus;
        this.numberKey = numberKey;
        this.carrierKey = carrierKey;
    }

    Outcome<WrittenShipment> ship(StoreSession session, ShipmentNotice notice) {
        return order(session, notice.platformOrderId(), notice.number()).then(order -> {
            if (isOurs(order, notice)) {
                return Outcome.done(new WrittenShipment(notice.effectKey()));
            }
            String word = order.path("status").asText("");
            if (words.factOf(word).filter(PlatformFact.CANCELLED::equals).isPresent()) {
                return Outcome.refused(
                        RefusalCode.TOO_LATE, "the order " + notice.number() + " is " + word + " at the shop");
            }
            ObjectNode body = WooClient.object().put("status", shippedStatus);
            ArrayNode meta = body.putArray("meta_data");
            meta.addObject().put("key", SHIPMENT).put("value", notice.effectKey());
            meta.addObject().put("key", numberKey).put("value", notice.trackingNumber());
            meta.addObject().put("key", carrierKey).put("value", notice.carrier());
            return client.change(session, path(notice.platformOrderId()), body)
                    .then(changed -> isOurs(changed, notice)
                            ? Outcome.done(new WrittenShipment(notice.effectKey()))
                            : Outcome.unknown("the shop did not say that the order " + notice.number()
                                    + " has the shipment: "
                                    + WooFailures.excerpt(changed.toString(), session.redactor())));
        });
    }

    Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        return order(session, notice.platformOrderId(), notice.number())
                .then(order -> Outcome.done(
                        isOurs(order, notice)
                                ? Optional.of(new WrittenShipment(notice.effectKey()))
                                : Optional.empty()));
    }

    private boolean isOurs(JsonNode order, ShipmentNotice notice) {
        boolean gone = words.factOf(order.path("status").asText(""))
                .filter(GONE::contains)
                .isPresent();
        return gone
                && Fields.elements(order.path("meta_data"))
                        .anyMatch(meta -> meta.path("key").asText("").equals(SHIPMENT)
                                && meta.path("value").asText("").equals(notice.effectKey()));
    }

    Outcome<String> cancel(StoreSession session, String orderId) {
        return order(session, orderId, orderId).then(order -> {
            String word = order.path("status").asText("");
            Optional<PlatformFact> fact = words.factOf(word);
            if (fact.filter(PlatformFact.CANCELLED::equals).isPresent()) {
                return Outcome.done(word);
            }
            if (fact.filter(GONE::contains).isPresent()) {
                return Outcome.refused(
                        RefusalCode.TOO_LATE, "the order " + orderId + " is " + word + " at the shop already");
            }
            return client.change(session, path(orderId), WooClient.object().put("status", "cancelled"))
                    .then(changed -> WooClient.identified(changed, session))
                    .then(changed -> Outcome.done(changed.path("status").asText("cancelled")));
        });
    }

    /** Reads only, so whatever went wrong, nothing was done. */
    private Outcome<JsonNode> order(StoreSession session, String id, String number) {
        if (!id.matches("\\d{1,18}")) {
            return Outcome.refused(RefusalCode.NOT_FOUND, "the shop knows no order " + number + ", whose id is " + id);
        }
        return Replies.beforeWriting(client.one(session, path(id)).then(order -> WooClient.identified(order, session)));
    }

    private static String path(String orderId) {
        return "orders/" + orderId;
    }
}
