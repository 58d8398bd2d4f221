package io.gwms.testkit.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.makro.MakroFaults.Habit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Dispatches and cancels shipments: a verdict for each in a reply of status 200. */
final class ShipmentWrites {
    private static final Set<String> BEFORE_PACKED = Set.of("APPROVED", "PACKING_IN_PROGRESS", "FORM_FAILED");
    private static final Set<String> NOT_LEFT =
            Set.of("APPROVED", "PACKING_IN_PROGRESS", "FORM_FAILED", "PACKED", "READY_TO_DISPATCH");
    private static final List<String> MANDATORY =
            List.of("dispatchDate", "tentativeDeliveryDate", "deliveryPartner", "trackingId", "locationId");

    private final Shop shop;
    private final MakroFaults faults;

    ShipmentWrites(Shop shop, MakroFaults faults) {
        this.shop = shop;
        this.faults = faults;
    }

    ObjectNode dispatch(JsonNode body) {
        return each(body, 100, "processingStatus", this::dispatch);
    }

    ObjectNode cancel(JsonNode body) {
        return each(body, 25, "status", this::cancel);
    }

    private ObjectNode each(JsonNode body, int most, String verdict, BiFunction<JsonNode, ObjectNode, String> write) {
        JsonNode asked = body.path("shipments");
        Refusal.when(!asked.isArray() || asked.isEmpty(), "shipments must be a list of at least one");
        Refusal.when(asked.size() > most, "at most " + most + " shipments");
        ObjectNode reply = Shop.JSON.createObjectNode();
        ArrayNode verdicts = reply.putArray("shipments");
        for (JsonNode one : asked) {
            String id = one.path("shipmentId").asText();
            Optional<ObjectNode> held = shop.shipment(id);
            String code = faults.refusalOf(id)
                    .orElseGet(() ->
                            held.map(shipment -> write.apply(one, shipment)).orElse("SHIPMENT_NOT_FOUND"));
            verdicts.addObject()
                    .put("shipmentId", id)
                    .put(verdict, code.isEmpty() ? "SUCCESS" : "FAILURE")
                    .put("errorCode", code)
                    .put("errorMessage", code.isEmpty() ? "" : "it was not done");
        }
        if (faults.has(Habit.LAST_VERDICT_MISSING)) {
            verdicts.remove(verdicts.size() - 1);
        }
        return reply;
    }

    private String dispatch(JsonNode asked, ObjectNode shipment) {
        if (!NOT_LEFT.contains(Shop.word(shipment))) {
            return "INVALID_STATE";
        }
        if (shipment.path("hold").asBoolean()) {
            return "SHIPMENT_ON_HOLD";
        }
        if (Shop.moment(shipment.path("dispatchAfterDate")).isAfter(shop.now())) {
            return "DISPATCH_TOO_EARLY";
        }
        for (String field : MANDATORY) {
            if (asked.path(field).asText("").isBlank()) {
                return "MISSING_" + field;
            }
        }
        if (!asked.path("locationId")
                .asText()
                .equals(shipment.path("locationId").asText())) {
            return "WRONG_LOCATION";
        }
        if (asked.at("/invoice/invoiceNumber").asText("").isBlank()
                || !asked.at("/invoice/invoiceDate").asText("").matches("\\d{4}-\\d\\d-\\d\\d")
                || asked.at("/invoice/items").size() < Shop.items(shipment).size()) {
            return "INVALID_INVOICE";
        }
        if (moment(asked, "dispatchDate").isAfter(shop.now())
                || moment(asked, "tentativeDeliveryDate").isBefore(shop.now())) {
            return "INVALID_DATE";
        }
        shipment.putObject("courier")
                .put("vendorName", asked.path("deliveryPartner").asText())
                .put("trackingId", asked.path("trackingId").asText());
        put(shipment, "SHIPPED");
        return "";
    }

    private String cancel(JsonNode asked, ObjectNode shipment) {
        if (!BEFORE_PACKED.contains(Shop.word(shipment))) {
            return "INVALID_STATE";
        }
        Set<String> groups = Set.copyOf(Shop.items(shipment).stream()
                .map(item -> item.path("cancellationGroupId").asText())
                .toList());
        for (JsonNode group : asked.path("cancellationGroupIds")) {
            if (!groups.contains(group.asText())) {
                return "INVALID_GROUP";
            }
        }
        if (asked.path("reason").asText("").isBlank()
                || asked.path("cancellationGroupIds").size() < groups.size()) {
            return "INCOMPLETE_REQUEST";
        }
        put(shipment, "CANCELLED");
        return "";
    }

    /** Gives every item that word. */
    void put(ObjectNode shipment, String word) {
        Shop.items(shipment).forEach(item -> ((ObjectNode) item).put("status", word));
        shop.change(shipment);
    }

    private static Instant moment(JsonNode asked, String field) {
        try {
            return Shop.moment(asked.path(field));
        } catch (DateTimeException e) {
            throw new Refusal(400, "INVALID_REQUEST", field + " is no date with a time and an offset");
        }
    }
}
