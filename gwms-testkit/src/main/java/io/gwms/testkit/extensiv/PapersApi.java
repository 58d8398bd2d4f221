package io.gwms.testkit.extensiv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shelf.Shelf;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code /orders} and {@code /inventory/receivers}. Lists come in HAL, children only where {@code detail} names them; a
 * query parameter that is not known is ignored in silence, as the vendor warns.
 */
final class PapersApi {
    private static final String ORDERS = "http://api.3plCentral.com/rels/orders/order";
    private static final String ORDER_ITEMS = "http://api.3plCentral.com/rels/orders/item";
    private static final String RECEIVERS = "http://api.3plCentral.com/rels/inventory/receiver";
    private static final String RECEIVE_ITEMS = "http://api.3plCentral.com/rels/inventory/receiveritem";

    private final House house;

    PapersApi(House house) {
        this.house = house;
    }

    // --- orders ---

    FakeReply createOrder(JsonNode body) {
        check(body, "orderItems", house.orders);
        JsonNode to = body.path("shipTo");
        Refused.when(to.path("name").asText("").isBlank(), "MissingRequired", "shipTo.name");
        Refused.when(to.path("address1").asText("").isBlank(), "MissingRequired", "shipTo.address1");
        for (JsonNode item : body.path("orderItems")) {
            String sku = item.path("itemIdentifier").path("sku").asText("");
            Refused.when(!house.skus.contains(sku), "NotFound", "itemIdentifier.sku " + sku);
        }
        var order = new Paper(house.nextId(), body, house.now(), house.now().plus(house.settings.shipAfter()));
        for (JsonNode item : order.items("orderItems")) {
            String sku = item.path("itemIdentifier").path("sku").asText();
            var want = new Shelf.Want<ExtensivStock>(
                    spot -> spot.facility() == order.facility()
                            && spot.sku().equals(sku)
                            && !spot.onHold()
                            && !spot.quarantined(),
                    item.path("qty").asLong());
            house.shelf
                    .hold(List.of(want))
                    .ifPresentOrElse(takes -> order.takes.put(sku, takes), () -> order.fullyAllocated = false);
        }
        house.orders.add(order);
        return withEtag(201, order, order(order, Set.of("OrderItems", "Packages"), true));
    }

    private void check(JsonNode body, String items, List<Paper> others) {
        Refused.when(
                body.path("customerIdentifier").path("id").asInt() != house.settings.customer(),
                "NotFound",
                "customerIdentifier");
        Refused.when(body.path("facilityIdentifier").path("id").asInt() < 1, "MissingRequired", "facilityIdentifier");
        String reference = body.path("referenceNum").asText("");
        Refused.when(reference.isBlank(), "MissingRequired", "referenceNum");
        Refused.when(body.path(items).isEmpty(), "MissingRequired", items);
        for (JsonNode item : body.path(items)) {
            Refused.when(item.path("qty").asDouble() <= 0, "ValueOutOfRange", items + ".qty");
        }
        boolean taken = others.stream().anyMatch(other -> other.reference().equals(reference));
        Refused.when(house.settings.refusesRepeatedReference() && taken, "Duplicate", "referenceNum");
    }

    FakeReply listOrders(FakeRequest request) {
        List<Paper> fitting = filtered(house.orders, request);
        return page(
                request,
                fitting,
                1_000,
                ORDERS,
                order -> order(
                        order,
                        details(request),
                        request.queryParameters().getOrDefault("itemdetail", "").contains("Allocations")));
    }

    FakeReply getOrder(FakeRequest request, long id) {
        Paper order = of(house.orders, id);
        return withEtag(200, order, order(order, details(request), true));
    }

