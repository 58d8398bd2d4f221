package io.gwms.order;

import io.gwms.platform.AcknowledgeSupport;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accepts or rejects a purchase order (rows 10, 11, 20 to 22): the platform is told first, and the order
 * moves when it has taken it.
 */
final class Acknowledgements {
    private Acknowledgements() {}

    static Decision decide(Order order, AcknowledgeOrder request, OrderFacts facts, Cell cell) {
        if (order.attempt() == null && isSaidAlready(order, request)) {
            return new Decision.Replayed(order);
        }
        List<Reason> reasons = new ArrayList<>(cell.unmet(order, facts));
        if (facts.warehouse() == null) {
            reasons.add(Reasons.unknown(request.warehouse()));
        }
        List<OrderLine> lines = Lines.resolved(order.lines(), facts.mappings());
        List<AcknowledgedLine> answers = answers(lines, request, facts, reasons);
        if (!reasons.isEmpty()) {
            return new Decision.Refused(List.copyOf(reasons), List.of());
        }
        String key = Effects.acknowledgeKey(order.id(), order.version() + 1);
        OrderAttempt.Acknowledging attempt =
                new OrderAttempt.Acknowledging(key, false, request.warehouse(), answers, false);
        return begun(order, lines, attempt, facts, cell);
    }

