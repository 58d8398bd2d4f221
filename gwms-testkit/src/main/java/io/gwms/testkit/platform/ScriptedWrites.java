package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WrittenShipment;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a scripted connector tells its platform, and asks about what it told. */
final class ScriptedWrites {
    private final StoreSession session;

    ScriptedWrites(StoreSession session) {
        this.session = session;
    }

    Outcome<WrittenShipment> ship(ShipmentNotice notice) {
        ObjectNode body = object().put("order", notice.platformOrderId())
                .put("tracking", notice.trackingNumber())
                .put("key", notice.effectKey());
        ObjectNode lines = body.putObject("lines");
        notice.quantities().forEach(lines::put);
        return write("/ship", body)
                .then(answer -> answer.path("transaction").isTextual()
                        ? Outcome.done(WrittenShipment.pending(
                                answer.path("transaction").asText()))
                        : answer.path("id").isTextual()
                                ? Outcome.done(
                                        new WrittenShipment(answer.path("id").asText()))
                                : Outcome.unknown("the platform named no shipment"));
    }

    Outcome<Optional<WrittenShipment>> probe(ShipmentNotice notice) {
        if (!notice.transaction().isEmpty()) {
            return transaction(
                    notice.transaction(), WrittenShipment::new, () -> WrittenShipment.pending(notice.transaction()));
        }
        return read("/shipments", object().put("order", notice.platformOrderId()))
                .then(answer -> {
                    if (!answer.path("shipments").isArray()) {
                        return Outcome.unknown("the platform told of no shipments");
                    }
                    String name = notice.trackingNumber().isEmpty() ? "key" : "tracking";
                    String wanted = notice.trackingNumber().isEmpty() ? notice.effectKey() : notice.trackingNumber();
                    for (JsonNode shipment : answer.path("shipments")) {
                        String id = shipment.path("id").asText();
                        if (shipment.path(name).asText().equals(wanted)
                                && !notice.otherShipments().contains(id)) {
                            return Outcome.done(Optional.of(new WrittenShipment(id)));
                        }
                    }
                    return Outcome.done(Optional.empty());
                });
    }

    Outcome<Optional<IssuedTracking>> tracking(FetchTracking.Written shipment) {
        return read("/tracking", object().put("shipment", shipment.platformShipmentId()))
                .then(answer -> Outcome.done(
                        answer.path("number").isTextual()
                                ? Optional.of(new IssuedTracking(
                                        answer.path("number").asText(),
                                        answer.path("carrier").asText()))
                                : Optional.empty()));
    }

    Outcome<Acknowledged> acknowledge(AcknowledgeOrders.Acknowledgement one) {
        ObjectNode body = object().put("order", one.platformOrderId()).put("key", one.effectKey());
        ObjectNode lines = body.putObject("lines");
        one.lines()
                .forEach(line -> lines.putObject(line.lineId())
                        .put("accepted", line.accepted())
                        .put("rejected", line.rejected())
                        .put("reason", line.rejectReason()));
        return write("/acknowledge", body)
                .then(answer -> answer.path("transaction").isTextual()
                        ? Outcome.done(
                                Acknowledged.pending(answer.path("transaction").asText()))
                        : answer.path("reference").isTextual()
                                ? Outcome.done(Acknowledged.confirmed(
                                        answer.path("reference").asText()))
                                : Outcome.unknown("the platform named no acknowledgement"));
    }

    Outcome<Optional<Acknowledged>> probe(AcknowledgeOrders.Acknowledgement one) {
        if (!one.transaction().isEmpty()) {
            return transaction(
                    one.transaction(), Acknowledged::confirmed, () -> Acknowledged.pending(one.transaction()));
        }
        return read("/acknowledgements", object().put("order", one.platformOrderId()))
                .then(answer -> {
                    for (JsonNode known : answer.path("acknowledgements")) {
                        if (known.path("key").asText().equals(one.effectKey())) {
                            return Outcome.done(Optional.of(Acknowledged.confirmed(
                                    known.path("reference").asText())));
                        }
                    }
                    return Outcome.done(Optional.empty());
                });
    }

    Outcome<String> cancel(String platformOrderId, String cause) {
        return status(write("/cancel", timed().put("order", platformOrderId).put("cause", cause)));
    }

    Outcome<String> answerCancel(AnswerCancelRequests.Answer answer) {
        return status(write(
                "/cancel-answer", timed().put("order", answer.platformOrderId()).put("accept", answer.accept())));
    }

    Outcome<ShownStock> pushStock(PushStock.Level level, boolean compares) {
        ObjectNode body = object().put("sku", level.platformSku())
                .put("pieces", level.sellable())
                .put("key", level.effectKey());
        if (compares && level.expected() != null) {
            body.put("expected", level.expected());
        }
        return shown(write("/stock", body));
    }

    Outcome<ShownStock> readStock(ReadStock.Item item) {
        return shown(read("/stock-level", object().put("sku", item.platformSku())));
    }

    private <T> Outcome<Optional<T>> transaction(String id, Function<String, T> done, Supplier<T> pending) {
        return read("/transaction", object().put("id", id)).then(answer -> switch (answer.path("state")
                .asText()) {
            case "done" ->
                Outcome.done(Optional.of(done.apply(answer.path("said").asText())));
            case "failed" ->
                Outcome.refused(
                        RefusalCode.FAILED_AFTERWARDS, answer.path("said").asText());
            case "processing" -> Outcome.done(Optional.of(pending.get()));
            default -> Outcome.unknown("the platform did not say what became of " + id);
        });
    }

    private static Outcome<String> status(Outcome<JsonNode> answer) {
        return answer.then(body -> body.path("status").isTextual()
                ? Outcome.done(body.path("status").asText())
                : Outcome.unknown("the platform named no status"));
    }

    private static Outcome<ShownStock> shown(Outcome<JsonNode> answer) {
        return answer.then(body -> body.path("shown").isNumber()
                ? Outcome.done(new ShownStock(
                        body.path("shown").asLong(), body.path("listing").asText()))
                : Outcome.unknown("the platform named no level"));
    }

    private Outcome<JsonNode> write(String path, ObjectNode body) {
        return ScriptedConnector.ask(session, path, body, false);
    }

    private Outcome<JsonNode> read(String path, ObjectNode body) {
        return ScriptedConnector.ask(session, path, body, true);
    }

    private ObjectNode timed() {
        return object().put("now", session.clock().instant().toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