    private ObjectNode order(Paper order, Set<String> details, boolean allocations) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode readOnly = json.putObject("readOnly")
                .put("orderId", order.id)
                .put("fullyAllocated", order.fullyAllocated)
                .put("isClosed", order.status == Paper.CLOSED)
                .put("processDate", order.status == Paper.CLOSED ? house.local(order.endedAt) : null)
                .put("creationDate", house.local(order.createdAt))
                .put("status", order.status);
        readOnly.set("customerIdentifier", order.request.path("customerIdentifier"));
        readOnly.set("facilityIdentifier", order.request.path("facilityIdentifier"));
        json.put("referenceNum", order.reference());
        ObjectNode routing = json.putObject("routingInfo");
        routing.setAll((ObjectNode) order.request.path("routingInfo").deepCopy());
        routing.put("trackingNumber", order.trackingNo);
        if (details.contains("Packages") && order.status == Paper.CLOSED) {
            ObjectNode parcel = readOnly.putArray("packages").addObject().put("trackingNumber", order.trackingNo);
            ArrayNode contents = parcel.putArray("packageContents");
            long itemId = order.id * 100;
            for (JsonNode item : order.items("orderItems")) {
                itemId++;
                String sku = item.path("itemIdentifier").path("sku").asText();
                contents.addObject().put("orderItemId", itemId).put("qty", (double) order.done.getOrDefault(sku, 0L));
            }
        }
        if (details.contains("OrderItems")) {
            ArrayNode items = json.putObject("_embedded").putArray(ORDER_ITEMS);
            long itemId = order.id * 100;
            for (JsonNode item : order.items("orderItems")) {
                ObjectNode row = item.deepCopy();
                row.put("qty", item.path("qty").asDouble());
                ObjectNode inner = row.putObject("readOnly").put("orderItemId", ++itemId);
                String sku = item.path("itemIdentifier").path("sku").asText();
                if (allocations && order.takes.containsKey(sku)) {
                    inner.putArray("allocations")
                            .addObject()
                            .put("receiveItemId", 1)
                            .put("qty", item.path("qty").asDouble());
                }
                items.add(row);
            }
        }
        return json;
    }

    // --- receivers ---

    FakeReply createReceiver(JsonNode body) {
        check(body, "receiveItems", house.receivers);
        var receiver = new Paper(house.nextId(), body, house.now(), house.now());
        body.path("receiveItems")
                .forEach(item ->
                        house.skus.add(item.path("itemIdentifier").path("sku").asText()));
        house.receivers.add(receiver);
        return withEtag(201, receiver, receiver(receiver, Set.of("ReceiveItems")));
    }

    FakeReply listReceivers(FakeRequest request) {
        return page(
                request,
                filtered(house.receivers, request),
                500,
                RECEIVERS,
                receiver -> receiver(receiver, details(request)));
    }

    FakeReply getReceiver(FakeRequest request, long id) {
        Paper receiver = of(house.receivers, id);
        return withEtag(200, receiver, receiver(receiver, details(request)));
    }

    private ObjectNode receiver(Paper receiver, Set<String> details) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode readOnly =
                json.putObject("readOnly").put("receiverId", receiver.id).put("status", receiver.status);
        readOnly.set("customerIdentifier", receiver.request.path("customerIdentifier"));
        readOnly.set("facilityIdentifier", receiver.request.path("facilityIdentifier"));
        json.put("referenceNum", receiver.reference())
                .put("expectedDate", receiver.request.path("expectedDate").asText(null))
                .put("arrivalDate", house.local(receiver.endedAt));
        if (details.contains("ReceiveItems")) {
            ArrayNode items = json.putObject("_embedded").putArray(RECEIVE_ITEMS);
            boolean closed = receiver.status == Paper.CLOSED;
            for (JsonNode item : receiver.items("receiveItems")) {
                ObjectNode row = item.deepCopy();
                String sku = item.path("itemIdentifier").path("sku").asText();
                double asked = item.path("qty").asDouble();
                row.put("qty", closed ? (double) receiver.done.getOrDefault(sku, 0L) : asked);
                row.putObject("readOnly").put("expectedQty", closed ? (Double) asked : null);
                items.add(row);
            }
        }
        return json;
    }

    // --- both ---

    FakeReply cancel(List<Paper> papers, long id, FakeRequest request, JsonNode body) {
        Paper paper = of(papers, id);
        String match = request.header("If-Match")
                .orElseThrow(() -> Refused.of(428, "PreconditionRequired", "If-Match is required"));
        if (!match.equals(paper.etag())) {
            throw Refused.of(412, "PreconditionFailed", "it was changed by someone else");
        }
        Refused.when(body.path("reason").asText("").isBlank(), "MissingRequired", "reason");
        Refused.when(paper.status != Paper.OPEN, "InvalidState", "it is not open");
        house.cancel(paper);
        return FakeReply.of(204, "application/hal+json", "");
    }

    private static Paper of(List<Paper> papers, long id) {
        return papers.stream()
                .filter(paper -> paper.id == id)
                .findFirst()
                .orElseThrow(() -> Refused.of(404, "NotFound", "there is no " + id));
    }

    private static Set<String> details(FakeRequest request) {
        return Set.copyOf(Arrays.asList(
                request.queryParameters().getOrDefault("detail", "None").split(",", -1)));
    }

    /** What a filter of the query language leaves: equalities joined by semicolons, on the few fields known here. */
    private List<Paper> filtered(List<Paper> papers, FakeRequest request) {
        String rql =
                house.settings.ignoresRql() ? "" : request.queryParameters().getOrDefault("rql", "");
        List<Paper> left = papers;
        for (String term : rql.isEmpty() ? new String[0] : rql.split(";", -1)) {
            String[] sides = term.split("==", 2);
            Refused.when(sides.length < 2, "InvalidQuery", term);
            left = left.stream()
                    .filter(paper -> value(paper, sides[0]).equals(sides[1]))
                    .toList();
        }
        return left;
    }

    private static String value(Paper paper, String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "referencenum" -> paper.reference();
            case "readonly.customeridentifier.id" -> Integer.toString(paper.customer());
            case "readonly.facilityidentifier.id" -> Integer.toString(paper.facility());
            default -> throw Refused.of(400, "InvalidQuery", field);
        };
    }

    private static FakeReply withEtag(int status, Paper paper, ObjectNode json) {
        return FakeReply.of(status, "application/hal+json", json.toString()).withHeader("ETag", paper.etag());
    }

    /** A page; more rows than the limit is an error, not a cut. */
    static <T> FakeReply page(
            FakeRequest request, List<T> all, int most, String rel, Function<? super T, ObjectNode> toRow) {
        Map<String, String> query = request.queryParameters();
        int size = whole(query.getOrDefault("pgsiz", "100"));
        int number = whole(query.getOrDefault("pgnum", "1"));
        Refused.when(size < 1 || size > most, "ValueOutOfRange", "pgsiz");
        Refused.when(number < 1, "ValueOutOfRange", "pgnum");
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("totalResults", all.size());
        ArrayNode rows = json.putObject("_embedded").putArray(rel);
        all.stream().skip((number - 1L) * size).limit(size).forEach(each -> rows.add(toRow.apply(each)));
        return FakeReply.of(200, "application/hal+json", json.toString());
    }

    static int whole(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