    /** Row 22: everything promised is taken back; the order is cancelled when the platform has taken that. */
    static Decision withdrawn(Order order, CancelOrder request, OrderFacts facts, Cell cell) {
        String reason = request.reason().isBlank() ? "cancelled" : request.reason();
        List<Reason> reasons = new ArrayList<>();
        List<AcknowledgedLine> answers = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            addReason(reason, line.lineId(), facts.acknowledges(), reasons);
            answers.add(new AcknowledgedLine(line.lineId(), 0, line.wanted(), reason));
        }
        if (!reasons.isEmpty()) {
            return new Decision.Refused(List.copyOf(reasons), List.of());
        }
        String key = Effects.acknowledgeKey(order.id(), order.version() + 1);
        OrderAttempt.Acknowledging attempt =
                new OrderAttempt.Acknowledging(key, false, order.acknowledgedFor(), answers, true);
        return begun(order, order.lines(), attempt, facts, cell);
    }

    private static Decision begun(
            Order order, List<OrderLine> lines, OrderAttempt.Acknowledging attempt, OrderFacts facts, Cell cell) {
        Order next = order.change(facts.now())
                .lines(lines)
                .attempt(attempt)
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .close(OrderException.ACK_FAILED)
                        .list())
                .done();
        return new Decision.Accepted(
                next,
                cell,
                "the platform is told: " + attempt.outcome(),
                List.of(Effects.acknowledge(next, attempt.key(), facts.now())));
    }

    /** What it comes to line by line; what is wrong with it is added to the reasons. */
    private static List<AcknowledgedLine> answers(
            List<OrderLine> lines, AcknowledgeOrder request, OrderFacts facts, List<Reason> reasons) {
        Map<String, AcknowledgeOrder.Line> asked = new HashMap<>();
        for (AcknowledgeOrder.Line line : request.lines()) {
            if (lines.stream().noneMatch(one -> one.lineId().equals(line.lineId()))) {
                reasons.add(
                        ReasonCode.UNKNOWN_LINE.about(line.lineId(), "the order has no line '" + line.lineId() + "'"));
            }
            asked.put(line.lineId(), line);
        }
        Map<WarehouseSku, Long> left = new HashMap<>(facts.available());
        List<AcknowledgedLine> answers = new ArrayList<>(lines.size());
        for (OrderLine line : lines) {
            AcknowledgeOrder.Line answer = asked.get(line.lineId());
            if (answer == null) {
                reasons.add(ReasonCode.ACK_LINE_MISSING.about(
                        line.lineId(), "line " + line.lineId() + " is neither accepted nor rejected"));
            } else {
                answers.add(answer(line, answer, left, reasons));
                if (answers.get(answers.size() - 1).rejected() > 0) {
                    addReason(answer.rejectReason(), line.lineId(), facts.acknowledges(), reasons);
                }
            }
        }
        return answers;
    }

    /** What is wrong with the reason for which pieces of that line are rejected. */
    private static void addReason(String reason, String line, AcknowledgeSupport platform, List<Reason> reasons) {
        if (reason.isBlank()) {
            reasons.add(ReasonCode.REASON_REQUIRED.about(
                    line, "pieces of line " + line + " are rejected without a reason"));
        } else if (!platform.takesReason(reason)) {
            reasons.add(ReasonCode.REASON_UNKNOWN.about(
                    line,
                    "the reason of line " + line + " is '" + reason + "', but its platform takes one of "
                            + platform.rejectReasons().stream().sorted().toList()));
        }
    }

    private static AcknowledgedLine answer(
            OrderLine line, AcknowledgeOrder.Line answer, Map<WarehouseSku, Long> left, List<Reason> reasons) {
        long accepted = answer.accepted();
        long rejected = Math.max(0, line.wanted() - accepted);
        if (accepted > line.wanted()) {
            reasons.add(ReasonCode.ACCEPT_EXCEEDS_ORDERED.about(
                    line.lineId(),
                    accepted + " pieces of line " + line.lineId() + " are accepted, but " + line.wanted()
                            + " are wanted"));
        }
        long limit = limit(line, left);
        if (accepted > limit) {
            reasons.add(ReasonCode.ACCEPT_EXCEEDS_AVAILABLE.about(
                    line.lineId(),
                    accepted + " pieces of line " + line.lineId() + " are accepted, but the warehouse can promise "
                            + limit));
        }
        take(line, Math.min(accepted, limit), left);
        return new AcknowledgedLine(line.lineId(), accepted, rejected, rejected > 0 ? answer.rejectReason() : "");
    }

    /** How much of a line the warehouse can promise; nothing when it is not bound, anything when nobody knows. */
    private static long limit(OrderLine line, Map<WarehouseSku, Long> left) {
        long limit = line.isMapped() ? Long.MAX_VALUE : 0;
        for (SkuPieces part : line.goods()) {
            Long units = left.get(part.sku());
            limit = units == null ? limit : Math.min(limit, Math.max(0, units) / part.each());
        }
        return limit;
    }

    private static void take(OrderLine line, long pieces, Map<WarehouseSku, Long> left) {
        for (SkuPieces part : line.goods()) {
            left.computeIfPresent(part.sku(), (same, units) -> units - pieces * part.each());
        }
    }

    /** Row 17: what of the lines the chosen warehouse cannot promise; null when it can promise all of it. */
    static @Nullable Reason missingStock(List<OrderLine> lines, Map<WarehouseSku, Long> available) {
        Map<WarehouseSku, Long> left = new HashMap<>(available);
        for (OrderLine line : lines) {
            long open = line.unshipped();
            if (open > 0 && line.isMapped()) {
                long limit = limit(line, left);
                if (open > limit) {
                    return ReasonCode.NOT_ENOUGH_STOCK.about(
                            line.lineId(),
                            open + " pieces of line " + line.lineId() + " are accepted, but that warehouse can promise "
                                    + limit);
                }
                take(line, open, left);
            }
        }
        return null;
    }

    private static boolean isSaidAlready(Order order, AcknowledgeOrder request) {
        if (order.acknowledge() == AcknowledgeState.NONE
                || !request.warehouse().equals(order.acknowledgedFor())
                || request.lines().size() != order.lines().size()) {
            return false;
        }
        for (AcknowledgeOrder.Line line : request.lines()) {
            OrderLine stored = order.line(line.lineId()).orElse(null);
            Long accepted = stored == null ? null : stored.accepted();
            if (stored == null
                    || accepted == null
                    || accepted != line.accepted()
                    || (stored.rejected() > 0 && !stored.rejectReason().equals(line.rejectReason()))) {
                return false;
            }
        }
        return !Guard.has(order, OrderException.REACK_REQUIRED);
    }
}
