package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host wants a warehouse to expect.
 *
 * @param id the ASN: the host's own number of it, never used for another one
 * @param warehouse the GWMS warehouse it goes to
 * @param lines what comes, each SKU once
 * @param expectedAt when it is expected there; null when nobody knows
 */
public record InboundPlan(
        InboundId id,
        WarehouseCode warehouse,
        List<InboundLine> lines,
        @Nullable Instant expectedAt) {
    public InboundPlan {
        requireNonNull(id, "id");
        requireNonNull(warehouse, "warehouse");
        lines = Require.some(lines, "lines");
        Set<WarehouseSku> seen = new HashSet<>();
        for (InboundLine line : lines) {
            Require.that(seen.add(line.sku()), "lines", line.sku() + " twice", "each SKU once; add the pieces up");
            Require.that(line.received() == 0, "received of " + line.sku(), line.received(), "0: nothing has come yet");
        }
    }

    /** One that nobody knows the time of. */
    public InboundPlan(InboundId id, WarehouseCode warehouse, List<InboundLine> lines) {
        this(id, warehouse, lines, null);
    }

    /** The inbound order it becomes. */
    public InboundOrder order(Instant now) {
        return new InboundOrder(
                id,
                1,
                warehouse,
                lines,
                InboundOrder.State.CREATED,
                "",
                "",
                now,
                now,
                expectedAt,
                false,
                List.of(),
                List.of());
    }

    /** Whether that inbound order was made of the same plan. */
    public boolean isOf(InboundOrder order) {
        return warehouse.equals(order.warehouse())
                && lines.equals(order.lines().stream()
                        .map(line -> new InboundLine(line.sku(), line.planned(), 0))
                        .toList());
    }
}
