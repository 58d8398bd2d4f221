package io.gwms.testkit.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.order.Money;
import io.gwms.outbound.Charge;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The connector to a {@link ScriptedWarehouse}: about as small as a whole connector can be. */
final class ScriptedConnector implements ProxyWarehouseConnector {
    private static final int SKUS_AT_ONCE = 3;

    ScriptedConnector() {}

    @Override
    public ProxySystem system() {
        return ScriptedWarehouse.SYSTEM;
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .duplicates(ProxyCapabilities.DuplicateModel.REFUSED)
                .findByReference()
                .settleDelay(Duration.ofMinutes(1))
                .cancel(ProxyCapabilities.CancelModel.SYNCHRONOUS)
                .inbounds(new ProxyCapabilities.Inbound(
                        ProxyCapabilities.DuplicateModel.REFUSED, ProxyCapabilities.CancelModel.SYNCHRONOUS, true))
                .inventory(ProxyCapabilities.Inventory.builder(ZoneOffset.UTC)
                        .zeroRowsOmitted(true)
                        .inboundNumbers()
                        .inboundTimes()
                        .skusAtOnce(SKUS_AT_ONCE)
                        .build())
                .build();
    }

    @Override
    public Optional<StatusCallbacks> callbacks() {
        return Optional.of(new ScriptedCallbacks());
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return each(request.outbounds(), order -> {
            if (!order.labels().isEmpty()) {
                return Outcome.refused(RefusalCode.UNSUPPORTED, "label files are not taken");
            }
            ObjectNode body = body(order.reference(), order.lines()).put("channel", order.channel());
            return send(request.session(), CallAction.OUTBOUND_CREATE, "/create", body, false)
                    .then(answer -> order(answer.path("order")));
        });
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return each(request.references(), reference -> find(request, CallAction.OUTBOUND_QUERY, "/find", reference));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return each(request.orders(), order -> cancel(request, CallAction.OUTBOUND_CANCEL, "/cancel", order));
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return each(
                request.inbounds(),
                order -> send(
                                request.session(),
                                CallAction.INBOUND_CREATE,
                                "/inbound/create",
                                body(order.reference(), order.lines()),
                                false)
                        .then(answer -> order(answer.path("order"))));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return each(
                request.references(), reference -> find(request, CallAction.INBOUND_QUERY, "/inbound/find", reference));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return each(request.orders(), order -> cancel(request, CallAction.INBOUND_CANCEL, "/inbound/cancel", order));
    }

    private static ObjectNode body(String reference, List<OutboundRequest.Line> lines) {
        ObjectNode body = object(reference);
        ArrayNode rows = body.putArray("lines");
        for (OutboundRequest.Line line : lines) {
            rows.addObject().put("sku", line.proxySku()).put("quantity", line.quantity());
        }
        return body;
    }

    private static Outcome<Optional<RemoteOrder>> find(
            FindOrders request, CallAction action, String path, String reference) {
        return send(request.session(), action, path, object(reference), true)
                .then(answer -> answer.path("order").isNull()
                        ? Outcome.done(Optional.empty())
                        : order(answer.path("order"))
                                .then(order -> order.reference().equals(reference)
                                        ? Outcome.done(Optional.of(order))
                                        : Outcome.unknown("answered order " + order.reference())));
    }

