package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.wire.CountedCalls;
import io.gwms.proxy.wire.Pages;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Reading.PagesDisagree;
import io.gwms.proxy.wire.Replies;
import io.gwms.stock.StockQuality;
import io.gwms.transport.CallAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a warehouse's inventory, joined from two queries: {@code get} tells available and pending of a batch,
 * {@code getdetail} splits the batch by inbound order. They are two moments, so a SKU counts only when both agree:
 * available + pending = the sum of warehouse_stock. SKUs that moved meanwhile are read again by themselves, a few times.
 *
 * <p>Nothing goes to the sink before the join, so a whole inventory stands in memory once. Used by one thread, once.
 */
final class FourPxInventory {
    private static final int PAGE = 500;
    static final int SKUS_AT_ONCE = 100;
    private static final int READINGS = 3;
    private static final int NAMED_SKUS = 5;

    private final ProxySession session;
    private final CountedCalls sent;
    /** The SKUs that are asked for; empty for all. */
    private final List<String> asked;

    private final Map<String, Sku> skus = new HashMap<>();
    private int pages;

    FourPxInventory(ProxySession session, List<String> asked) {
        this.asked = asked;
        this.sent = new CountedCalls(session);
        this.session = session.through(sent);
    }

    Outcome<InventoryExtent> read(Consumer<? super RemoteBatch> sink) {
        return Reading.told(() -> readAll(sink), () -> pages, session.redactor());
    }

    private InventoryExtent readAll(Consumer<? super RemoteBatch> sink) {
        Reading.fromTheStart(() -> {
            skus.clear();
            readSums(asked);
        });
        Collection<String> open = List.copyOf(skus.keySet());
        for (int reading = 1; reading <= READINGS && !open.isEmpty(); reading++) {
            for (List<String> some : chunks(open)) {
                if (reading > 1) {
                    some.forEach(sku -> skus.put(sku, new Sku()));
                    readSums(some);
                }
                readDetails(some);
            }
            open = skus.entrySet().stream()
                    .filter(each -> !each.getValue().agrees())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }
        long rows = 0;
        for (Map.Entry<String, Sku> sku : new TreeMap<>(skus).entrySet()) {
            rows += sku.getValue().hand(sku.getKey(), sink);
        }
        return open.isEmpty() ? InventoryExtent.complete(rows, pages) : torn(open, rows);
    }

    private InventoryExtent torn(Collection<String> open, long rows) {
        return InventoryExtent.partial(
                "available + pending differs from warehouse_stock after " + READINGS + " readings for "
                        + open.size() + " SKUs, among them "
                        + open.stream().limit(NAMED_SKUS).toList(),
                rows,
                pages);
    }

    private void readSums(List<String> some) {
        long rows = 0;
        long total = -1;
        for (int pageNo = 1; total < 0 || rows < total; pageNo++) {
            JsonNode data = page("fu.wms.inventory.get", some, pageNo);
            long stated = Replies.whole(data.path("total"));
            if (Replies.whole(data.path("page_no")) != pageNo) {
                throw new PagesDisagree("page " + pageNo + " was asked for and another came");
            }
            if (total >= 0 && stated != total) {
                throw new PagesDisagree("the total changed from " + total + " to " + stated + " between two pages");
            }
            total = stated;
            JsonNode list = Replies.list(data, "data");
            for (JsonNode row : list) {
                rows++;
                if (!some.isEmpty() && !some.contains(sku(row))) {
                    throw new IllegalArgumentException("a row of SKU " + sku(row) + " came, which was not asked for");
                }
                Sku sku = skus.computeIfAbsent(sku(row), unused -> new Sku());
                sku.readFrom.add(sent.count());
                sku.addSum(
                        lot(row), Replies.whole(row.path("available_stock")), Replies.whole(row.path("pending_stock")));
            }
            if (list.isEmpty() && rows < total) {
                throw new PagesDisagree("an empty page came after " + rows + " of " + total + " rows");
            }
        }
        if (rows > total) {
            throw new PagesDisagree(rows + " rows came where " + total + " were stated");
        }
    }

    /** These pages state no total: the one that is not full, or tells nothing new, is the last. */
    private void readDetails(List<String> some) {
        boolean more = true;
        for (int pageNo = 1; more; pageNo++) {
            JsonNode list = Replies.list(page("fu.wms.inventory.getdetail", some, pageNo), "inventorydetaillist");
            boolean isNews = false;
            for (JsonNode row : list) {
                Sku sku = skus.get(sku(row));
                if (sku != null) {
                    sku.readFrom.add(sent.count());
                    isNews |= sku.addDetail(
                            lot(row),
                            row.path("consignment_no").asText("").strip(),
                            FourPxOrders.millis(row.path("putaway_time")).orElse(null),
                            Replies.whole(row.path("warehouse_stock")));
                }
            }
            more = isNews && list.size() == PAGE;
        }
    }

