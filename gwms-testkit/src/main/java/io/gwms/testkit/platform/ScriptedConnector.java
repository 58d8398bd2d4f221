package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Speaks to a {@link ScriptedPlatform} in the platform's own JSON. */
final class ScriptedConnector implements PlatformConnector {
    private final PlatformCapabilities capabilities;
    private final @Nullable ZoneId zone;

    ScriptedConnector(PlatformCapabilities capabilities, @Nullable ZoneId zone) {
        this.capabilities = capabilities;
        this.zone = zone;
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
        Duration longest = capabilities.cursor().maxWindow();
        if (longest != null && request.window().length().compareTo(longest) > 0) {
            return Outcome.refused(RefusalCode.INVALID_REQUEST, "the window is too long");
        }
        ObjectNode body = object().put("kind", request.kind().name())
                .put("from", from(request.window()))
                .put("to", to(request.window()))
                .put("now", request.session().clock().instant().toString())
                .put("after", request.cursor());
        return pageOf(request.session(), "/orders", body);
    }

    /** The earliest local time of a window: where clocks go back in it, an hour of it comes twice. */
    private String from(TimeWindow window) {
        if (zone == null) {
            return window.from().toString();
        }
        LocalDateTime from = LocalDateTime.ofInstant(window.from(), zone);
        ZoneOffsetTransition next = zone.getRules().nextTransition(window.from());
        boolean back = next != null && next.isOverlap() && next.getInstant().isBefore(window.to());
        return (back && next.getDateTimeAfter().isBefore(from) ? next.getDateTimeAfter() : from).toString();
    }

    private String to(TimeWindow window) {
        if (zone == null) {
            return window.to().toString();
        }
        LocalDateTime to = LocalDateTime.ofInstant(window.to(), zone);
        ZoneOffsetTransition last = zone.getRules().previousTransition(window.to());
        boolean back = last != null && last.isOverlap() && last.getInstant().isAfter(window.from());
        return (back && last.getDateTimeBefore().isAfter(to) ? last.getDateTimeBefore() : to).toString();
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
                : each(request.shipments(), writes(request.session())::ship);
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return capabilities.canProbeShipments()
                ? each(request.shipments(), writes(request.session())::probe)
                : PlatformConnector.super.probeShipments(request);
    }

    @Override
    public List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
        return capabilities.issuesTracking()
                ? each(request.shipments(), writes(request.session())::tracking)
                : PlatformConnector.super.fetchTracking(request);
    }

    @Override
    public List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
        return capabilities.canAcknowledge()
                ? each(request.acknowledgements(), writes(request.session())::acknowledge)
                : PlatformConnector.super.acknowledge(request);
    }

    @Override
    public List<Outcome<Optional<Acknowledged>>> probeAcknowledgements(AcknowledgeOrders request) {
        return capabilities.canProbeAcknowledgements()
                ? each(request.acknowledgements(), writes(request.session())::probe)
                : PlatformConnector.super.probeAcknowledgements(request);
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        ScriptedWrites writes = writes(request.session());
        return capabilities.canCancelOrders()
                ? each(
                        request.platformOrderIds(),
                        id -> writes.cancel(id, request.cause().name()))
                : PlatformConnector.super.cancelOrders(request);
    }

    @Override
    public List<Outcome<String>> answerCancelRequests(AnswerCancelRequests request) {
        return capabilities.canAnswerCancelRequests()
                ? each(request.answers(), writes(request.session())::answerCancel)
                : PlatformConnector.super.answerCancelRequests(request);
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        ScriptedWrites writes = writes(request.session());
        boolean compares = capabilities.stock() == StockSupport.COMPARE_AND_SET;
        return capabilities.canPushStock()
                ? each(request.levels(), level -> writes.pushStock(level, compares))
                : PlatformConnector.super.pushStock(request);
    }

    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        return capabilities.canReadStock()
                ? each(request.items(), writes(request.session())::readStock)
                : PlatformConnector.super.readStock(request);
    }

    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        if (capabilities.census().isEmpty() || !capabilities.kinds().contains(request.kind())) {
            return PlatformConnector.super.listOrders(request);
        }
        ObjectNode body = object().put("kind", request.kind().name())
                .put("from", request.window().from().toString())
                .put("to", request.window().to().toString())
                .put("now", request.session().clock().instant().toString())
                .put("after", request.cursor());
        return send(request.session(), "/list", body, true)
                .then(reply -> classified(reply, true, request.session().redactor())
                        .then(answer -> listing(answer, reply.date().orElse(null))));
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return Optional.of(new ScriptedWebhooks());
    }

    private static ScriptedWrites writes(StoreSession session) {
        return new ScriptedWrites(session);
    }

    private static <A, T> List<Outcome<T>> each(List<A> elements, Function<A, Outcome<T>> call) {
        return elements.stream().map(call).toList();
    }

    private static Outcome<OrderListing> listing(JsonNode answer, @Nullable Instant at) {
        if (!answer.path("orders").isArray() || !answer.has("next")) {
            return Outcome.unknown("the platform answered no list of orders");
        }
        List<OrderListing.Listed> orders = new ArrayList<>();
        answer.path("orders")
                .forEach(order -> orders.add(new OrderListing.Listed(
                        order.path("id").asText(),
                        order.path("number").asText(),
                        Instant.parse(order.path("changedAt").asText()),
                        PlatformFact.valueOf(order.path("fact").asText()))));
        return Outcome.done(new OrderListing(orders, answer.path("next").textValue(), at));
    }

    private Outcome<OrderPage> pageOf(StoreSession session, String path, ObjectNode body) {
        return send(session, path, body, true)
                .then(reply -> classified(reply, true, session.redactor())
                        .then(answer -> page(answer, reply.date().orElse(null))));
    }

    private Outcome<OrderPage> page(JsonNode answer, @Nullable Instant at) {
        if (!answer.path("orders").isArray() || !answer.has("next")) {
            return Outcome.unknown("the platform answered no page of orders");
        }
        List<FetchedOrder> orders = new ArrayList<>();
        answer.path("orders").forEach(order -> orders.add(ScriptedOrders.read(order, zone)));
        return Outcome.done(new OrderPage(
                orders,
                answer.path("next").textValue(),
                at,
                answer.has("total") ? answer.path("total").asLong() : null));
    }

    static Outcome<JsonNode> ask(StoreSession session, String path, ObjectNode body, boolean reading) {
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
        if (status >= 500 || status == 408) {
            return reading
                    ? Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, said))
                    : Outcome.unknown(said);
        }
        if (!reply.isSuccessful()) {
            return Outcome.refused(code(status), said);
        }
        Outcome<JsonNode> body = JsonReplies.object(reply, redactor);
        boolean isBroken = body.asDone().isEmpty() && reply.text().startsWith("{");
        return reading && isBroken ? Outcome.refused(Refusal.temporary(RefusalCode.MALFORMED_REPLY, said)) : body;
    }

    private static RefusalCode code(int status) {
        return switch (status) {
            case 404 -> RefusalCode.NOT_FOUND;
            case 410 -> RefusalCode.TOO_LATE;
            case 412 -> RefusalCode.CHANGED_MEANWHILE;
            default -> RefusalCode.INVALID_REQUEST;
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
