package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.wire.LookUps;
import io.gwms.proxy.wire.Replies;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks orders or receiving orders up by our references, several in one call. */
record ByReference(
        ProxySession session, CallAction action, String path, String filter, Function<JsonNode, RemoteOrder> reader) {
    private static final int REFERENCES_AT_ONCE = 50;
    private static final int MOST_ORDERS = 250;

    /** One answer for each reference, in the order asked; a list that is not the answer answers none of its call. */
    List<Outcome<Optional<RemoteOrder>>> find(List<String> references) {
        List<Outcome<Optional<RemoteOrder>>> answers = new ArrayList<>();
        for (int from = 0; from < references.size(); from += REFERENCES_AT_ONCE) {
            List<String> some = references.subList(from, Math.min(references.size(), from + REFERENCES_AT_ONCE));
            Outcome<List<RemoteOrder>> found = list(some);
            some.forEach(reference -> answers.add(found.then(orders -> LookUps.theOne(
                    ShipBobConnector.SYSTEM,
                    orders.stream()
                            .filter(order -> order.reference().equals(reference))
                            .toList()))));
        }
        return answers;
    }

    /** The warehouse's number of what is to be cancelled, looked up where it is not known. */
    Outcome<String> number(CancelOrders.Target target) {
        if (target.thirdPartyNo().matches("[0-9]+")) {
            return Outcome.done(target.thirdPartyNo());
        }
        return find(List.of(target.reference()))
                .get(0)
                .then(order -> order.map(each -> Outcome.done(each.thirdPartyNo()))
                        .orElseGet(() -> Outcome.refused(
                                RefusalCode.NOT_FOUND, "ShipBob shows no order of reference " + target.reference())));
    }

    private Outcome<List<RemoteOrder>> list(List<String> references) {
        if (references.stream().anyMatch(reference -> reference.contains(","))) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "a reference with a comma cannot be looked up at ShipBob, which separates references by commas: "
                            + references);
        }
        String names = references.stream().map(ShipBobConnector::encoded).collect(Collectors.joining(","));
        ShipBobCalls calls = new ShipBobCalls(session);
        return calls.list(action, path + "?Page=1&Limit=" + MOST_ORDERS + "&" + filter + "=" + names)
                .then(rows -> read(rows, references));
    }

    private Outcome<List<RemoteOrder>> read(JsonNode rows, List<String> references) {
        try {
            List<RemoteOrder> orders = new ArrayList<>();
            rows.forEach(row -> orders.add(reader.apply(row)));
            String wrong = orders.size() >= MOST_ORDERS
                    ? orders.size() + " orders came, and there may be more"
                    : LookUps.strangers(orders, references);
            return wrong.isEmpty() ? Outcome.done(orders) : Replies.unreadable(wrong, session.redactor());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Replies.unreadable(String.valueOf(e.getMessage()), session.redactor());
        }
    }
}
