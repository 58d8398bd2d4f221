package io.gwms.platform.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.reading.Fields;
import java.util.List;
import java.util.Optional;

/** Answers what {@code get_shipping_parameter} needs for a package: exactly one way, with just what it asks for. */
final class Handover {
    private static final String NUMBER = "tracking_no";
    private static final String SENDER = "sender_real_name";

    private final boolean dropoffFirst;
    private final String senderName;

    Handover(boolean dropoffFirst, String senderName) {
        this.dropoffFirst = dropoffFirst;
        this.senderName = senderName;
    }

    /** The part of {@code ship_order} that says how. */
    Outcome<ObjectNode> body(JsonNode parameter, ShipmentNotice notice) {
        JsonNode needed = parameter.path("info_needed");
        List<String> ways = dropoffFirst
                ? List.of("non_integrated", "dropoff", "pickup")
                : List.of("non_integrated", "pickup", "dropoff");
        Optional<String> way =
                ways.stream().filter(one -> needed.path(one).isArray()).findFirst();
        if (way.isEmpty()) {
            return refused(notice, "asks for no way of handing it over that is known: " + needed);
        }
        ObjectNode how = ShopeeClient.object();
        List<String> fields =
                Fields.elements(needed.path(way.get())).map(JsonNode::asText).toList();
        for (String field : withoutTheOther(fields, notice)) {
            Optional<ObjectNode> filled = fill(how, field, parameter.path(way.get()), notice);
            if (filled.isEmpty()) {
                return refused(notice, "needs " + field + " for " + way.get() + ", which is not known" + remedy(field));
            }
        }
        ObjectNode body = ShopeeClient.object();
        body.set(way.get(), how);
        return Outcome.done(body);
    }

    /** A number and a sender's name are asked for together and given one without the other (regular and job shipping). */
    private static List<String> withoutTheOther(List<String> fields, ShipmentNotice notice) {
        String other = notice.trackingNumber().isBlank() ? NUMBER : SENDER;
        return fields.contains(NUMBER) && fields.contains(SENDER)
                ? fields.stream().filter(field -> !field.equals(other)).toList()
                : fields;
    }

    private Optional<ObjectNode> fill(ObjectNode how, String field, JsonNode offered, ShipmentNotice notice) {
        switch (field) {
            case NUMBER, "tracking_number" -> {
                return notice.trackingNumber().isBlank()
                        ? Optional.empty()
                        : Optional.of(how.put(
                                "tracking_number", notice.trackingNumber().strip()));
            }
            case SENDER -> {
                return senderName.isBlank() ? Optional.empty() : Optional.of(how.put("sender_real_name", senderName));
            }
            case "address_id" -> {
                return address(offered)
                        .map(address ->
                                how.put("address_id", address.path("address_id").asLong()));
            }
            case "pickup_time_id" -> {
                // Some channels offer no slot, and Shopee then finds a time by itself.
                return Optional.of(address(offered)
                        .flatMap(Handover::slot)
                        .map(slot -> how.put("pickup_time_id", slot))
                        .orElse(how));
            }
            case "branch_id" -> {
                return Fields.elements(offered.path("branch_list"))
                        .findFirst()
                        .map(branch ->
                                how.put("branch_id", branch.path("branch_id").asLong()));
            }
            case "slug" -> {
                return Fields.elements(offered.path("slug_list"))
                        .findFirst()
                        .map(slug -> how.put("slug", slug.path("slug").asText()));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** Where parcels are collected: the address of pickups, else the usual one, else the first. */
    private static Optional<JsonNode> address(JsonNode pickup) {
        List<JsonNode> addresses = Fields.elements(pickup.path("address_list")).toList();
        return List.of("pickup_address", "default_address").stream()
                .flatMap(flag -> addresses.stream()
                        .filter(address -> Fields.elements(address.path("address_flag"))
                                .anyMatch(has -> has.asText().equals(flag))))
                .findFirst()
                .or(() -> addresses.stream().findFirst());
    }

    /** The time that Shopee recommends, else the first. */
    private static Optional<String> slot(JsonNode address) {
        List<JsonNode> slots = Fields.elements(address.path("time_slot_list")).toList();
        return slots.stream()
                .filter(slot -> Fields.elements(slot.path("flags"))
                        .anyMatch(flag -> flag.asText().equals("recommended")))
                .findFirst()
                .or(() -> slots.stream().findFirst())
                .map(slot -> slot.path("pickup_time_id").asText(""))
                .filter(id -> !id.isBlank());
    }

    private static String remedy(String field) {
        return switch (field) {
            case SENDER -> "; set ShopeeConnector.builder().senderName(…)";
            case NUMBER, "tracking_number" -> "; the warehouse has to report the tracking number";
            default -> "; hand the order over in Seller Centre";
        };
    }

    private static Outcome<ObjectNode> refused(ShipmentNotice notice, String why) {
        return Outcome.refused(RefusalCode.INVALID_REQUEST, "Shopee, for the order " + notice.number() + ", " + why);
    }
}
