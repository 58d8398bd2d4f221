package io.gwms.order;

import io.gwms.catalogue.Channel;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SkuPieces;
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
        List<Reason> unmet = cell.unmet(order, facts);
        List<Reason> reasons = unmet.isEmpty() ? new ArrayList<>() : unmet;
        Binding bound = request.bindings().isEmpty() ? null : Binding.of(order, request.bindings(), facts);
        if (bound != null) {
            reasons.addAll(bound.reasons());
        }
        List<OrderLine> lines = bound == null ? Lines.resolved(order.lines(), facts.mappings()) : bound.lines();
        Judgement.addMappings(lines, reasons);
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
            Reason missing = Acknowledgements.missingStock(lines, facts.available());
            if (missing != null) {
                reasons.add(missing);
            }
        }
        addLabels(request.labels(), facts.maxLabelBytes(), reasons);
        if (!reasons.isEmpty()) {
            String row = order.kind() == OrderKind.B2B ? "18" : command.batch() ? "4" : "2";
            Binding kept = bound == null ? Binding.of(order, List.of(), facts) : bound;
            return new Decision.Refused(
                    List.copyOf(reasons), Binding.record(order, kept, reasons, facts, words(reasons), row));
        }
        return accepted(order, request, lines, bound == null ? List.of() : bound.mappings(), facts, cell);
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

    private static Decision accepted(
            Order order,
            DispatchOrder request,
            List<OrderLine> lines,
            List<Change> mappings,
            OrderFacts facts,
            Cell cell) {
        int number = order.dispatches().size() + 1;
        OutboundId id = OutboundId.of(order.id(), number);
        OutboundOrder outbound = OutboundOrder.created(
                id,
                order.id(),
                request.warehouse(),
                request.channel(),
                order.platform().recipient(),
                sent(lines),
                facts.now());
        DispatchAttempt attempt =
                new DispatchAttempt(number, id, request.warehouse(), request.channel(), DispatchAttempt.State.OPEN);
        Order next = order.dispatched(
                allocated(lines),
                plus(order.dispatches(), attempt),
                order.exceptions().isEmpty() ? List.of() : dispatched(order, facts),
                facts.now());
        Change save = new Change.SaveOrder(next);
        Change step = Journal.step(
                order,
                next,
                "DISPATCH",
                cell.row(),
                id + " to warehouse " + request.warehouse() + " by channel " + request.channel());
        Change create = Effects.create(id, facts.route(), facts.now());
        if (mappings.isEmpty() && request.labels().isEmpty()) {
            return new Decision.Accepted(next, List.of(save, step, new Change.SaveOutbound(outbound), create));
        }
        List<Change> changes = new ArrayList<>(mappings);
        changes.addAll(List.of(save, step, new Change.SaveOutbound(outbound)));
        if (!request.labels().isEmpty()) {
            changes.add(new Change.AddLabels(id, request.labels()));
        }
        changes.add(create);
        return new Decision.Accepted(next, List.copyOf(changes));
    }

    private static List<OrderException> dispatched(Order order, OrderFacts facts) {
        return new OpenExceptions(order.exceptions(), facts.now()).dispatched().list();
    }

    /** The lines with everything that was open in the outbound order. */
    private static List<OrderLine> allocated(List<OrderLine> lines) {
        OrderLine[] allocated = new OrderLine[lines.size()];
        for (int i = 0; i < allocated.length; i++) {
            OrderLine line = lines.get(i);
            long open = line.open();
            allocated[i] = open > 0 ? line.withAllocated(line.allocated() + open) : line;
        }
        return allocated.length == 1 ? List.of(allocated[0]) : List.of(allocated);
    }

    private static List<OutboundLine> sent(List<OrderLine> lines) {
        if (lines.size() == 1 && lines.get(0).goods().size() == 1) {
            OrderLine only = lines.get(0);
            return only.open() > 0 ? List.of(sent(only, only.goods().get(0))) : List.of();
        }
        List<OutboundLine> sent = new ArrayList<>(lines.size());
        for (OrderLine line : lines) {
            if (line.open() > 0) {
                line.goods().forEach(part -> sent.add(sent(line, part)));
            }
        }
        return sent;
    }

    private static OutboundLine sent(OrderLine line, SkuPieces part) {
        return new OutboundLine(line.lineId(), part.sku(), line.open(), part.each());
    }

    private static List<DispatchAttempt> plus(List<DispatchAttempt> before, DispatchAttempt attempt) {
        if (before.isEmpty()) {
            return List.of(attempt);
        }
        List<DispatchAttempt> attempts = new ArrayList<>(before);
        attempts.add(attempt);
        return attempts;
    }

    private static String words(List<Reason> reasons) {
        StringBuilder words = new StringBuilder();
        for (Reason reason : reasons) {
            words.append(words.length() == 0 ? "" : "; ").append(reason.text());
        }
        return words.toString();
    }
}
