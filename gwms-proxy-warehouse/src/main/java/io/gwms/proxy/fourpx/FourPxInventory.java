package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.wire.CountedCalls;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Reading.PagesDisagree;
import io.gwms.proxy.wire.Replies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

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

    private final Map<String, FourPxSku> skus = new HashMap<>();
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
                    some.forEach(sku -> skus.put(sku, new FourPxSku()));
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
        for (Map.Entry<String, FourPxSku> sku : new TreeMap<>(skus).entrySet()) {
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
            FourPxPage page = page("fu.wms.inventory.get", some, pageNo);
            long stated = Replies.whole(page.total());
            if (Replies.whole(page.number()) != pageNo) {
                throw new PagesDisagree("page " + pageNo + " was asked for and another came");
            }
            if (total >= 0 && stated != total) {
                throw new PagesDisagree("the total changed from " + total + " to " + stated + " between two pages");
            }
            total = stated;
            List<FourPxPage.Row> list = page.rows("data");
            for (FourPxPage.Row row : list) {
                rows++;
                if (!some.isEmpty() && !some.contains(row.sku())) {
                    throw new IllegalArgumentException("a row of SKU " + row.sku() + " came, which was not asked for");
                }
                FourPxSku sku = skus.computeIfAbsent(row.sku(), unused -> new FourPxSku());
                sku.addSum(row, sent.count());
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
            List<FourPxPage.Row> list =
                    page("fu.wms.inventory.getdetail", some, pageNo).rows("inventorydetaillist");
            boolean isNews = false;
            for (FourPxPage.Row row : list) {
                FourPxSku sku = skus.get(row.sku());
                if (sku != null) {
                    isNews |= sku.addDetail(row, sent.count());
                }
            }
            more = isNews && list.size() == PAGE;
        }
    }

    private FourPxPage page(String method, List<String> some, int pageNo) {
        ObjectNode body = FourPxOrders.object()
                .put("warehouse_code", session.route().proxyWarehouse())
                .put("page_no", Integer.toString(pageNo))
                .put("page_size", Integer.toString(PAGE));
        if (!some.isEmpty()) {
            var list = body.putArray("lstsku");
            some.forEach(list::add);
        }
        Outcome<FourPxPage> outcome = FourPxCalls.page(session, method, body);
        pages++;
        return Reading.page(outcome);
    }

    private static List<List<String>> chunks(Collection<String> all) {
        var sorted = new ArrayList<>(new TreeSet<>(all));
        var chunks = new ArrayList<List<String>>();
        for (int from = 0; from < sorted.size(); from += SKUS_AT_ONCE) {
            chunks.add(List.copyOf(sorted.subList(from, Math.min(from + SKUS_AT_ONCE, sorted.size()))));
        }
        return chunks;
    }
}
