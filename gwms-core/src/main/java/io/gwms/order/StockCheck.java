package io.gwms.order;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Finds how much of an order a warehouse has: lines of one SKU share its stock, and a kit needs all of its parts. */
final class StockCheck {
    private final StateRepository state;
    private final Catalogue catalogue;
    private final OrderRules rules;
    private final BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available;

    StockCheck(
            StateRepository state,
            Catalogue catalogue,
            OrderRules rules,
            BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available) {
        this.state = state;
        this.catalogue = catalogue;
        this.rules = rules;
        this.available = available;
    }

    Availability of(OrderId id, WarehouseCode warehouse) {
        List<Reason> reasons = new ArrayList<>();
        Order order = state.orders().find(id).orElse(null);
        if (order == null) {
            reasons.add(ReasonCode.UNKNOWN_ORDER.about(id.toString(), "there is no order " + id));
        }
        if (catalogue.warehouse(warehouse).isEmpty()) {
            reasons.add(Reasons.unknown(warehouse));
        }
        List<LineAvailability> lines = new ArrayList<>();
        if (order != null && reasons.isEmpty()) {
            Map<WarehouseSku, Long> left = new HashMap<>();
            for (OrderLine line : Lines.resolved(order.lines(), rules.mappings(order))) {
                lines.add(of(line, warehouse, left));
            }
        }
        return new Availability(id, warehouse, lines, reasons);
    }

    private LineAvailability of(OrderLine line, WarehouseCode warehouse, Map<WarehouseSku, Long> left) {
        long wanted = line.wanted();
        long acceptable = line.isMapped() ? wanted : 0;
        for (SkuPieces part : line.goods()) {
            long stock = left.computeIfAbsent(
                    part.sku(),
                    sku -> Math.max(0, available.apply(warehouse, sku).orElse(Long.MAX_VALUE)));
            acceptable = Math.min(acceptable, stock / part.each());
        }
        for (SkuPieces part : line.goods()) {
            left.merge(part.sku(), -acceptable * part.each(), Math::addExact);
        }
        return new LineAvailability(line.lineId(), line.platformSku(), wanted, acceptable, line.isMapped());
    }
}
