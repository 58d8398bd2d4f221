package io.gwms.order;

import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our side of an order's lines, brought in line with what the platform and the mappings say. */
final class Lines {
    private Lines() {}

    /** The lines of an order nothing of which is with a warehouse: all of it as the platform says. */
    static List<OrderLine> of(PlatformOrder platform, List<OrderLine> before, Map<String, SkuMapping> mappings) {
        Map<String, OrderLine> byId = byId(before);
        List<OrderLine> lines = new ArrayList<>(platform.lines().size());
        for (PlatformOrderLine line : platform.lines()) {
            OrderLine old = byId.get(line.lineId());
            OrderLine bound = old != null && old.platformSku().equals(line.platformSku()) ? old : null;
            lines.add(new OrderLine(
                    line.lineId(),
                    line.platformSku(),
                    line.quantity(),
                    line.removed(),
                    elsewhere(line, old),
                    bound == null ? List.of() : bound.goods(),
                    null,
                    0,
                    "",
                    old == null ? 0 : old.cancelled(),
                    0,
                    old == null ? 0 : old.shipped()));
        }
        for (OrderLine old : before) {
            if (old.shipped() > 0 && find(platform, old.lineId()) == null) {
                lines.add(old.withPlatformFigures(0, 0, 0).released());
            }
        }
        return resolved(lines, mappings);
    }

    /** Lines that are with a warehouse: only what the platform no longer wants, or others shipped, moves. */
    static List<OrderLine> figures(PlatformOrder platform, Order before) {
        List<OrderLine> lines = new ArrayList<>(before.lines());
        lines.replaceAll(old -> {
            PlatformOrderLine line = find(platform, old.lineId());
            return line == null
                    ? old
                    : before.withAllocated(
                            old.withPlatformFigures(old.ordered(), line.removed(), elsewhere(line, old)),
                            before.allocated(old));
        });
        return List.copyOf(lines);
    }

    /** Lines of which nothing is with a warehouse any more and something has shipped: no more than the platform wants by now. */
    static List<OrderLine> lessened(PlatformOrder platform, List<OrderLine> before) {
        List<OrderLine> lines = new ArrayList<>(before);
        lines.replaceAll(old -> {
            PlatformOrderLine line = find(platform, old.lineId());
            long wanted = line == null ? 0 : line.quantity();
            return wanted < old.ordered()
                    ? old.withPlatformFigures(wanted, old.removed(), old.shippedElsewhere())
                    : old;
        });
        return List.copyOf(lines);
    }

    /**
     * Lines that were acknowledged (row E12): all of them as the platform says. Fewer ordered clips what was accepted;
     * what is added, or stands for something else now, nobody has accepted yet.
     */
    static List<OrderLine> acknowledged(
            PlatformOrder platform, List<OrderLine> before, Map<String, SkuMapping> mappings) {
        Map<String, OrderLine> byId = byId(before);
        List<OrderLine> lines = new ArrayList<>(platform.lines().size());
        for (PlatformOrderLine line : platform.lines()) {
            OrderLine old = byId.remove(line.lineId());
            boolean same = old != null && old.platformSku().equals(line.platformSku());
            lines.add(
                    same
                            ? old.withPlatformFigures(line.quantity(), line.removed(), elsewhere(line, old))
                                    .withAnswerClipped()
                            : unanswered(line));
        }
        for (OrderLine gone : byId.values()) {
            lines.add(gone.withPlatformFigures(0, 0, 0).withAnswerClipped());
        }
        return resolved(lines, mappings);
    }

    private static OrderLine unanswered(PlatformOrderLine line) {
        return new OrderLine(
                line.lineId(),
                line.platformSku(),
                line.quantity(),
                line.removed(),
                line.shippedElsewhere(),
                List.of(),
                0L,
                0,
                "",
                0,
                0,
                0);
    }

    /** Whether the platform wants more of them than was acknowledged. */
    static boolean haveGrown(List<OrderLine> acknowledged) {
        for (OrderLine line : acknowledged) {
            if (line.unanswered() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Pieces others shipped. The platform counts ours too once it is told of them, so ours are taken
     * off; as it may not know of ours yet, that never makes the figure smaller than it was.
     */
    private static long elsewhere(PlatformOrderLine line, @Nullable OrderLine old) {
        if (old == null || old.shipped() == 0) {
            return line.shippedElsewhere();
        }
        return Math.max(old.shippedElsewhere(), line.shippedElsewhere() - old.shipped());
    }

    /** The lines with what their platform SKUs are bound to now; the same list when nothing differs. */
    @SuppressWarnings("ReferenceEquality") // the same object means nothing has changed
    static List<OrderLine> resolved(List<OrderLine> lines, Map<String, SkuMapping> mappings) {
        @Nullable List<OrderLine> changed = null;
        for (int i = 0; i < lines.size(); i++) {
            OrderLine line = lines.get(i);
            OrderLine bound = line.hasPlatformSku() ? bound(line, mappings.get(line.platformSku())) : line;
            if (bound != line) {
                changed = changed == null ? new ArrayList<>(lines) : changed;
                changed.set(i, bound);
            }
        }
        return changed == null ? List.copyOf(lines) : List.copyOf(changed);
    }

    private static OrderLine bound(OrderLine line, @Nullable SkuMapping mapping) {
        if (mapping == null) {
            return line.isMapped() ? line.withGoods(List.of()) : line;
        }
        return areSame(mapping.goods(), line.goods()) ? line : line.withGoods(mapping.goods());
    }

    private static boolean areSame(List<SkuPieces> goods, List<SkuPieces> others) {
        boolean same = goods.size() == others.size();
        for (int i = 0; same && i < goods.size(); i++) {
            SkuPieces one = goods.get(i);
            SkuPieces other = others.get(i);
            same = one.each() == other.each() && one.sku().equals(other.sku());
        }
        return same;
    }

    static @Nullable PlatformOrderLine find(PlatformOrder platform, String lineId) {
        for (PlatformOrderLine line : platform.lines()) {
            if (line.lineId().equals(lineId)) {
                return line;
            }
        }
        return null;
    }

    private static Map<String, OrderLine> byId(List<OrderLine> lines) {
        Map<String, OrderLine> byId = new LinkedHashMap<>();
        for (OrderLine line : lines) {
            byId.put(line.lineId(), line);
        }
        return byId;
    }

    /** The lines with nothing in an open outbound order. */
    static List<OrderLine> released(List<OrderLine> lines) {
        List<OrderLine> released = new ArrayList<>(lines);
        released.replaceAll(OrderLine::released);
        return List.copyOf(released);
    }

    /** The lines of which nothing more will be shipped. */
    static List<OrderLine> restCancelled(List<OrderLine> lines) {
        List<OrderLine> closed = new ArrayList<>(lines);
        closed.replaceAll(OrderLine::withRestCancelled);
        return List.copyOf(closed);
    }
}
