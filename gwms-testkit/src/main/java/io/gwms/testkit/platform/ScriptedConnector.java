package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks to a {@link ScriptedPlatform} in the platform's own JSON. */
final class ScriptedConnector implements PlatformConnector {
    private final PlatformCapabilities capabilities;

    ScriptedConnector(PlatformCapabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public PlatformType platform() {
        return ScriptedPlatform.TYPE;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        if (!capabilities.kinds().contains(request.kind())) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "no " + request.kind() + " orders here");
        }
        boolean tooLong = capabilities
                .cursor()
                .windowLimit()
                .filter(longest -> request.window().length().compareTo(longest) > 0)
                .isPresent();
        if (tooLong) {
            return Outcome.refused(RefusalCode.INVALID_REQUEST, "the window is too long");
        }
        ObjectNode body = object().put("kind", request.kind().name())
                .put("from", request.window().from().toString())
                .put("to", request.window().to().toString())
                .put("now", request.session().clock().instant().toString())
                .put("after", request.cursor());
        return pageOf(request.session(), "/orders", body);
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        if (!capabilities.canLookUpByNumber()) {
            return PlatformConnector.super.lookUpOrders(request);
        }
        ObjectNode body = object();
        request.numbers().forEach(body.putArray("numbers")::add);
        return pageOf(request.session(), "/lookup", body);
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return capabilities.writeBack() == WriteBackSupport.NONE
                ? PlatformConnector.super.writeShipments(request)
                : request.shipments().stream()
                        .map(notice -> write(request.session(), notice))
                        .toList();
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return capabilities.canProbeShipments()
                ? request.shipments().stream()
                        .map(notice -> probe(request.session(), notice))
                        .toList()
                : PlatformConnector.super.probeShipments(request);
    }

    private static Outcome<WrittenShipment> write(StoreSession session, ShipmentNotice notice) {
        ObjectNode body = object().put("order", notice.platformOrderId()).put("tracking", notice.trackingNumber());
        ObjectNode lines = body.putObject("lines");
        notice.quantities().forEach(lines::put);
        return ask(session, "/ship", body, false)
                .then(answer -> answer.path("id").isTextual()
                        ? Outcome.done(new WrittenShipment(answer.path("id").asText()))
                        : Outcome.unknown("the platform named no shipment"));
    }

    private static Outcome<Optional<WrittenShipment>> probe(StoreSession session, ShipmentNotice notice) {
        return ask(session, "/shipments", object().put("order", notice.platformOrderId()), true)
                .then(answer -> {
                    if (!answer.path("shipments").isArray()) {
                        return Outcome.unknown("the platform told of no shipments");
                    }
                    for (JsonNode shipment : answer.path("shipments")) {
                        if (shipment.path("tracking").asText().equals(notice.trackingNumber())) {
                            return Outcome.done(Optional.of(
                                    new WrittenShipment(shipment.path("id").asText())));
                        }
                    }
                    return Outcome.done(Optional.empty());
                });
    }

    private static Outcome<OrderPage> pageOf(StoreSession session, String path, ObjectNode body) {
        return send(session, path, body, true).then(reply -> classified(reply, true, session.redactor())
                .then(answer -> page(answer, reply.date().orElse(null))));
    }

    private static Outcome<OrderPage> page(JsonNode answer, @Nullable Instant at) {
        if (!answer.path("orders").isArray() || !answer.has("next")) {
            return Outcome.unknown("the platform answered no page of orders");
        }
        List<FetchedOrder> orders = new ArrayList<>();
        answer.path("orders").forEach(order -> orders.add(ScriptedOrders.read(order)));
        return Outcome.done(new OrderPage(orders, answer.path("next").textValue(), at));
    }

    private static Outcome<JsonNode> ask(StoreSession session, String path, ObjectNode body, boolean reading) {
        return send(session, path, body, reading).then(reply -> classified(reply, reading, session.redactor()));
    }

    private static Outcome<HttpReply> send(StoreSession session, String path, ObjectNode body, boolean reading) {
        HttpCall call = HttpCall.post(session.store().endpoint().resolve(path), session.context())
                .header(
                        "Authorization",
                        "Bearer " + session.credential().secret("token").reveal())
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                .repeatable(reading)
                .build();
        return session.transport().send(call);
    }

    private static Outcome<JsonNode> classified(HttpReply reply, boolean reading, Redactor redactor) {
        int status = reply.status();
        String said = JsonReplies.quote(reply, "", redactor);
        if (status == 401) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, said);
        }
        if (status == 429) {
            return Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, said));
        }
        if (status >= 500) {
            return reading
                    ? Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, said))
                    : Outcome.unknown(said);
        }
        return reply.isSuccessful()
                ? JsonReplies.object(reply, redactor)
                : Outcome.refused(status == 404 ? RefusalCode.NOT_FOUND : RefusalCode.INVALID_REQUEST, said);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
