package io.gwms.samples.customconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.*;
import io.gwms.proxy.*;
import io.gwms.proxy.ProxyCapabilities.*;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.transport.*;
import java.io.IOException;
import java.net.URI;
import java.time.*;
import java.util.*;

/** Speaks to Depot, a warehouse that does not exist: orders by our reference, cancelled at once, stock by cursor. */
public final class DepotConnector implements ProxyWarehouseConnector {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, RemoteStatus> STATES =
            Map.of("open", RemoteStatus.IN_WORK, "shipped", RemoteStatus.SHIPPED, "cancelled", RemoteStatus.CANCELLED);
    private static final Map<String, RefusalCode> ERRORS = Map.of(
            "no such order", RefusalCode.NOT_FOUND,
            "reference is taken", RefusalCode.DUPLICATE_REFERENCE,
            "is cancelled", RefusalCode.ALREADY_DONE,
            "has shipped", RefusalCode.TOO_LATE);

    @Override
    public ProxySystem system() {
        return new ProxySystem("DEPOT");
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .duplicates(DuplicateModel.REFUSED)
                .findByReference()
                .cancel(CancelModel.SYNCHRONOUS)
                .settleDelay(Duration.ofMinutes(2)) // no request of ours is carried out later than that
                .inventory(Inventory.builder(ZoneOffset.UTC)
                        .figures(Figures.AVAILABLE_AND_LOCKED)
                        .defective(DefectiveCoding.NOT_TOLD)
                        .inboundNumbers()
                        .build())
                .build();
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds ask) {
        return ask.outbounds().stream().map(one -> create(ask.session(), one)).toList();
    }

    private static Outcome<RemoteOrder> create(ProxySession session, OutboundRequest order) {
        if (!order.labels().isEmpty()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "Depot takes no labels");
        }
        ObjectNode body = JSON.createObjectNode().put("reference", order.reference());
        for (OutboundRequest.Line line : order.lines()) {
            body.withArray("lines").addObject().put("sku", line.proxySku()).put("pieces", line.quantity());
        }
        return call(session, "POST", "/orders", body.toString()).then(reply -> order(reply, order.reference()));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders ask) {
        return ask.references().stream().map(one -> find(ask.session(), one)).toList();
    }

    private static Outcome<Optional<RemoteOrder>> find(ProxySession session, String reference) {
        Outcome<JsonNode> reply = call(session, "GET", "/orders/" + reference, "");
        return reply instanceof Outcome.Refused<JsonNode> no
                        && no.refusal().code().equals(RefusalCode.NOT_FOUND)
                ? Outcome.done(Optional.empty())
                : reply.then(order -> order(order, reference)).then(order -> Outcome.done(Optional.of(order)));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders ask) {
        return ask.orders().stream()
                .map(one -> call(ask.session(), "DELETE", "/orders/" + one.reference(), "")
                        .then(reply -> order(reply, one.reference()))
                        .then(order -> Outcome.done(order.status())))
                .toList();
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory ask) {
        if (!ask.skus().isEmpty()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "Depot shows all its stock or none");
        }
        long rows = 0;
        int pages = 0;
        String after = "";
        while (true) {
            Outcome<JsonNode> reply = call(ask.session(), "GET", "/stock?after=" + after, "");
            JsonNode page = reply.asDone().orElse(JSON.missingNode());
            if (!page.path("batches").isArray() || !page.has("next")) { // an error is no empty warehouse
                return Outcome.done(InventoryExtent.partial("page " + (pages + 1) + ": " + reply, rows, pages));
            }
            pages++;
            try {
                for (JsonNode batch : page.path("batches")) {
                    ask.sink().accept(batch(batch));
                    rows++;
                }
            } catch (IllegalArgumentException missing) { // what is left out is not zero
                return Outcome.done(
                        InventoryExtent.partial("page " + pages + ": " + missing.getMessage(), rows, pages));
            }
            String next = page.path("next").textValue();
            if (next == null && rows == page.path("count").asLong(-1)) {
                return Outcome.done(InventoryExtent.complete(rows, pages));
            }
            if (next == null || next.compareTo(after) <= 0) {
                return Outcome.done(InventoryExtent.partial("the pages do not add up", rows, pages));
            }
            after = next;
        }
    }

    private static RemoteBatch batch(JsonNode batch) {
        return new RemoteBatch(
                batch.required("sku").asText(),
                StockQuality.QUALIFIED,
                batch.required("available").asLong(),
                batch.required("locked").asLong(),
                null,
                batch.path("inbound").asText(),
                null);
    }

    private static Outcome<RemoteOrder> order(JsonNode order, String reference) {
        if (!order.path("reference").asText().equals(reference) || !order.hasNonNull("number")) {
            return Outcome.unknown("Depot answered about something else");
        }
        List<RemoteOrder.Line> lines = new ArrayList<>();
        try {
            for (JsonNode line : order.required("lines")) {
                lines.add(new RemoteOrder.Line(
                        line.required("sku").asText(),
                        line.required("pieces").asLong(),
                        line.required("shipped").asLong()));
            }
        } catch (IllegalArgumentException missing) { // what is left out is not zero, and no lines is not none shipped
            return Outcome.unknown("Depot left something out: " + missing.getMessage());
        }
        String state = order.path("state").asText();
        RemoteStatus status =
                STATES.getOrDefault(state, RemoteStatus.UNRECOGNIZED); // the word itself is kept beside it
        return Outcome.done(RemoteOrder.builder(reference, order.path("number").asText(), status, state)
                .lines(lines)
                .trackingNumber(order.path("tracking").asText(""))
                .build());
    }

    /** Depot's own words for an error come first, then what the status means; a 404 that is no word of Depot's means nothing. */
    private static Outcome<JsonNode> call(ProxySession session, String method, String rest, String body) {
        Secret key = session.credential().secrets().get("key");
        if (key == null) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, "the credential has no secret 'key'");
        }
        HttpCall call = HttpCall.of(method, URI.create(session.route().endpoint() + rest), session.context())
                .header("Authorization", "Bearer " + key.reveal())
                .body(body.getBytes(UTF_8))
                .repeatable(method.equals("GET"))
                .build();
        return session.transport().send(call).then(reply -> {
            if (reply.status() == 404 || reply.status() == 409) {
                String word = json(reply)
                        .asDone()
                        .map(it -> it.path("error").asText())
                        .orElse("");
                return ERRORS.containsKey(word)
                        ? Outcome.refused(ERRORS.get(word), word)
                        : Outcome.unknown("Depot answered " + reply.status() + " and no word of its own");
            }
            return HttpVerdict.of(
                            call, reply, session.redactor(), session.clock().instant())
                    .then(DepotConnector::json);
        });
    }

    private static Outcome<JsonNode> json(HttpReply reply) {
        try {
            return Outcome.done(JSON.readTree(reply.body()));
        } catch (IOException e) {
            return Outcome.unknown("Depot answered no JSON");
        }
    }
}
