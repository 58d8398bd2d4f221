package io.gwms.testkit.shopee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module {@code logistics}: what a parcel needs, handing it over, its number. */
final class LogisticsApi {
    private static final Set<String> READY = Set.of("LOGISTICS_READY", "LOGISTICS_PICKUP_RETRY");
    private static final long ADDRESS = 234;

    private final Book book;
    private final ShopeeFaults faults;

    LogisticsApi(Book book, ShopeeFaults faults) {
        this.book = book;
        this.faults = faults;
    }

    ObjectNode shippingParameter(Map<String, String> query) {
        ObjectNode order = book.order(query.getOrDefault("order_sn", ""));
        ObjectNode parcel = parcel(order, query.get("package_number"), "package_number_not_exist");
        boolean shownAsReady = faults.showsArrangedLate() && parcel.has("_arranged");
        if (!shownAsReady && !READY.contains(parcel.path("logistics_status").asText())) {
            throw Refusal.param("Shipping parameters can only be obtained when package is ready to be shipped");
        }
        ObjectNode response = Rows.object();
        ObjectNode needed = response.putObject("info_needed");
        switch (channel(order)) {
            case "NON_INTEGRATED" -> {
                needed.putArray("non_integrated").add("tracking_no");
                response.putNull("pickup").putNull("dropoff");
            }
            case "PICKUP" -> {
                needed.putArray("pickup").add("address_id").add("pickup_time_id");
                response.putNull("dropoff");
                addresses(response.putObject("pickup").putArray("address_list"));
            }
            default -> {
                needed.putArray("dropoff");
                response.putNull("pickup").putNull("dropoff");
            }
        }
        return response;
    }

    private void addresses(ArrayNode list) {
        ObjectNode other =
                list.addObject().put("address_id", 123).put("region", "SG").put("zipcode", "40009");
        other.putArray("address_flag").add("return_address");
        other.putNull("time_slot_list");
        ObjectNode usual =
                list.addObject().put("address_id", ADDRESS).put("region", "SG").put("zipcode", "160055");
        usual.putArray("address_flag").add("default_address").add("pickup_address");
        ArrayNode slots = usual.putArray("time_slot_list");
        long tomorrow = book.now().getEpochSecond() + 86_400;
        slots.addObject().put("date", tomorrow).put("pickup_time_id", "slot-1");
        slots.addObject()
                .put("date", tomorrow)
                .put("pickup_time_id", "slot-2")
                .putArray("flags")
                .add("recommended");
    }

    /** Answers nothing: the call has no payload. */
    void ship(JsonNode body) {
        ObjectNode order = book.order(body.path("order_sn").asText());
        ObjectNode parcel = parcel(
                order,
                body.has("package_number") ? body.path("package_number").asText() : null,
                "ship_order_need_pacakge_number");
        if (parcel.has("_arranged")) {
            // The reference's own blank before the word.
            throw new Refusal(
                    " logistics.package_already_shipped",
                    "This package has already been arranged shipment and you can't call this API again.");
        }
        if (!List.of("READY_TO_SHIP", "RETRY_SHIP", "PROCESSED").contains(OrderApi.word(order))) {
            throw Refusal.logistics("ship_order_not_ready_to_ship", "The order is not ready to ship.");
        }
        if (!parcel.path("logistics_status").asText().equals("LOGISTICS_READY")) {
            throw Refusal.logistics("error_status", "Operation is not supported with current logistics record status.");
        }
        if (Stream.of("pickup", "dropoff", "non_integrated").filter(body::has).count() != 1) {
            throw Refusal.param("Wrong parameters, detail: one of pickup, dropoff and non_integrated is needed.");
        }
        String number = number(channel(order), body);
        parcel.put("_arranged", true).put("_tracking", number);
        boolean own = channel(order).equals("NON_INTEGRATED");
        parcel.put("logistics_status", own ? "LOGISTICS_PICKUP_DONE" : "LOGISTICS_REQUEST_CREATED");
        boolean all = Book.packages(order).stream().allMatch(one -> one.has("_arranged"));
        if (all) {
            order.put("order_status", own ? "SHIPPED" : "PROCESSED");
        }
        book.put(order);
        book.push(
                4,
                Rows.object()
                        .put("ordersn", order.path("order_sn").asText())
                        .put("package_number", parcel.path("package_number").asText())
                        .put("tracking_no", number));
    }

