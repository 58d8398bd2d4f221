package io.gwms.order;

import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SkuPieces;
import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands an order to a warehouse (rows 1, 2, 4, 5 and 17). Nobody outside is asked: the warehouse hears of it by the
 * task that is stored in the same commit.
 */
final class Dispatching {
    private Dispatching() {}

    static Decision decide(Order order, OrderCommand.Dispatch command, OrderFacts facts, Cell cell) {
        DispatchOrder request = command.request();
        Binding bound = request.bindings().isEmpty() ? null : Binding.of(order, request.bindings(), facts);
        List<OrderLine> lines = bound == null ? Lines.resolved(order.lines(), facts.mappings()) : bound.lines();
        List<Reason> reasons = reasons(order, command, lines, bound == null ? List.of() : bound.reasons(), facts, cell);
        if (!reasons.isEmpty()) {
            String row = order.kind() == OrderKind.B2B ? "18" : command.batch() ? "4" : "2";
            Binding kept = bound == null ? Binding.of(order, List.of(), facts) : bound;
            return new Decision.Refused(
                    List.copyOf(reasons), Binding.record(order, kept, reasons, facts, words(reasons), row));
        }
        return accepted(order, request, lines, bound == null ? List.of() : bound.mappings(), facts, cell);
    }

    /** Everything that stands in the way. */
    private static List<Reason> reasons(
            Order order,
            OrderCommand.Dispatch command,
            List<OrderLine> lines,
            List<Reason> ofBindings,
            OrderFacts facts,
            Cell cell) {
        DispatchOrder request = command.request();
        List<Reason> reasons = cell.unmet(order, facts);
        if (!ofBindings.isEmpty()) {
            reasons = Reasons.plus(reasons, ofBindings);
        }
        reasons = Judgement.plusMappings(reasons, lines);
        if (command.batch() && order.kind() == OrderKind.B2B) {
            reasons = Reasons.plus(reasons, ReasonCode.B2B_NO_BATCH.plain());
        }
        if (facts.warehouse() == null) {
            reasons = Reasons.plus(reasons, Reasons.unknown(request.warehouse()));
        } else if (facts.channel() == null) {
            reasons = Reasons.plus(
                    reasons,
                    ReasonCode.UNKNOWN_CHANNEL.about(
                            request.channel().value(),
                            "warehouse '" + request.warehouse() + "' has no channel '" + request.channel() + "'"));
        } else if (facts.channel().selfPickup() && command.batch()) {
            reasons = Reasons.plus(reasons, ReasonCode.SELF_PICKUP_NO_BATCH.plain());
        } else if (facts.channel().selfPickup() && request.labels().isEmpty()) {
            reasons = Reasons.plus(reasons, ReasonCode.LABEL_REQUIRED.plain());
        }
        if (order.kind() == OrderKind.B2B && !request.warehouse().equals(order.acknowledgedFor())) {
            Reason missing = Acknowledgements.missingStock(lines, facts.available());
            reasons = missing == null ? reasons : Reasons.plus(reasons, missing);
        }
        return plusLabels(reasons, request.labels(), facts.maxLabelBytes());
    }

    private static List<Reason> plusLabels(List<Reason> before, List<LabelPdf> labels, long maxBytes) {
        List<Reason> reasons = before;
        for (int i = 0; i < labels.size(); i++) {
            LabelPdf label = labels.get(i);
            if (label.size() > maxBytes) {
                reasons = Reasons.plus(
                        reasons,
                        ReasonCode.LABEL_TOO_LARGE.about(
                                label.fileName(),
                                "label '" + label.fileName() + "' has " + label.size() + " bytes, at most " + maxBytes
                                        + " are taken"));
            }
            if (!label.looksLikePdf()) {
                reasons = Reasons.plus(
                        reasons,
                        ReasonCode.LABEL_NOT_PDF.about(
                                label.fileName(), "label '" + label.fileName() + "' does not begin with %PDF-"));
            }
        }
        return reasons;
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
        DispatchAttempt attempt =
                new DispatchAttempt(number, id, request.warehouse(), request.channel(), DispatchAttempt.State.OPEN);
        Order next = order.change(facts.now())
                .lines(lines)
                .handedOver(attempt)
                .cancelRequest(CancelRequest.NONE)
                .exceptions(order.exceptions().isEmpty() ? List.of() : dispatched(order, facts))
                .hold("")
                .done();
        List<Change> effects = effects(id, request, mappings);
        return new Decision.Accepted(next, cell.row(), id.value(), attempt, effects);
    }

    private static List<Change> effects(OutboundId id, DispatchOrder request, List<Change> mappings) {
        if (request.labels().isEmpty()) {
            return mappings;
        }
        List<Change> effects = new ArrayList<>(mappings);
        effects.add(new Change.AddLabels(id, request.labels()));
        return effects;
    }

    /** What the warehouse is asked to ship by a new handing over: all that has not left yet, frozen as it is. */
    static OutboundOrder outbound(Order order, DispatchAttempt attempt) {
        return OutboundOrder.created(
                attempt.outbound(),
                order.id(),
                attempt.warehouse(),
                attempt.channel(),
                order.platform().recipient(),
                sent(order),
                order.updatedAt());
    }

    private static List<OrderException> dispatched(Order order, OrderFacts facts) {
        return new OpenExceptions(order.exceptions(), facts.now()).dispatched().list();
    }

    private static List<OutboundLine> sent(Order order) {
        List<OutboundLine> sent = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            long pieces = order.allocated(line);
            if (pieces > 0) {
                for (SkuPieces part : line.goods()) {
                    sent.add(new OutboundLine(line.lineId(), part.sku(), pieces, part.each()));
                }
            }
        }
        return sent;
    }

    private static String words(List<Reason> reasons) {
        StringBuilder words = new StringBuilder();
        for (Reason reason : reasons) {
            words.append(words.length() == 0 ? "" : "; ").append(reason.text());
        }
        return words.toString();
    }
}
