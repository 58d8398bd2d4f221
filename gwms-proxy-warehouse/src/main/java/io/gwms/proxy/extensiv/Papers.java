package io.gwms.proxy.extensiv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.LookUps;
import io.gwms.proxy.wire.Replies;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates, looks up and cancels one kind of paper: orders, or receivers. Used by one thread, for one request. */
final class Papers {
    private static final int PAGE = 100;
    private static final int REASON_LENGTH = 200;

    /** What can stand in a filter without meaning something there. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/#@+-]{1,100}");

    private final ProxySession session;
    private final ExtensivPapers words;
    private final Kind kind;
    private final ExtensivCalls calls;

    Papers(ProxySession session, ExtensivPapers words, Kind kind) {
        this.session = session;
        this.words = words;
        this.kind = kind;
        this.calls = new ExtensivCalls(session);
    }

    /** A kind of paper. */
    enum Kind {
        ORDER("/orders", "OrderItems,Packages&itemdetail=Allocations", RemoteStatus.SHIPPED),
        RECEIVER("/inventory/receivers", "ReceiveItems", RemoteStatus.PUT_AWAY);

        private final String path;
        private final String detail;
        private final RemoteStatus closed;

        Kind(String path, String detail, RemoteStatus closed) {
            this.path = path;
            this.detail = detail;
            this.closed = closed;
        }

        private CallAction query() {
            return this == ORDER ? CallAction.OUTBOUND_QUERY : CallAction.INBOUND_QUERY;
        }
    }

    private RemoteOrder read(JsonNode row) {
        return kind == Kind.ORDER ? words.readOrder(row) : words.readReceiver(row);
    }

    Outcome<RemoteOrder> order(OutboundRequest order) {
        return order.labels().isEmpty()
                ? create(order.reference(), words.order(order))
                : Outcome.refused(
                        RefusalCode.UNSUPPORTED, "Extensiv takes no label files here; ship it by another channel");
    }

    Outcome<RemoteOrder> announce(InboundRequest order) {
        return create(order.reference(), words.receiver(order));
    }

    private Outcome<RemoteOrder> create(String reference, ObjectNode body) {
        if (!PLAIN.matcher(reference).matches()) {
            return notPlain(reference);
        }
        CallAction action = kind == Kind.ORDER ? CallAction.OUTBOUND_CREATE : CallAction.INBOUND_CREATE;
        return Replies.ifRefused(
                calls.create(action, kind.path, body).then(reply -> created(reply, reference)),
                refusal -> duplicateOr(refusal, reference));
    }

    private Outcome<RemoteOrder> created(JsonNode reply, String reference) {
        try {
            RemoteOrder made = read(reply);
            return made.reference().equals(reference)
                    ? Outcome.done(made)
                    : Outcome.unknown(
                            "answered with something of reference '" + made.reference() + "' instead of " + reference);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.unknown("answered success without what was made: " + e.getMessage());
        }
    }

    /** How a refusal for a reference that exists looks is not published; so whether it exists is asked. */
    private Outcome<RemoteOrder> duplicateOr(Refusal refusal, String reference) {
        if (!refusal.code().equals(RefusalCode.INVALID_REQUEST)) {
            return Outcome.refused(refusal);
        }
        Outcome<List<RemoteOrder>> found = all(reference);
        if (found.asDone().isEmpty()) {
            return Outcome.refused(Refusal.temporary(
                    RefusalCode.PLATFORM_FAILURE,
                    refusal.text() + "; whether the reference exists already could not be asked"));
        }
        return found.asDone().get().isEmpty()
                ? Outcome.refused(refusal)
                : Outcome.refused(RefusalCode.DUPLICATE_REFERENCE, refusal.text());
    }

    Outcome<Optional<RemoteOrder>> find(String reference) {
        return all(reference).then(orders -> LookUps.theOne(ExtensivConnector.SYSTEM, orders));
    }

