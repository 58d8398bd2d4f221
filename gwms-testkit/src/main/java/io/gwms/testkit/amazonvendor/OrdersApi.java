package io.gwms.testkit.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Habit;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads of Vendor Orders v1: lists by creation or change, one purchase order, and how they stand. */
final class OrdersApi {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration OLDEST = Duration.ofDays(183);

    private final VendorAccount account;
    private final AmazonVendorFaults faults;

    OrdersApi(VendorAccount account, AmazonVendorFaults faults) {
        this.account = account;
        this.faults = faults;
    }

    /** A page in the order of creation: the token names the last one shown, so that edits move nothing. */
    ObjectNode list(Map<String, String> parameters) {
        int limit = limit(parameters);
        boolean byChange = parameters.containsKey("changedAfter") || parameters.containsKey("changedBefore");
        Window window = byChange
                ? window(parameters, "changedAfter", "changedBefore")
                : window(parameters, "createdAfter", "createdBefore");
        String token = parameters.getOrDefault("nextToken", "");
        String after = token.isEmpty() ? "" : decoded(token);
        List<ObjectNode> found = account.orders().stream()
                .filter(order -> isShown(order, byChange, window))
                .sorted(Comparator.comparing(OrdersApi::place))
                .filter(order -> place(order).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        ObjectNode payload = VendorAccount.JSON.createObjectNode();
        if (found.size() > limit) {
            String next = faults.has(Habit.PAGE_NAMES_ITSELF) && !token.isEmpty()
                    ? token
                    : encoded(place(found.get(limit - 1)));
            payload.putObject("pagination").put("nextToken", next);
        }
        boolean details = !parameters.getOrDefault("includeDetails", "true").equals("false");
        ArrayNode orders = payload.putArray("orders");
        found.stream().limit(limit).forEach(order -> orders.add(shown(order, details)));
        return payload;
    }

    ObjectNode one(String number) {
        return shown(held(number), true);
    }

    /** How purchase orders stand; only one by its number is played. */
    ObjectNode status(Map<String, String> parameters) {
        String number = parameters.get("purchaseOrderNumber");
        Refusal.when(number == null, "this fake needs purchaseOrderNumber");
        ObjectNode payload = VendorAccount.JSON.createObjectNode();
        ArrayNode all = payload.putArray("ordersStatus");
        account.order(String.valueOf(number)).ifPresent(order -> all.add(status(order)));
        return payload;
    }

    ObjectNode held(String number) {
        return account.order(number)
                .orElseThrow(() -> new Refusal(400, "NotFound", "purchase order " + number + " was not found"));
    }

    private boolean isShown(JsonNode order, boolean byChange, Window window) {
        String date = order.at(byChange ? "/orderDetails/purchaseOrderChangedDate" : "/orderDetails/purchaseOrderDate")
                .asText("");
        if (date.isEmpty()) {
            return false;
        }
        Instant moment = Instant.parse(date);
        return !moment.isAfter(account.now().minus(faults.listingLag()))
                && (faults.has(Habit.WINDOW_IGNORED) || window.holds(moment));
    }

    private record Window(Instant after, Instant before) {
        boolean holds(Instant moment) {
            return moment.isAfter(after) && moment.isBefore(before);
        }
    }

    private Window window(Map<String, String> parameters, String from, String to) {
        Instant before = parameters.containsKey(to) ? instant(parameters.get(to)) : account.now().plusSeconds(1);
        Instant after = parameters.containsKey(from) ? instant(parameters.get(from)) : before.minus(LONGEST);
        Refusal.when(after.isAfter(before), from + " is after " + to);
        Refusal.when(Duration.between(after, before).compareTo(LONGEST) > 0, "the date range exceeds 7 days");
        Refusal.when(after.isBefore(account.now().minus(OLDEST)), "data is available for the past 6 months");
        return new Window(after, before);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(400, "InvalidRequest", "The request is invalid.");
        }
    }

    private static int limit(Map<String, String> parameters) {
        String limit = parameters.getOrDefault("limit", "100");
        Refusal.when(!limit.matches("\\d{1,3}"), "limit is no number");
        int value = Integer.parseInt(limit);
        Refusal.when(value < 1 || value > 100, "limit must be 1 to 100");
        return value;
    }

    /** What was acknowledged belongs to the status and not to the purchase order. */
    private ObjectNode shown(ObjectNode order, boolean details) {
        ObjectNode copy = order.deepCopy();
        if (!details) {
            copy.remove("orderDetails");
            return copy;
        }
        for (JsonNode item : copy.at("/orderDetails/items")) {
            ((ObjectNode) item).remove(List.of("acceptedPieces", "rejectedPieces"));
            if (faults.has(Habit.CAPITAL_UNITS)) {
                ObjectNode quantity = (ObjectNode) item.path("orderedQuantity");
                quantity.put("unitOfMeasure", quantity.path("unitOfMeasure").asText().toUpperCase(Locale.ROOT));
            }
        }
        return copy;
    }

    private static ObjectNode status(JsonNode order) {
        JsonNode details = order.path("orderDetails");
        ObjectNode status = VendorAccount.JSON.createObjectNode();
        status.put("purchaseOrderNumber", order.path("purchaseOrderNumber").asText());
        boolean closed = order.path("purchaseOrderState").asText().equals("Closed");
        status.put("purchaseOrderStatus", closed ? "CLOSED" : "OPEN");
        status.set("purchaseOrderDate", details.path("purchaseOrderDate"));
        status.set("sellingParty", details.path("sellingParty"));
        status.set("shipToParty", details.path("shipToParty"));
        ArrayNode items = status.putArray("itemStatus");
        for (JsonNode item : details.path("items")) {
            ObjectNode one = items.addObject();
            one.set("itemSequenceNumber", item.path("itemSequenceNumber"));
            ObjectNode acknowledged = one.putObject("acknowledgementStatus");
            long accepted = item.path("acceptedPieces").asLong(-1);
            long rejected = item.path("rejectedPieces").asLong(0);
            acknowledged.put("confirmationStatus", word(accepted, rejected));
            if (accepted >= 0) {
                eaches(acknowledged.putObject("acceptedQuantity"), accepted);
                eaches(acknowledged.putObject("rejectedQuantity"), rejected);
            }
        }
        return status;
    }

    private static String word(long accepted, long rejected) {
        if (accepted < 0) {
            return "UNCONFIRMED";
        }
        return accepted == 0 ? "REJECTED" : rejected > 0 ? "PARTIALLY_ACCEPTED" : "ACCEPTED";
    }

    private static void eaches(ObjectNode quantity, long pieces) {
        quantity.put("amount", pieces).put("unitOfMeasure", "Eaches").put("unitSize", 1);
    }

    /** What a list is ordered by, as text. */
    private static String place(JsonNode order) {
        Function<String, String> field = name -> order.at(name).asText();
        return field.apply("/orderDetails/purchaseOrderDate") + " " + field.apply("/purchaseOrderNumber");
    }

    private static String encoded(String place) {
        return Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "InvalidInput", "nextToken is not one that was given");
        }
    }
}
