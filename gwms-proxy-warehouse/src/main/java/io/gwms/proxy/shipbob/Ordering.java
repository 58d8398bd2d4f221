package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import io.gwms.transport.CallAction;
import java.util.List;
import java.util.Optional;

/** Hands outbound orders over, looks them up and cancels them. */
record Ordering(ProxySession session) {

    Outcome<RemoteOrder> create(OutboundRequest order) {
        if (!order.labels().isEmpty()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "ShipBob takes no label files; ship it by another channel");
        }
        return ShipBobConnector.location(session)
                .then(location -> Replies.ifRefused(
                        new ShipBobCalls(session)
                                .write(CallAction.OUTBOUND_CREATE, "/order", ShipBobOrders.request(order, location))
                                .then(reply -> created(reply, order.reference())),
                        refusal -> duplicateOr(refusal, order.reference())));
    }

    /** ShipBob has no code for a reference that exists, only an English sentence; so whether it does is asked. */
    private Outcome<RemoteOrder> duplicateOr(Refusal refusal, String reference) {
        if (!refusal.code().equals(RefusalCode.INVALID_REQUEST)) {
            return Outcome.refused(refusal);
        }
        return find(List.of(reference)).get(0).fold(new Outcome.Cases<Optional<RemoteOrder>, Outcome<RemoteOrder>>() {
            @Override
            public Outcome<RemoteOrder> done(Optional<RemoteOrder> found) {
                return found.isEmpty()
                        ? Outcome.refused(refusal)
                        : Outcome.refused(RefusalCode.DUPLICATE_REFERENCE, refusal.text());
            }

            @Override
            public Outcome<RemoteOrder> refused(Refusal inTheWay) {
                return unclear(inTheWay.text());
            }

            @Override
            public Outcome<RemoteOrder> unknown(String cause) {
                return unclear(cause);
            }

            private Outcome<RemoteOrder> unclear(String cause) {
                return Outcome.refused(Refusal.temporary(
                        RefusalCode.PLATFORM_FAILURE,
                        refusal.text() + "; whether the reference exists already could not be asked: " + cause));
            }
        });
    }

    private static Outcome<RemoteOrder> created(JsonNode reply, String reference) {
        try {
            RemoteOrder made = ShipBobOrders.order(reply);
            return made.reference().equals(reference)
                    ? Outcome.done(made)
                    : Outcome.unknown(
                            "answered with an order of reference '" + made.reference() + "' instead of " + reference);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.unknown("answered success without an order: " + e.getMessage());
        }
    }

    List<Outcome<Optional<RemoteOrder>>> find(List<String> references) {
        return byReference().find(references);
    }

    private ByReference byReference() {
        return new ByReference(session, CallAction.OUTBOUND_QUERY, "/order", "ReferenceIds", ShipBobOrders::order);
    }

    Outcome<RemoteStatus> cancel(CancelOrders.Target target) {
        return byReference().number(target).then(this::cancel);
    }

    private Outcome<RemoteStatus> cancel(String id) {
        ShipBobCalls calls = new ShipBobCalls(session);
        Outcome<RemoteStatus> cancelled = calls.write(
                        CallAction.OUTBOUND_CANCEL, "/order/" + id + ":cancel", JsonNodeFactory.instance.objectNode())
                .then(Ordering::cancelled);
        return Replies.ifRefused(
                cancelled,
                refusal -> refusal.code().equals(RefusalCode.INVALID_REQUEST)
                        ? calls.object(CallAction.OUTBOUND_QUERY, "/order/" + id)
                                .then(order -> notCancelled(order, refusal.text()))
                        : Outcome.refused(refusal));
    }

    /** HTTP 200 says that it was tried; the status says how it went, for the order as a whole. */
    private static Outcome<RemoteStatus> cancelled(JsonNode reply) {
        RemoteStatus now =
                ShipBobOrders.status(reply.path("order").path("status").asText(""));
        return switch (reply.path("status").asText("")) {
            case "Success" -> Outcome.done(RemoteStatus.CANCELLED);
            case "PartialSuccess" -> Outcome.done(now == RemoteStatus.UNRECOGNIZED ? RemoteStatus.CANCELLING : now);
            case "Failure" -> notCancelled(reply.path("order"), reasons(reply));
            default -> Outcome.unknown("answered a cancel without saying how it went");
        };
    }

    private static String reasons(JsonNode reply) {
        StringBuilder reasons = new StringBuilder("nothing of it was cancelled");
        reply.path("canceled_shipment_results")
                .forEach(result ->
                        reasons.append("; ").append(result.path("reason").asText("")));
        return reasons.toString();
    }

    private static Outcome<RemoteStatus> notCancelled(JsonNode order, String why) {
        boolean cancelled = ShipBobOrders.status(order.path("status").asText("")) == RemoteStatus.CANCELLED;
        return Outcome.refused(cancelled ? RefusalCode.ALREADY_DONE : RefusalCode.TOO_LATE, why);
    }
}