    private static Outcome<RemoteStatus> cancel(
            CancelOrders request, CallAction action, String path, CancelOrders.Target order) {
        return send(request.session(), action, path, object(order.reference()), false)
                .then(answer -> Outcome.done(status(answer.path("status").asText(""))));
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        if (request.skus().size() > SKUS_AT_ONCE) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "no more than " + SKUS_AT_ONCE + " SKUs can be asked for");
        }
        long rows = 0;
        long total = 1;
        int page = 0;
        while (rows < total) {
            ObjectNode body = ScriptedWarehouse.JSON.createObjectNode().put("page", page);
            ArrayNode skus = body.putArray("skus");
            request.skus().forEach(skus::add);
            Outcome<JsonNode> answer = send(request.session(), CallAction.INVENTORY_FETCH, "/inventory", body, true);
            Optional<JsonNode> data = answer.asDone();
            int asked = page;
            boolean whole = data.filter(each -> each.path("rows").isArray()
                            && each.path("total").isIntegralNumber()
                            && each.path("page").asInt(-1) == asked)
                    .isPresent();
            if (!whole) {
                return Outcome.done(
                        InventoryExtent.partial("page " + page + " did not come: " + inWords(answer), rows, page));
            }
            JsonNode came = data.orElseThrow();
            total = came.path("total").asLong();
            if (came.path("rows").isEmpty() && rows < total) {
                return Outcome.done(InventoryExtent.partial("page " + page + " is empty", rows, page));
            }
            for (JsonNode row : came.path("rows")) {
                try {
                    request.sink().accept(batch(row));
                } catch (IllegalArgumentException e) {
                    return Outcome.done(InventoryExtent.partial("page " + page + ": " + e.getMessage(), rows, page));
                }
                rows++;
            }
            page++;
        }
        return Outcome.done(InventoryExtent.complete(rows, page));
    }

    private static Outcome<JsonNode> send(
            ProxySession session, CallAction action, String path, ObjectNode body, boolean repeatable) {
        Secret token = session.credential().secrets().get("token");
        if (token == null) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, "the credential has no secret 'token'");
        }
        HttpCall call = HttpCall.post(
                        session.route().endpoint().resolve(path),
                        session.context().withAction(action))
                .header("Authorization", "Bearer " + token.reveal())
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                .repeatable(repeatable)
                .build();
        return session.transport()
                .send(call)
                .then(reply -> reply.status() >= 500
                        ? Outcome.unknown(JsonReplies.quote(reply, "with a failure of the server", session.redactor()))
                        : HttpVerdict.of(
                                call, reply, session.redactor(), session.clock().instant()))
                .then(reply -> JsonReplies.object(reply, session.redactor()))
                .then(ScriptedConnector::verdict);
    }

    /** Why a page did not come; what came and is no page lacks its rows, its number or the total. */
    private static String inWords(Outcome<JsonNode> answer) {
        return answer.fold(new Outcome.Cases<JsonNode, String>() {
            @Override
            public String done(JsonNode came) {
                return "the answer has no rows, no total or another page's number";
            }

            @Override
            public String refused(Refusal refusal) {
                return refusal.toString();
            }

            @Override
            public String unknown(String cause) {
                return cause;
            }
        });
    }

    private static Outcome<JsonNode> verdict(JsonNode answer) {
        if (answer.path("ok").asBoolean(false)) {
            return Outcome.done(answer);
        }
        String code = answer.path("code").asText("");
        return code.isEmpty()
                ? Outcome.unknown("answered neither success nor an error")
                : Outcome.refused(Refusal.permanent(
                        new RefusalCode(code), answer.path("text").asText("")));
    }

    private static Outcome<RemoteOrder> order(JsonNode json) {
        try {
            return Outcome.done(read(json));
        } catch (IllegalArgumentException e) {
            return Outcome.unknown("answered success without an order: " + e.getMessage());
        }
    }

    private static RemoteOrder read(JsonNode json) {
        RemoteStatus status = status(json.path("status").asText(""));
        List<RemoteOrder.Line> lines = new ArrayList<>();
        for (JsonNode line : must(json, "lines")) {
            long quantity = must(line, "quantity").asLong();
            lines.add(new RemoteOrder.Line(
                    must(line, "sku").asText(),
                    quantity,
                    status == RemoteStatus.SHIPPED
                            ? quantity
                            : Math.min(quantity, json.path("left").asLong())));
        }
        String endedAt = json.path("ended_at").asText("");
        return RemoteOrder.builder(
                        json.path("reference").asText(),
                        must(json, "number").asText(),
                        status,
                        json.path("word").asText(""))
                .lines(lines)
                .trackingNumber(json.path("tracking").asText(""))
                .charges(charges(json))
                .endedAt(endedAt.isEmpty() ? null : Instant.parse(endedAt))
                .receipts(receipts(status == RemoteStatus.PUT_AWAY ? must(json, "receipts") : json.path("receipts")))
                .build();
    }

    private static JsonNode must(JsonNode node, String field) {
        if (!node.hasNonNull(field)) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return node.path(field);
    }

    private static List<RemoteOrder.Receipt> receipts(JsonNode rows) {
        List<RemoteOrder.Receipt> receipts = new ArrayList<>();
        for (JsonNode row : rows) {
            String at = row.path("at").asText("");
            receipts.add(new RemoteOrder.Receipt(
                    must(row, "sku").asText(),
                    StockQuality.valueOf(must(row, "quality").asText()),
                    must(row, "quantity").asLong(),
                    at.isEmpty() ? null : Instant.parse(at)));
        }
        return receipts;
    }

    private static List<Charge> charges(JsonNode json) {
        List<Charge> charges = new ArrayList<>();
        for (JsonNode charge : json.path("charges")) {
            charges.add(new Charge(
                    charge.path("kind").asText(),
                    Money.of(
                            charge.path("amount").asText(),
                            charge.path("currency").asText())));
        }
        return charges;
    }

    private static RemoteStatus status(String name) {
        for (RemoteStatus status : RemoteStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return RemoteStatus.UNRECOGNIZED;
    }

    private static RemoteBatch batch(JsonNode row) {
        String at = row.path("inbound_at").asText("");
        return new RemoteBatch(
                must(row, "sku").asText(),
                StockQuality.valueOf(must(row, "quality").asText()),
                must(row, "available").asLong(),
                must(row, "locked").asLong(),
                null,
                row.path("inbound_no").asText(""),
                at.isEmpty() ? null : Instant.parse(at));
    }

    private static ObjectNode object(String reference) {
        return ScriptedWarehouse.JSON.createObjectNode().put("reference", reference);
    }

    private static <E, T> List<Outcome<T>> each(List<E> elements, Function<? super E, Outcome<T>> call) {
        return elements.stream().map(call).toList();
    }
}