    private String number(String channel, JsonNode body) {
        String issued = "SPXSG%010d";
        switch (channel) {
            case "NON_INTEGRATED" -> {
                String number = body.at("/non_integrated/tracking_number").asText("");
                if (!body.has("non_integrated") || number.isBlank()) {
                    throw Refusal.logistics(
                            "ship_order_need_tracking_number", "Parameter tracking_number can not be null.");
                }
                boolean used = book.orders().stream()
                        .flatMap(order -> Book.packages(order).stream())
                        .anyMatch(parcel -> parcel.path("_tracking").asText().equals(number));
                if (used) {
                    throw Refusal.logistics(
                            "error_param",
                            "The tracking number has been used by other orders, please fill in a valid one.");
                }
                return number;
            }
            case "PICKUP" -> {
                boolean whole = body.at("/pickup/address_id").asLong() == ADDRESS
                        && body.at("/pickup/pickup_time_id").asText("").startsWith("slot-");
                if (!whole) {
                    throw Refusal.logistics(
                            "ship_order_need_address_pickup_time",
                            "Parameter address_id and pickup_time_id are required.");
                }
                return issued.formatted(book.rows().next("tracking"));
            }
            default -> {
                if (!body.has("dropoff")) {
                    throw Refusal.logistics(
                            "error_param",
                            "Channel does not support pickup. Please select the dropoff option and try again.");
                }
                return issued.formatted(book.rows().next("tracking"));
            }
        }
    }

    ObjectNode trackingNumber(Map<String, String> query) {
        ObjectNode order = book.find(query.getOrDefault("order_sn", ""))
                .orElseThrow(() -> Refusal.logistics("invalid_error", "The order is not exist."));
        ObjectNode parcel = parcel(order, query.get("package_number"), "package_number_not_exist");
        ObjectNode response = Rows.object();
        if (!parcel.has("_arranged")) {
            throw Refusal.logistics("package_can_not_get_tracking_number", "The package is not arranged yet.");
        }
        if (faults.withholdsTracking()) {
            return response.put("tracking_number", "")
                    .put("hint", "The tracking number is being generated. Please try again in 5 minutes.");
        }
        return response.put("tracking_number", parcel.path("_tracking").asText())
                .put("hint", "");
    }

    /** The carrier has collected all parcels of an order. */
    void collect(String orderSn) {
        ObjectNode order = book.order(orderSn);
        Book.packages(order).forEach(parcel -> parcel.put("logistics_status", "LOGISTICS_PICKUP_DONE"));
        order.put("order_status", "SHIPPED").put("pickup_done_time", book.now().getEpochSecond());
        book.put(order);
    }

    /** The carrier came and could not collect an order's parcels; it comes again. */
    void failPickup(String orderSn) {
        ObjectNode order = book.order(orderSn);
        Book.packages(order).forEach(parcel -> parcel.put("logistics_status", "LOGISTICS_PICKUP_RETRY"));
        book.put(order.put("order_status", "RETRY_SHIP"));
    }

    private static String channel(ObjectNode order) {
        return order.path("_channel").asText();
    }

    /** A split order's packages are named, an unsplit one's is not, and an empty name is never taken. */
    private static ObjectNode parcel(ObjectNode order, @Nullable String packageNumber, String otherwise) {
        boolean split = order.path("split_up").asBoolean();
        if (packageNumber == null) {
            if (split) {
                throw Refusal.logistics(otherwise, "Please request with package_number for this split order.");
            }
            return Book.packages(order).get(0);
        }
        if (packageNumber.isEmpty()) {
            throw Refusal.param("Wrong parameters, detail: package_number should not be empty.");
        }
        if (!split) {
            throw Refusal.logistics(
                    "ship_order_not_need_pacakge_number",
                    "Please don't request with package_number for this unsplit order.");
        }
        return Book.packages(order).stream()
                .filter(parcel -> parcel.path("package_number").asText().equals(packageNumber))
                .findFirst()
                .orElseThrow(() -> Refusal.logistics("package_not_exist", "The package is not exist."));
    }
}
