package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import io.gwms.platform.reading.Replies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands packages over, asks about them and fetches their numbers. A package can be handed over once, so what is there
 * already is read first and only the rest is sent: repeating completes and never doubles.
 */
final class Shipments {
    private final boolean ownNumbers;
    private final Handover handover;

    Shipments(boolean ownNumbers, Handover handover) {
        this.ownNumbers = ownNumbers;
        this.handover = handover;
    }

    Outcome<WrittenShipment> write(StoreSession session, ShipmentNotice notice) {
        return parcels(session, notice).then(order -> {
            List<Parcels.Parcel> waiting = order.notArranged(notice);
            if (waiting.isEmpty()) {
                return arrangedBefore(session, notice, order);
            }
            return order.refusal(waiting)
                    .<Outcome<WrittenShipment>>map(Outcome::refused)
                    .orElseGet(() -> send(session, notice, order, waiting));
        });
    }

    Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        return parcels(session, notice)
                .then(order ->
                        order.of(notice).isEmpty() || !order.notArranged(notice).isEmpty()
                                ? Outcome.done(Optional.empty())
                                : arranged(session, notice, order));
    }

    /** The number that Shopee issued for what was written; empty while one of its packages has none. */
    Outcome<Optional<IssuedTracking>> tracking(StoreSession session, FetchTracking.Written written) {
        if (ownNumbers) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "this connector is set to own tracking numbers");
        }
        List<String> numbers = new ArrayList<>();
        boolean unsplit = written.platformShipmentId().equals(written.platformOrderId());
        for (String parcel :
                unsplit ? List.of("") : List.of(written.platformShipmentId().split(","))) {
            Outcome<String> number = number(session, written.platformOrderId(), parcel);
            if (isRefused(number, ShopeeFailures.NOT_READY)) {
                return Outcome.done(Optional.empty());
            }
            if (number.asDone().isEmpty()) {
                return number.then(never -> Outcome.done(Optional.empty()));
            }
            numbers.add(number.asDone().get());
        }
        return Outcome.done(
                numbers.contains("")
                        ? Optional.empty()
                        : Optional.of(new IssuedTracking(String.join(",", numbers), "")));
    }

    /** The first package decides whether anything was done; one that fails behind it leaves the rest unknown. */
    private Outcome<WrittenShipment> send(
            StoreSession session, ShipmentNotice notice, Parcels order, List<Parcels.Parcel> waiting) {
        boolean someBefore = false;
        for (int i = 0; i < waiting.size(); i++) {
            Outcome<JsonNode> sent = hand(session, notice, order, waiting.get(i));
            if (isRefused(sent, RefusalCode.ALREADY_DONE)) {
                // The state of a package is behind: it counts as ready until its number is made.
                someBefore = true;
            } else if (sent.asDone().isEmpty()) {
                int before = i;
                return i == 0
                        ? sent.then(never -> Outcome.unknown("never"))
                        : Outcome.unknown(before + " of " + waiting.size()
                                + " packages were handed over, the next was not: " + said(sent));
            }
        }
        return someBefore
                ? arrangedBefore(session, notice, order)
                : Outcome.done(new WrittenShipment(order.idOf(notice)));
    }

    private Outcome<WrittenShipment> arrangedBefore(StoreSession session, ShipmentNotice notice, Parcels order) {
        return arranged(session, notice, order)
                .then(found -> found.<Outcome<WrittenShipment>>map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(
                                RefusalCode.ALREADY_DONE,
                                "Shopee has the order " + notice.number()
                                        + " handed over already, under another tracking number than "
                                        + notice.trackingNumber())));
    }

    private Outcome<JsonNode> hand(StoreSession session, ShipmentNotice notice, Parcels order, Parcels.Parcel parcel) {
        Outcome<JsonNode> needed = ShopeeClient.ask(
                session, ShopeeCall.SHIPPING_PARAMETER, named(notice.platformOrderId(), order, parcel));
        return Replies.beforeWriting(needed)
                .then(parameter -> handover.body(parameter, notice))
                .then(how -> {
                    ObjectNode body = ShopeeClient.object().put("order_sn", notice.platformOrderId());
                    if (order.isSplit()) {
                        body.put("package_number", parcel.number());
                    }
                    body.setAll(how);
                    return ShopeeClient.tell(session, ShopeeCall.SHIP, body);
                });
    }

    /** The shipment, when its packages are those of the notice: by their number where the seller gives it. */
    private Outcome<Optional<WrittenShipment>> arranged(StoreSession session, ShipmentNotice notice, Parcels order) {
        if (order.of(notice).isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        WrittenShipment there = new WrittenShipment(order.idOf(notice));
        if (!ownNumbers || notice.trackingNumber().isBlank()) {
            return Outcome.done(Optional.of(there));
        }
        for (Parcels.Parcel parcel : order.of(notice)) {
            Outcome<String> number = number(session, notice.platformOrderId(), order.isSplit() ? parcel.number() : "");
            if (number.asDone().isEmpty()) {
                return number.then(never -> Outcome.done(Optional.empty()));
            }
            if (!number.asDone().get().equalsIgnoreCase(notice.trackingNumber().strip())) {
                return Outcome.done(Optional.empty());
            }
        }
        return Outcome.done(Optional.of(there));
    }

    private static Outcome<String> number(StoreSession session, String orderSn, String packageNumber) {
        Map<String, String> parameters = new HashMap<>(Map.of("order_sn", orderSn));
        if (!packageNumber.isEmpty()) {
            parameters.put("package_number", packageNumber);
        }
        return Replies.beforeWriting(ShopeeClient.ask(session, ShopeeCall.TRACKING_NUMBER, parameters)
                .then(body ->
                        Outcome.done(body.path("tracking_number").asText("").strip())));
    }

    /** A package is named where an order has several, and never by an empty text. */
    private static Map<String, String> named(String orderSn, Parcels order, Parcels.Parcel parcel) {
        return order.isSplit()
                ? Map.of("order_sn", orderSn, "package_number", parcel.number())
                : Map.of("order_sn", orderSn);
    }

    /** Reads only, so whatever went wrong, nothing was done. */
    private static Outcome<Parcels> parcels(StoreSession session, ShipmentNotice notice) {
        Map<String, String> parameters = Map.of(
                "order_sn_list", notice.platformOrderId(),
                "request_order_status_pending", "true",
                "response_optional_fields", "package_list,split_up");
        return Replies.beforeWriting(ShopeeClient.ask(session, ShopeeCall.DETAIL, parameters)
                .then(body -> Parcels.of(body, notice, session.redactor())));
    }

    private static boolean isRefused(Outcome<?> outcome, RefusalCode code) {
        return outcome instanceof Outcome.Refused<?> refused
                && refused.refusal().code().equals(code);
    }

    private static String said(Outcome<?> outcome) {
        return outcome.fold(new Outcome.Cases<Object, String>() {
            @Override
            public String done(Object value) {
                return "done";
            }

            @Override
            public String refused(Refusal refusal) {
                return refusal.text();
            }

            @Override
            public String unknown(String cause) {
                return cause;
            }
        });
    }
}
