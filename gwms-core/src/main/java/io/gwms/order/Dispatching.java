package io.gwms.order;

import io.gwms.catalogue.Channel;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands an order to a warehouse (rows 1, 2, 4, 5 and 17): the order, its outbound order, its journal and
 * the task that creates it over there, in one list of changes. Nobody outside is asked.
 */
final class Dispatching {
    private Dispatching() {}

    static Decision decide(Order order, OrderCommand.Dispatch command, OrderFacts facts, Cell cell) {
        DispatchOrder request = command.request();
        List<Reason> reasons = new ArrayList<>(cell.unmet(order, facts));
        Binding bound = Binding.of(order, request.bindings(), facts);
        reasons.addAll(bound.reasons());
        Judgement.addMappings(bound.lines(), reasons);
        if (command.batch() && order.kind() == OrderKind.B2B) {
            reasons.add(ReasonCode.B2B_NO_BATCH.plain());
        }
        if (facts.warehouse() == null) {
            reasons.add(ReasonCode.UNKNOWN_WAREHOUSE.about(
                    request.warehouse().value(), "there is no warehouse '" + request.warehouse() + "'"));
        } else if (facts.channel() == null) {
            reasons.add(ReasonCode.UNKNOWN_CHANNEL.about(
                    request.channel().value(),
                    "warehouse '" + request.warehouse() + "' has no channel '" + request.channel() + "'"));
        } else {
            addChannel(facts.channel(), command, reasons);
        }
        if (order.kind() == OrderKind.B2B && !request.warehouse().equals(order.acknowledgedFor())) {
            Reason missing = Acknowledgements.missingStock(bound.lines(), facts.available());
            if (missing != null) {
                reasons.add(missing);
            }
        }
        addLabels(request.labels(), facts.maxLabelBytes(), reasons);
        if (!reasons.isEmpty()) {
            String row = order.kind() == OrderKind.B2B ? "18" : command.batch() ? "4" : "2";
            return new Decision.Refused(
                    List.copyOf(reasons), Binding.record(order, bound, reasons, facts, words(reasons), row));
        }
        return accepted(order, request, bound, facts, cell);
    }

    private static void addChannel(Channel channel, OrderCommand.Dispatch command, List<Reason> reasons) {
        if (!channel.selfPickup()) {
            return;
        }
        if (command.batch()) {
            reasons.add(ReasonCode.SELF_PICKUP_NO_BATCH.plain());
        } else if (command.request().labels().isEmpty()) {
            reasons.add(ReasonCode.LABEL_REQUIRED.plain());
        }
    }

    private static void addLabels(List<LabelPdf> labels, long maxBytes, List<Reason> reasons) {
        for (LabelPdf label : labels) {
            if (label.size() > maxBytes) {
                reasons.add(ReasonCode.LABEL_TOO_LARGE.about(
                        label.fileName(),
                        "label '" + label.fileName() + "' has " + label.size() + " bytes, at most " + maxBytes
                                + " are taken"));
            }
            if (!label.looksLikePdf()) {
                reasons.add(ReasonCode.LABEL_NOT_PDF.about(
                        label.fileName(), "label '" + label.fileName() + "' does not begin with %PDF-"));
            }
        }
    }

    private static Decision accepted(Order order, DispatchOrder request, Binding bound, OrderFacts facts, Cell cell) {
        int number = order.dispatches().size() + 1;
        OutboundId id = OutboundId.of(order.id(), number);
        List<OrderLine> lines = new ArrayList<>(bound.lines().size());
        List<OutboundLine> sent = new ArrayList<>(bound.lines().size());
        for (OrderLine line : bound.lines()) {
            long open = line.open();
            if (open > 0) {
                line.goods().forEach(part -> sent.add(new OutboundLine(line.lineId(), part.sku(), open, part.each())));
            }
            lines.add(open > 0 ? line.withAllocated(line.allocated() + open) : line);
        }
        OutboundOrder outbound = new OutboundOrder(
                id,
                1,
                order.id(),
                request.warehouse(),
                request.channel(),
                order.platform().recipient(),
                sent,
                OutboundOrder.State.CREATED,
                "",
                "",
                facts.now(),
                facts.now());
        List<DispatchAttempt> dispatches = new ArrayList<>(order.dispatches());
        dispatches.add(
                new DispatchAttempt(number, id, request.warehouse(), request.channel(), DispatchAttempt.State.OPEN));
        Order next = order.change(facts.now())
                .lines(List.copyOf(lines))
                .dispatches(dispatches)
                .cancelRequest(CancelRequest.NONE)
                .hold("")
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .dispatched()
                        .list())
                .done();
        List<Change> changes = new ArrayList<>(bound.mappings());
        changes.add(new Change.SaveOrder(next));
        changes.add(Journal.step(
                order,
                next,
                "DISPATCH",
                cell.row(),
                id + " to warehouse " + request.warehouse() + " by channel " + request.channel()));
        changes.add(new Change.SaveOutbound(outbound));
        if (!request.labels().isEmpty()) {
            changes.add(new Change.AddLabels(id, request.labels()));
        }
        changes.add(Effects.create(id, facts.route(), facts.now()));
        return new Decision.Accepted(next, List.copyOf(changes));
    }

    private static String words(List<Reason> reasons) {
        StringBuilder words = new StringBuilder();
        for (Reason reason : reasons) {
            words.append(words.length() == 0 ? "" : "; ").append(reason.text());
        }
        return words.toString();
    }
}
