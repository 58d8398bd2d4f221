package io.gwms.samples.customconnector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.outcome.*;
import io.gwms.platform.*;
import io.gwms.store.PlatformType;
import io.gwms.transport.*;
import java.io.IOException;
import java.net.URI;
import java.time.*;
import java.util.*;

/** Speaks to Mercato, a platform that does not exist: orders in by the time of their change, whole shipments back. */
public final class MercatoConnector implements PlatformConnector {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, PlatformFact> FACTS =
            Map.of("sent", PlatformFact.SHIPPED, "cancelled", PlatformFact.CANCELLED);

    @Override
    public PlatformType platform() {
        return new PlatformType("MERCATO");
    }

    @Override
    public PlatformCapabilities capabilities() {
        return PlatformCapabilities.builder()
                .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, null, null, Duration.ofMinutes(2), 20))
                .writeBack(WriteBackSupport.WHOLE_ORDER)
                .addressRules(Map.of("seller ships", AddressRule.BUYER))
                .absentFields(EnumSet.range(OrderField.PAYMENT_METHOD, OrderField.DISCOUNT))
                .actions(Set.of(CallAction.ORDER_FETCH, CallAction.SHIPMENT_WRITE_BACK))
                .build();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders ask) {
        if (ask.kind() != OrderKind.B2C) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "Mercato has no purchase orders");
        }
        String query = "?from=" + ask.window().from() + "&to=" + ask.window().to() + "&after="
                + requireNonNullElse(ask.cursor(), "");
        return call(ask.session(), "GET", query, "")
                .then(reply -> json(reply).then(body -> {
                    if (!body.path("orders").isArray() || !body.has("next")) {
                        return Outcome.unknown("Mercato answered no list of orders");
                    }
                    List<FetchedOrder> read = new ArrayList<>();
                    body.path("orders").forEach(order -> read.add(read(order)));
                    return Outcome.done(new OrderPage(
                            read, body.path("next").textValue(), reply.date().orElse(null)));
                }));
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return request.shipments().stream()
                .map(notice -> ship(request.session(), notice))
                .toList();
    }

    private static Outcome<WrittenShipment> ship(StoreSession session, ShipmentNotice notice) {
        JsonNode body = JSON.createObjectNode().put("tracking", notice.trackingNumber());
        return call(session, "POST", "/" + notice.platformOrderId() + "/shipment", body.toString())
                .then(MercatoConnector::json)
                .then(answer -> answer.hasNonNull("id")
                        ? Outcome.done(new WrittenShipment(answer.path("id").asText()))
                        : Outcome.unknown("Mercato named no shipment"));
    }

    private static Outcome<HttpReply> call(StoreSession session, String method, String rest, String body) {
        URI uri = URI.create(session.store().endpoint() + "/orders" + rest);
        String token = session.credential().secret("token").reveal();
        return session.send(HttpCall.of(method, uri, session.context())
                .header("Authorization", "Bearer " + token)
                .body(body.getBytes(UTF_8))
                .repeatable(method.equals("GET"))
                .build());
    }

    private static Outcome<JsonNode> json(HttpReply reply) {
        try {
            return Outcome.done(JSON.readTree(reply.body()));
        } catch (IOException e) {
            return Outcome.unknown("Mercato answered no JSON");
        }
    }

    private static FetchedOrder read(JsonNode order) {
        String id = order.path("id")
                .asText(UUID.nameUUIDFromBytes(order.toString().getBytes(UTF_8)).toString());
        try {
            return new FetchedOrder.Read(order(id, order));
        } catch (Exception e) { // one bad order stops no other
            return new FetchedOrder.Unreadable(id, order.path("number").asText(), e.toString(), order.toString());
        }
    }

    private static PlatformOrder order(String id, JsonNode order) throws IOException {
        String currency = order.path("currency").asText();
        List<PlatformOrderLine> lines = new ArrayList<>();
        for (JsonNode item : order.path("items")) {
            String name = item.path("title").asText();
            long pieces = item.path("quantity").asLong();
            Money price = Money.of(item.path("price").asText(), currency);
            lines.add(new PlatformOrderLine(
                    item.path("id").asText(), item.path("sku").asText(), name, pieces, 0, 0, price));
        }
        return PlatformOrder.builder(id, order.path("number").asText())
                .source(order.path("channel").asText())
                .orderedAt(Instant.parse(order.path("placed").asText()))
                .changedAt(Instant.parse(order.path("changed").asText()))
                .fact(FACTS.getOrDefault(order.path("state").asText(), PlatformFact.OPEN))
                .fulfillmentStatus(order.path("state").asText())
                .buyerNote(order.path("note").asText(""))
                .payment(new Payment(Money.of(order.path("total").asText(), currency), "", null, null, null, null))
                .recipient(JSON.treeToValue(order.path("to"), Recipient.class))
                .lines(lines)
                .build();
    }
}
