package io.gwms.order;

import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binds lines of an order to warehouse SKUs (row 6): for their platform SKU, or for the line alone. */
final class Binding {
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Change> mappings = new ArrayList<>();
    private List<OrderLine> lines;

    private Binding(Order order, List<LineBinding> bindings, OrderFacts facts) {
        this.lines = Lines.resolved(order.lines(), facts.mappings());
        if (bindings.isEmpty()) {
            return;
        }
        Map<String, SkuMapping> known = new HashMap<>(facts.mappings());
        for (LineBinding binding : bindings) {
            apply(order, binding, facts, known);
        }
        this.lines = Lines.resolved(lines, known);
    }

    private void apply(Order order, LineBinding binding, OrderFacts facts, Map<String, SkuMapping> known) {
        OrderLine line = order.line(binding.lineId()).orElse(null);
        if (line == null) {
            reasons.add(ReasonCode.UNKNOWN_LINE.about(
                    binding.lineId(), "the order has no line '" + binding.lineId() + "'"));
        } else if (!facts.knownSkus().containsAll(skus(binding.goods()))) {
            addUnknown(binding.goods(), facts.knownSkus());
        } else if (line.hasPlatformSku()) {
            SkuMapping mapping = new SkuMapping(order.id().store(), line.platformSku(), binding.goods(), facts.now());
            known.put(line.platformSku(), mapping);
            mappings.add(new Change.BindSku(mapping));
        } else {
            List<OrderLine> bound = new ArrayList<>(lines);
            bound.replaceAll(one -> one.lineId().equals(line.lineId()) ? one.withGoods(binding.goods()) : one);
            lines = bound;
        }
    }

    private void addUnknown(List<SkuPieces> goods, Set<WarehouseSku> known) {
        for (SkuPieces one : goods) {
            if (!known.contains(one.sku())) {
                reasons.add(unknownSku(one.sku()));
            }
        }
    }

    static Reason unknownSku(WarehouseSku sku) {
        return ReasonCode.UNKNOWN_WAREHOUSE_SKU.about(sku.value(), "there is no warehouse SKU '" + sku + "'");
    }

    static List<WarehouseSku> skus(List<SkuPieces> goods) {
        return goods.stream().map(SkuPieces::sku).toList();
    }

    static Binding of(Order order, List<LineBinding> bindings, OrderFacts facts) {
        return new Binding(order, bindings, facts);
    }

    /** What is wrong with the bindings themselves. */
    List<Reason> reasons() {
        return reasons;
    }

    /** The order's lines with everything bound that could be. */
    List<OrderLine> lines() {
        return lines;
    }

    /** The mappings to keep. */
    List<Change> mappings() {
        return mappings;
    }

    static Decision decide(Order order, LineBinding binding, OrderFacts facts, Cell cell) {
        List<Reason> reasons = new ArrayList<>(cell.unmet(order, facts));
        Binding bound = of(order, List.of(binding), facts);
        reasons.addAll(bound.reasons());
        if (!reasons.isEmpty()) {
            return new Decision.Refused(reasons, List.of());
        }
        Order next = rejudged(order, bound.lines(), List.of(), facts);
        String detail = "line " + binding.lineId() + " is " + binding.goods();
        return new Decision.Accepted(next, cell, detail, bound.mappings());
    }

    /** Keeps the bindings of a dispatch that is refused, where the order's status lets SKUs be bound. */
    static Decision kept(Order order, OrderCommand.Dispatch dispatch, OrderFacts facts, Decision.Refused refusal) {
        Cell cell = LifecycleTable.cell(order.status(), OrderAction.BIND_SKU, order.kind());
        if (cell.isRefused()) {
            return refusal;
        }
        Binding bound = of(order, dispatch.request().bindings(), facts);
        List<Reason> reasons = new ArrayList<>(refusal.reasons());
        reasons.addAll(bound.reasons());
        return new Decision.Refused(
                reasons, record(order, bound, List.of(), facts, "bound while the dispatch was refused", "6"));
    }

    /** What a refused dispatch leaves behind: its bindings, and its reasons as exceptions. */
    static List<Change> record(
            Order order, Binding bound, List<Reason> reasons, OrderFacts facts, String detail, String row) {
        Order next = rejudged(order, bound.lines(), reasons, facts);
        boolean same = next.lines().equals(order.lines()) && next.exceptions().equals(order.exceptions());
        if (same) {
            return List.copyOf(bound.mappings());
        }
        List<Change> changes = new ArrayList<>(bound.mappings());
        changes.add(new Change.SaveOrder(next));
        changes.add(Journal.step(order, next, reasons.isEmpty() ? "BIND_SKU" : "DISPATCH_REFUSED", row, detail));
        return changes;
    }

    /** The order with these lines, its exceptions judged anew; what a dispatch complained of is added. */
    static Order rejudged(Order order, List<OrderLine> lines, List<Reason> complaints, OrderFacts facts) {
        List<Reason> reasons = new ArrayList<>(Judgement.of(order.platform(), lines));
        for (Reason complaint : complaints) {
            if (!reasons.contains(complaint)) {
                reasons.add(complaint);
            }
        }
        return order.change(facts.now())
                .lines(List.copyOf(lines))
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .judged(reasons)
                        .list())
                .done();
    }
}
