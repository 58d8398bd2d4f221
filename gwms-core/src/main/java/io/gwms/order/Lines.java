package io.gwms.order;

import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Lines that were acknowledged (row E12): figures move, and fewer ordered clips what was accepted. */
    static List<OrderLine> clipped(PlatformOrder platform, List<OrderLine> before) {
        List<OrderLine> lines = new ArrayList<>(before.size());
        for (OrderLine old : before) {
            PlatformOrderLine line = find(platform, old.lineId());
            long ordered = line == null ? 0 : Math.min(old.ordered(), line.quantity());
            OrderLine moved = old.withPlatformFigures(
                    ordered, line == null ? 0 : line.removed(), line == null ? 0 : elsewhere(line, old));
            lines.add(ordered < old.ordered() ? moved.withAcceptedClipped() : moved);
        }
        return List.copyOf(lines);
    }

    /** Whether the platform wants more than was acknowledged. */
    static boolean hasGrown(PlatformOrder platform, List<OrderLine> acknowledged) {
        Map<String, OrderLine> byId = byId(acknowledged);
        for (PlatformOrderLine line : platform.lines()) {
            OrderLine old = byId.get(line.lineId());
            if (old == null ? line.quantity() > 0 : line.quantity() > old.ordered()) {
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
        Map<String, OrderLine> byId = new HashMap<>();
        for (OrderLine line : lines) {
            byId.put(line.lineId(), line);
        }
        return byId;
    }
}
