package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code fu.wms.inventory.*}. The two queries see two moments and two shapes: get sums a batch over its inbound orders and
 * tells the total; getdetail has a row per inbound order, tells no total and does not tell available from locked.
 */
final class InventoryApi {
    private static final Query.Paging PAGING = new Query.Paging(50, 500, Query.CAP_EXCEEDED);

    private final Warehouse warehouse;
    private final FourPxSettings settings;

    InventoryApi(Warehouse warehouse, FourPxSettings settings) {
        this.warehouse = warehouse;
        this.settings = settings;
    }

    ObjectNode get(JsonNode body) {
        var query = new Query(body);
        var filter = new Filter(query);
        Map<String, Sum> sums = new TreeMap<>();
        for (Stock.Row row : warehouse.stock.rows()) {
            FourPxStock now = row.now();
            if (filter.passes(now)) {
                sumOf(sums, now).add(now.available(), now.pending(), 0);
            }
        }
        for (Consignment order : warehouse.inbound) {
            if (order.is("S", "A")) {
                for (FourPxStock line : lines(order)) {
                    if (filter.passes(line)) {
                        sumOf(sums, line).add(0, 0, line.available());
                    }
                }
            }
        }
        List<Sum> rows = sums.values().stream()
                .filter(sum -> settings.listsZeroRows() || sum.available + sum.pending + sum.onway > 0)
                .toList();
        return query.page(rows, "data", PAGING, Sum::toJson);
    }

    ObjectNode getDetail(JsonNode body) {
        var query = new Query(body);
        var filter = new Filter(query);
        boolean named = !filter.skus.isEmpty() || !filter.batches.isEmpty();
        Refusal.when(
                filter.skus.contains("") || (settings.detailNeedsSkus() && !named),
                "ERR_SKU_CODE_EMPTY",
                "SKU CODE must not be empty");
        var rows = new ArrayList<FourPxStock>();
        for (Stock.Row row : warehouse.stock.rows()) {
            FourPxStock now = row.now();
            if (filter.passes(now) && (settings.listsZeroRows() || now.available() + now.pending() > 0)) {
                rows.add(now);
            }
        }
        ObjectNode page = query.page(rows, "inventorydetaillist", PAGING, this::detail);
        page.retain("inventorydetaillist");
        return page;
    }

    private ObjectNode detail(FourPxStock row) {
        long age = Duration.between(row.putAwayAt(), warehouse.now()).toDays();
        return identity(row)
                .put("consignment_no", row.inboundNo())
                .put("warehouse_stock", Long.toString(row.available() + row.pending()))
                .put("putaway_time", Long.toString(row.putAwayAt().toEpochMilli()))
                .put("inventory_age", Long.toString(Math.max(0, age)));
    }

    private static ObjectNode identity(FourPxStock row) {
        return Warehouse.JSON
                .createObjectNode()
                .put("warehouse_code", row.warehouse())
                .put(
                        "sku_id",
                        Long.toString(1_000_000L + Math.floorMod(row.sku().hashCode(), 9_000_000)))
                .put("sku_code", row.sku())
                .put("batch_no", row.batchNo())
                .put("stock_quality", row.quality());
    }

    private static List<FourPxStock> lines(Consignment order) {
        var lines = new ArrayList<FourPxStock>();
        for (JsonNode line : order.request.path("iconsignment_sku")) {
            lines.add(FourPxStock.good(
                    order.text("to_warehouse_code"),
                    line.path("sku_code").asText("").strip(),
                    line.path("batch_no").asText("").strip(),
                    Query.wholeNumber(line.path("plan_qty")),
                    order.no,
                    order.createdAt));
        }
        return lines;
    }

    private static Sum sumOf(Map<String, Sum> sums, FourPxStock row) {
        String key = String.join("\u0001", row.warehouse(), row.sku(), row.batchNo(), row.quality());
        return sums.computeIfAbsent(key, unused -> new Sum(row));
    }

    private static final class Filter {
        private final Query query;
        private final Set<String> skus;
        private final Set<String> batches;

        private Filter(Query query) {
            this.query = query;
            this.skus = query.texts("lstsku");
            this.batches = query.texts("lstbatch_no");
        }

        private boolean passes(FourPxStock row) {
            return query.matches("warehouse_code", row.warehouse())
                    && (skus.isEmpty() || skus.contains(row.sku()))
                    && (batches.isEmpty() || batches.contains(row.batchNo()));
        }
    }

    private static final class Sum {
        private final FourPxStock first;
        private long available;
        private long pending;
        private long onway;

        private Sum(FourPxStock first) {
            this.first = first;
        }

        private void add(long moreAvailable, long morePending, long moreOnway) {
            available += moreAvailable;
            pending += morePending;
            onway += moreOnway;
        }

        private ObjectNode toJson() {
            return identity(first)
                    .put("available_stock", Long.toString(available))
                    .put("pending_stock", Long.toString(pending))
                    .put("onway_stock", Long.toString(onway));
        }
    }
}
