package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.reading.Fields;
import io.gwms.redact.Redactor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of an order, and which of them a notice is about. */
final class Parcels {
    private final String orderSn;
    private final String number;
    private final String word;
    private final boolean split;
    private final List<Parcel> parcels;

    private Parcels(JsonNode order, String number) {
        this.orderSn = order.path("order_sn").asText();
        this.number = number;
        this.word = order.path("order_status").asText("");
        this.parcels = Fields.elements(order.path("package_list"))
                .map(parcel -> new Parcel(
                        parcel.path("package_number").asText(""),
                        parcel.path("logistics_status").asText(""),
                        OrderMapping.contentOf(parcel)))
                .toList();
        this.split = order.path("split_up").asBoolean(false) || parcels.size() > 1;
    }

    /**
     * One package.
     *
     * @param number Shopee's number of it
     * @param status its logistics status
     * @param content pieces by line
     */
    record Parcel(String number, String status, Map<String, Long> content) {}

    static Outcome<Parcels> of(JsonNode body, ShipmentNotice notice, Redactor redactor) {
        JsonNode order = Fields.elements(body.path("order_list"))
                .filter(one -> one.path("order_sn").asText("").equals(notice.platformOrderId()))
                .findFirst()
                .orElse(null);
        if (order == null) {
            return body.path("order_list").isArray()
                    ? Outcome.refused(RefusalCode.NOT_FOUND, "Shopee shows no order " + notice.number())
                    : unreadable(body, notice, redactor);
        }
        try {
            Parcels parcels = new Parcels(order, notice.number());
            return parcels.parcels.isEmpty()
                    ? Outcome.refused(Refusal.temporary(
                            RefusalCode.PLATFORM_FAILURE,
                            "Shopee shows no packages of the order " + notice.number() + " yet"))
                    : Outcome.done(parcels);
        } catch (IllegalArgumentException e) {
            return unreadable(order, notice, redactor);
        }
    }

    private static Outcome<Parcels> unreadable(JsonNode body, ShipmentNotice notice, Redactor redactor) {
        return Outcome.refused(Refusal.temporary(
                RefusalCode.PLATFORM_FAILURE,
                "Shopee answered no packages of " + notice.number() + ": "
                        + ShopeeFailures.excerpt(body.toString(), redactor)));
    }

    boolean isSplit() {
        return split;
    }

    /** Its packages: of an unsplit order the one, of a split one those that hold nothing but what the notice names. */
    List<Parcel> of(ShipmentNotice notice) {
        Set<String> others = notice.otherShipments().stream()
                .flatMap(ids -> Stream.of(ids.split(",")))
                .collect(Collectors.toSet());
        return parcels.stream()
                .filter(parcel -> !others.contains(parcel.number()) && !others.contains(split ? "" : orderSn))
                .filter(parcel -> !split
                        || parcel.content().entrySet().stream()
                                .allMatch(part ->
                                        part.getValue() <= notice.quantities().getOrDefault(part.getKey(), 0L)))
                .toList();
    }

    List<Parcel> notArranged(ShipmentNotice notice) {
        return of(notice).stream()
                .filter(parcel -> !OrderWords.isArranged(parcel.status()))
                .toList();
    }

    /** What stands for the shipment: its packages, or the order where it has one that is never named. */
    String idOf(ShipmentNotice notice) {
        return split ? of(notice).stream().map(Parcel::number).collect(Collectors.joining(",")) : orderSn;
    }

    /** Why these packages cannot be handed over now; empty when they can. */
    Optional<Refusal> refusal(List<Parcel> waiting) {
        Optional<PlatformFact> fact = OrderWords.factOf(word);
        if (fact.filter(PlatformFact.CANCELLED::equals).isPresent()) {
            return Optional.of(
                    Refusal.permanent(RefusalCode.TOO_LATE, "the order " + number + " is cancelled at Shopee"));
        }
        if (OrderWords.isAskedToCancel(word)) {
            return Optional.of(Refusal.temporary(
                    ShopeeFailures.NOT_READY,
                    "the buyer asked Shopee to cancel the order " + number + "; it waits for the seller's answer"));
        }
        return waiting.stream().allMatch(parcel -> OrderWords.isReady(parcel.status()))
                ? Optional.empty()
                : Optional.of(Refusal.temporary(
                        ShopeeFailures.NOT_READY,
                        "Shopee does not take the packages of the order " + number + " yet: "
                                + waiting.stream()
                                        .map(Parcel::status)
                                        .distinct()
                                        .toList()));
    }
}
