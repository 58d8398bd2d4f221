package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import java.util.List;

/**
 * What of an order can be promised from one warehouse now. It reserves nothing.
 *
 * @param order the order
 * @param warehouse the warehouse
 * @param lines one for each line, in the order of the lines; empty when it cannot be told
 * @param reasons why it cannot be told; empty when it can
 */
public record Availability(OrderId order, WarehouseCode warehouse, List<LineAvailability> lines, List<Reason> reasons) {
    public Availability {
        requireNonNull(order, "order");
        requireNonNull(warehouse, "warehouse");
        lines = List.copyOf(lines);
        reasons = List.copyOf(reasons);
    }

    /** Whether there is stock for every piece of every line. */
    public boolean isComplete() {
        return reasons.isEmpty() && lines.stream().allMatch(line -> line.acceptable() == line.wanted());
    }
}
