package io.gwms.proxy.qimen;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.transport.CallAction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Hands delivery orders and entry orders over, looks them up and cancels them, for the owner of the goods. */
record Ordering(QimenCalls calls, String owner) {

    Outcome<RemoteOrder> deliver(OutboundRequest order) {
        if (!order.labels().isEmpty()) {
            return Outcome.refused(
                    RefusalCode.UNSUPPORTED, "the Qimen dialect takes no label files; ship it by another channel");
        }
        QimenXml body = QimenPapers.delivery(
                order, warehouse(), owner, calls.terms(), session().clock().instant());
        return calls.write(CallAction.OUTBOUND_CREATE, "deliveryorder.create", body)
                .then(answer -> answer.success()
                        ? created(answer.body().text("deliveryOrderId"), order.reference(), order.lines())
                        : lookUp(QimenLookUp.Kind.DELIVERY).duplicateOr(answer, order.reference()));
    }

    Outcome<RemoteOrder> announce(InboundRequest order) {
        return calls.write(CallAction.INBOUND_CREATE, "entryorder.create", QimenPapers.entry(order, warehouse(), owner))
                .then(answer -> answer.success()
                        ? created(answer.body().text("entryOrderId"), order.reference(), order.lines())
                        : lookUp(QimenLookUp.Kind.ENTRY).duplicateOr(answer, order.reference()));
    }

    /** What a create answered: a number at most; the lines are those that were sent. */
    private static Outcome<RemoteOrder> created(String number, String reference, List<OutboundRequest.Line> lines) {
        List<RemoteOrder.Line> sent = lines.stream()
                .map(line -> new RemoteOrder.Line(line.proxySku(), line.quantity(), 0))
                .toList();
        return Outcome.done(
                RemoteOrder.builder(reference, number.isEmpty() ? reference : number, RemoteStatus.IN_WORK, "")
                        .lines(sent)
                        .build());
    }

    Outcome<Optional<RemoteOrder>> find(QimenLookUp.Kind kind, String reference) {
        return lookUp(kind).find(reference);
    }

    /** A failure from before this wish was put to the warehouse does not answer it. */
    Outcome<RemoteStatus> cancelDelivery(CancelOrders.Target order, String reason) {
        Instant since = order.askedSince();
        if (since == null) {
            return cancel(QimenLookUp.Kind.DELIVERY, order, reason);
        }
        return lookUp(QimenLookUp.Kind.DELIVERY)
                .interceptionFailed(order.reference(), since)
                .then(failed -> failed
                        ? Outcome.refused(
                                RefusalCode.TOO_LATE, "the warehouse tried and could not stop it (CANCELEDFAIL)")
                        : cancel(QimenLookUp.Kind.DELIVERY, order, reason));
    }

    Outcome<RemoteStatus> cancelEntry(CancelOrders.Target order, String reason) {
        return cancel(QimenLookUp.Kind.ENTRY, order, reason);
    }

    private Outcome<RemoteStatus> cancel(QimenLookUp.Kind kind, CancelOrders.Target order, String reason) {
        boolean delivery = kind == QimenLookUp.Kind.DELIVERY;
        QimenXml body = QimenXml.of("request")
                .put("warehouseCode", warehouse())
                .put("ownerCode", owner)
                .put("orderCode", order.reference())
                .put("orderId", order.thirdPartyNo().equals(order.reference()) ? "" : order.thirdPartyNo())
                .put("orderType", delivery ? "JYCK" : "CGRK")
                .put("cancelReason", reason);
        return calls.write(delivery ? CallAction.OUTBOUND_CANCEL : CallAction.INBOUND_CANCEL, "order.cancel", body)
                .then(answer -> answer.success()
                        ? Outcome.done(RemoteStatus.CANCELLING)
                        : notCancelled(answer, find(kind, order.reference()), order));
    }

    /** No code says why a cancel is refused, so how the order stands does. */
    private static Outcome<RemoteStatus> notCancelled(
            QimenCalls.Answer refused, Outcome<Optional<RemoteOrder>> found, CancelOrders.Target order) {
        return found.then(remote -> {
            if (remote.isEmpty()) {
                return Outcome.refused(RefusalCode.NOT_FOUND, order.reference() + ": " + refused.message());
            }
            return switch (remote.get().status()) {
                case CANCELLED -> Outcome.refused(RefusalCode.ALREADY_DONE, refused.message());
                case SHIPPED, PARTLY_SHIPPED, PUT_AWAY -> Outcome.refused(RefusalCode.TOO_LATE, refused.message());
                default -> Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, refused.message()));
            };
        });
    }

    private QimenLookUp lookUp(QimenLookUp.Kind kind) {
        return new QimenLookUp(calls, owner, kind);
    }

    private String warehouse() {
        return session().route().proxyWarehouse();
    }

    private ProxySession session() {
        return calls.session();
    }
}
