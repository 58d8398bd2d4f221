package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a person decided of one purchase order (platform-orders, section 2.7): all of it accepted, part
 * of it, or nothing.
 *
 * @param order the order
 * @param warehouse whose stock it is accepted for
 * @param lines what of each line is accepted; every line of the order needs one, and one only
 */
public record AcknowledgeOrder(OrderId order, WarehouseCode warehouse, List<Line> lines) {
    public AcknowledgeOrder {
        requireNonNull(order, "order");
        requireNonNull(warehouse, "warehouse");
        lines = List.copyOf(lines);
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            Require.that(
                    seen.add(line.lineId()), "lines", line.lineId() + " twice", "each line once; add the pieces up");
        }
    }

    /** Accepts every piece of every line. */
    public static AcknowledgeOrder acceptAll(Order order, WarehouseCode warehouse) {
        List<Line> lines = new ArrayList<>(order.lines().size());
        order.lines().forEach(line -> lines.add(new Line(line.lineId(), line.wanted(), "")));
        return new AcknowledgeOrder(order.id(), warehouse, lines);
    }

    /** Rejects every piece of every line for that reason. */
    public static AcknowledgeOrder rejectAll(Order order, WarehouseCode warehouse, String reason) {
        List<Line> lines = new ArrayList<>(order.lines().size());
        order.lines().forEach(line -> lines.add(new Line(line.lineId(), 0, reason)));
        return new AcknowledgeOrder(order.id(), warehouse, lines);
    }

    /**
     * What of one line is accepted; the rest of it is rejected.
     *
     * @param lineId the platform's id of the line
     * @param accepted pieces accepted
     * @param rejectReason why the rest is not, in the platform's vocabulary; needed when there is a rest
     */
    public record Line(String lineId, long accepted, String rejectReason) {
        public Line {
            Require.text(lineId, "lineId");
            Require.zeroOrMore(accepted, "accepted");
            requireNonNull(rejectReason, "rejectReason");
        }
    }
}