    /** A filter that is not understood may be ignored in silence, so what comes is checked against what was asked. */
    private Outcome<List<RemoteOrder>> all(String reference) {
        if (!PLAIN.matcher(reference).matches()) {
            return notPlain(reference);
        }
        String rql = "readOnly.customerIdentifier.id==" + words.customer() + ";readOnly.facilityIdentifier.id=="
                + words.facility() + ";referenceNum==" + reference;
        String path = kind.path + "?pgsiz=" + PAGE + "&pgnum=1&detail=" + kind.detail + "&rql=" + Rql.encoded(rql);
        return calls.read(kind.query(), path).then(read -> list(read.body(), reference));
    }

    private Outcome<List<RemoteOrder>> list(JsonNode body, String reference) {
        try {
            long total = Replies.whole(body.path("totalResults"));
            List<RemoteOrder> orders = new ArrayList<>();
            if (total > 0) {
                ExtensivPapers.embedded(body).forEach(row -> orders.add(read(row)));
            }
            String wrong = LookUps.strangers(orders, List.of(reference));
            if (wrong.isEmpty() && total != orders.size()) {
                wrong = orders.size() + " of " + total + " came";
            }
            return wrong.isEmpty() ? Outcome.done(orders) : Replies.unreadable(wrong, session.redactor());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Replies.unreadable(String.valueOf(e.getMessage()), session.redactor());
        }
    }

    private static <T> Outcome<T> notPlain(String reference) {
        return Outcome.refused(
                RefusalCode.INVALID_REQUEST,
                "the reference '" + reference + "' cannot be looked up at Extensiv, whose filter takes letters, digits"
                        + " and . _ : / # @ + - only");
    }

    Outcome<RemoteStatus> cancel(CancelOrders.Target target, String reason) {
        return number(target)
                .then(id -> calls.read(kind.query(), kind.path + "/" + id).then(read -> cancel(id, read, reason)));
    }

    private Outcome<String> number(CancelOrders.Target target) {
        if (target.thirdPartyNo().matches("[0-9]+")) {
            return Outcome.done(target.thirdPartyNo());
        }
        return find(target.reference())
                .then(order -> order.map(each -> Outcome.done(each.thirdPartyNo()))
                        .orElseGet(() -> Outcome.refused(
                                RefusalCode.NOT_FOUND, "Extensiv shows nothing of reference " + target.reference())));
    }

    private Outcome<RemoteStatus> cancel(String id, ExtensivCalls.Read read, String reason) {
        Optional<Outcome<RemoteStatus>> ended = ended(
                read.body(),
                "it is " + read.body().path("readOnly").path("status").asText(""));
        if (ended.isPresent()) {
            return ended.get();
        }
        if (read.etag().isBlank()) {
            return Replies.unreadable("something to cancel without its ETag", session.redactor());
        }
        String said = reason.isBlank() ? "cancelled by the seller" : reason;
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("reason", said.length() <= REASON_LENGTH ? said : said.substring(0, REASON_LENGTH));
        CallAction action = kind == Kind.ORDER ? CallAction.OUTBOUND_CANCEL : CallAction.INBOUND_CANCEL;
        return Replies.ifRefused(
                calls.change(action, kind.path + "/" + id + "/canceler", body, read.etag())
                        .then(changed -> Outcome.done(RemoteStatus.CANCELLED)),
                refusal -> after(id, refusal));
    }

    /** A cancel that was refused may have come too late, or second: how it stands now tells. */
    private Outcome<RemoteStatus> after(String id, Refusal refusal) {
        boolean aboutIt = refusal.code().equals(RefusalCode.INVALID_REQUEST)
                || refusal.code().equals(RefusalCode.PLATFORM_FAILURE);
        if (!aboutIt) {
            return Outcome.refused(refusal);
        }
        return calls.read(kind.query(), kind.path + "/" + id)
                .then(read -> ended(read.body(), refusal.text()).orElseGet(() -> Outcome.refused(refusal)));
    }

    private Optional<Outcome<RemoteStatus>> ended(JsonNode body, String text) {
        RemoteStatus status =
                ExtensivPapers.status(body.path("readOnly").path("status").asText(""), kind.closed);
        if (status == RemoteStatus.CANCELLED) {
            return Optional.of(Outcome.refused(RefusalCode.ALREADY_DONE, text));
        }
        return status == kind.closed ? Optional.of(Outcome.refused(RefusalCode.TOO_LATE, text)) : Optional.empty();
    }
}