    private JsonNode page(String method, List<String> some, int pageNo) {
        ObjectNode body = FourPxOrders.object()
                .put("warehouse_code", session.route().proxyWarehouse())
                .put("page_no", Integer.toString(pageNo))
                .put("page_size", Integer.toString(PAGE));
        if (!some.isEmpty()) {
            var list = body.putArray("lstsku");
            some.forEach(list::add);
        }
        Outcome<JsonNode> outcome = FourPxCalls.query(session, CallAction.INVENTORY_FETCH, method, body);
        pages++;
        return Reading.page(outcome);
    }

    private static String sku(JsonNode row) {
        return Replies.text(row, "sku_code");
    }

    private static Lot lot(JsonNode row) {
        return new Lot(row.path("batch_no").asText("").strip(), Replies.text(row, "stock_quality"));
    }

    private static List<List<String>> chunks(Collection<String> all) {
        var sorted = new ArrayList<>(new TreeSet<>(all));
        var chunks = new ArrayList<List<String>>();
        for (int from = 0; from < sorted.size(); from += SKUS_AT_ONCE) {
            chunks.add(List.copyOf(sorted.subList(from, Math.min(from + SKUS_AT_ONCE, sorted.size()))));
        }
        return chunks;
    }

    /** What a batch of 4PX is within a SKU. */
    private record Lot(String batchNo, String quality) {
        StockQuality type() {
            return quality.equals("G") ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
        }
    }

    private record Arrival(
            Lot lot, String inboundNo, @Nullable Instant putAwayAt) {}

    private record Place(
            StockQuality quality,
            String inboundNo,
            @Nullable Instant putAwayAt) {}

    /** Both views of one SKU. */
    private static final class Sku {
        private final Map<Lot, long[]> sums = new HashMap<>();
        private final Map<Arrival, Long> details = new LinkedHashMap<>();
        private final Pages readFrom = new Pages();
        private boolean repeated;

        void addSum(Lot lot, long available, long pending) {
            if (sums.put(lot, new long[] {available, pending}) != null) {
                throw new PagesDisagree("a row of SKU batch '" + lot.batchNo + "' came twice");
            }
        }

        boolean addDetail(Lot lot, String inboundNo, @Nullable Instant putAwayAt, long stock) {
            boolean isNew = details.put(new Arrival(lot, inboundNo, putAwayAt), stock) == null;
            repeated |= !isNew;
            return isNew;
        }

        boolean agrees() {
            var rest = new HashMap<Lot, Long>();
            sums.forEach((lot, sum) -> rest.merge(lot, Math.addExact(sum[0], sum[1]), Math::addExact));
            details.forEach((arrival, stock) -> rest.merge(arrival.lot, -stock, Math::addExact));
            return !repeated && rest.values().stream().allMatch(left -> left == 0);
        }

        /**
         * One row for each inbound order, time and inventory type. What is pending of a batch is told for the batch as a
         * whole; it is counted against its oldest arrivals first, as they are shipped. The totals are exact all the same.
         */
        long hand(String sku, Consumer<? super RemoteBatch> sink) {
            var pending = new HashMap<Lot, Long>();
            sums.forEach((lot, sum) -> pending.put(lot, sum[1]));
            var rows = new LinkedHashMap<Place, long[]>();
            var lastRows = new HashMap<Lot, long[]>();
            details.entrySet().stream()
                    .sorted((one, other) -> oldestFirst(one.getKey().putAwayAt, other.getKey().putAwayAt))
                    .forEach(each -> {
                        Arrival arrival = each.getKey();
                        long stock = each.getValue();
                        long locked = Math.max(0, Math.min(stock, pending.getOrDefault(arrival.lot, 0L)));
                        pending.merge(arrival.lot, -locked, Math::addExact);
                        long[] row = rows.computeIfAbsent(
                                new Place(arrival.lot.type(), arrival.inboundNo, arrival.putAwayAt),
                                unused -> new long[2]);
                        row[0] = Math.addExact(row[0], stock - locked);
                        row[1] = Math.addExact(row[1], locked);
                        lastRows.put(arrival.lot, row);
                    });
            lastRows.forEach((lot, row) -> tellTheImpossible(row, pending.getOrDefault(lot, 0L)));
            List<Integer> pages = readFrom.list();
            rows.forEach((place, row) -> sink.accept(new RemoteBatch(
                    sku,
                    place.quality,
                    row[0],
                    row[1],
                    Math.addExact(row[0], row[1]),
                    place.inboundNo,
                    place.putAwayAt,
                    pages)));
            return rows.size();
        }

        /** More pending than there is, or less than none, stays visible: judging it is the reconciler's work. */
        private static void tellTheImpossible(long[] row, long pendingLeft) {
            row[0] = Math.subtractExact(row[0], pendingLeft);
            row[1] = Math.addExact(row[1], pendingLeft);
        }

        private static int oldestFirst(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return Boolean.compare(one != null, other != null);
            }
            return one.compareTo(other);
        }
    }
}
