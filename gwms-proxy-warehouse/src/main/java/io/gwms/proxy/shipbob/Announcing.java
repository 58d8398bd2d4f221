package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Announces receiving orders, looks them up and cancels them. ShipBob knows no reference of theirs: whoever is in doubt looks first. */
record Announcing(ProxySession session, ShipBobInboundTerms terms) {
    private static final int MOST_PAGES = 20;

    Outcome<RemoteOrder> announce(InboundRequest order) {
        return ShipBobConnector.location(session)
                .then(location -> items(order)
                        .then(items -> new ShipBobCalls(session)
                                .write(
                                        CallAction.INBOUND_CREATE,
                                        "/receiving",
                                        ShipBobReceivings.request(
                                                order,
                                                location,
                                                items,
                                                terms,
                                                session.clock().instant()))
                                .then(reply -> created(reply, order.reference()))));
    }

    private static Outcome<RemoteOrder> created(JsonNode reply, String reference) {
        try {
            RemoteOrder made = ShipBobReceivings.order(reply);
            return made.reference().equals(reference)
                    ? Outcome.done(made)
                    : Outcome.unknown("answered with a receiving order of another number than " + reference);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.unknown("answered success without a receiving order: " + e.getMessage());
        }
    }

    /** The platform's inventory id of each SKU; a receiving order names nothing else. */
    private Outcome<Map<String, Long>> items(InboundRequest order) {
        Map<String, Long> items = new HashMap<>();
        for (OutboundRequest.Line line : order.lines()) {
            Outcome<Long> item = item(line.proxySku());
            if (item.asDone().isEmpty()) {
                return item.then(unused -> Outcome.done(items));
            }
            items.put(line.proxySku(), item.asDone().get());
        }
        return Outcome.done(items);
    }

    private Outcome<Long> item(String sku) {
        ShipBobCalls calls = new ShipBobCalls(session);
        List<Long> found = new ArrayList<>();
        Outcome<JsonNode> page = calls.object(
                CallAction.INBOUND_QUERY, "/inventory?PageSize=100&SearchBy=" + ShipBobConnector.encoded(sku));
        for (int number = 1; number <= MOST_PAGES; number++) {
            if (page.asDone().isEmpty()) {
                return page.then(unused -> Outcome.done(0L));
            }
            JsonNode rows = page.asDone().get();
            if (!rows.path("items").isArray()) {
                return Replies.unreadable("the list 'items' is missing", session.redactor());
            }
            for (JsonNode row : rows.path("items")) {
                if (row.path("sku").asText("").equals(sku)) {
                    found.add(row.path("inventory_id").asLong());
                }
            }
            String next = rows.path("next").isNull() ? "" : rows.path("next").asText("");
            if (next.isBlank()) {
                return found.size() == 1
                        ? Outcome.done(found.get(0))
                        : Outcome.refused(
                                RefusalCode.INVALID_REQUEST,
                                "ShipBob has " + found.size() + " items of SKU " + sku
                                        + " where one is needed; correct that there, or the mapping");
            }
            page = calls.next(CallAction.INBOUND_QUERY, next);
        }
        return Replies.unreadable("more than " + MOST_PAGES + " pages of items for SKU " + sku, session.redactor());
    }

    List<Outcome<Optional<RemoteOrder>>> find(List<String> asns) {
        return byAsn().find(asns);
    }

    private ByReference byAsn() {
        return new ByReference(
                session, CallAction.INBOUND_QUERY, "/receiving", "PurchaseOrderNumbers", ShipBobReceivings::order);
    }

    Outcome<RemoteStatus> cancel(CancelOrders.Target target) {
        return byAsn().number(target).then(this::cancel);
    }

    /** A receiving order can be cancelled until something of it came. */
    private Outcome<RemoteStatus> cancel(String id) {
        ShipBobCalls calls = new ShipBobCalls(session);
        Outcome<RemoteStatus> cancelled = calls.write(
                        CallAction.INBOUND_CANCEL,
                        "/receiving/" + id + ":cancel",
                        JsonNodeFactory.instance.objectNode())
                .then(Announcing::cancelled);
        return Replies.ifRefused(
                cancelled,
                refusal -> refusal.code().equals(RefusalCode.INVALID_REQUEST)
                        ? calls.object(CallAction.INBOUND_QUERY, "/receiving/" + id)
                                .then(order -> stands(order, refusal))
                        : Outcome.refused(refusal));
    }

    private static Outcome<RemoteStatus> cancelled(JsonNode reply) {
        String word = reply.path("status").asText("");
        return word.isEmpty()
                ? Outcome.unknown("answered a cancel without the receiving order's status")
                : Outcome.done(ShipBobReceivings.status(word));
    }

    private static Outcome<RemoteStatus> stands(JsonNode order, Refusal refusal) {
        boolean cancelled = ShipBobReceivings.status(order.path("status").asText("")) == RemoteStatus.CANCELLED;
        return Outcome.refused(cancelled ? RefusalCode.ALREADY_DONE : RefusalCode.TOO_LATE, refusal.text());
    }
}
