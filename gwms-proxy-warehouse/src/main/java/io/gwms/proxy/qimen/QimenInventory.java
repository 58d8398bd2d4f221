package io.gwms.proxy.qimen;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One reading of a warehouse's stock. The dialect has no number for a row and no order of rows: the count must stay the same
 * over all pages and be reached, and no row may come twice, else the whole is read again. The types that cannot be sold are
 * added up to one defective batch; what is on its way (ZT) is left out. Used by one thread, once.
 */
final class QimenInventory {
    static final int SKUS_AT_ONCE = 1;
    private static final int PAGE = 100;

    private final ProxySession session;
    private final CountedCalls sent;
    private final QimenCalls calls;
    private final QimenTerms terms;
    private final String owner;
    /** The item that is asked for; blank for all. */
    private final String asked;

    private final Map<Place, Figures> batches = new LinkedHashMap<>();
    private int pages;

    QimenInventory(ProxySession session, QimenTerms terms, String owner, List<String> asked) {
        this.sent = new CountedCalls(session);
        this.session = session.through(sent);
        this.calls = new QimenCalls(this.session, terms);
        this.terms = terms;
        this.owner = owner;
        this.asked = asked.isEmpty() ? "" : asked.get(0);
    }

    Outcome<InventoryExtent> read(Consumer<? super RemoteBatch> sink) {
        return Reading.told(() -> readAll(sink), () -> pages, session.redactor());
    }

    private InventoryExtent readAll(Consumer<? super RemoteBatch> sink) {
        Reading.fromTheStart(this::readPages);
        batches.forEach((place, figures) -> sink.accept(new RemoteBatch(
                place.item,
                place.quality,
                figures.free,
                figures.locked,
                terms.quantityIncludesLocked() ? Math.addExact(figures.free, figures.locked) : null,
                place.batch,
                null,
                figures.readFrom.list())));
        return InventoryExtent.complete(batches.size(), pages);
    }

    private void readPages() {
        batches.clear();
        Set<Row> seen = new HashSet<>();
        long rows = 0;
        long total = -1;
        for (int number = 1; total < 0 || rows < total; number++) {
            QimenXml page = page(number);
            pages++;
            long stated = count(page);
            if (total >= 0 && stated != total) {
                throw new PagesDisagree("the count changed from " + total + " to " + stated + " between two pages");
            }
            total = stated;
            List<QimenXml> items = page.list("items", "item");
            for (QimenXml item : items) {
                rows++;
                add(item, seen);
            }
            if (items.isEmpty() && rows < total) {
                throw new PagesDisagree("an empty page came after " + rows + " of " + total + " rows");
            }
        }
        if (rows > total) {
            throw new PagesDisagree(rows + " rows came where " + total + " were counted");
        }
    }

    /** The reference calls the number of rows totalCount, and a published sample totalLines. */
    private static long count(QimenXml page) {
        return Replies.whole(page.has("totalCount") ? page.text("totalCount") : page.text("totalLines"));
    }

    private QimenXml page(int number) {
        QimenXml request = QimenXml.of("request")
                .put("warehouseCode", session.route().proxyWarehouse())
                .put("ownerCode", owner)
                .put("page", Integer.toString(number))
                .put("pageSize", Integer.toString(PAGE));
        if (!asked.isEmpty()) {
            request.put("itemCode", asked);
        }
        return Reading.page(calls.query(CallAction.INVENTORY_FETCH, "stock.query", request)
                .then(answer -> answer.success()
                        ? Outcome.done(answer.body())
                        : Replies.unreadable(answer.message(), session.redactor())));
    }

    private void add(QimenXml item, Set<Row> seen) {
        String warehouse = item.text("warehouseCode");
        if (!warehouse.isEmpty() && !warehouse.equals(session.route().proxyWarehouse())) {
            throw new IllegalArgumentException("a row of warehouse " + warehouse + " came, which was not asked for");
        }
        if (!asked.isEmpty() && !asked.equals(item.text("itemCode"))) {
            throw new IllegalArgumentException(
                    "a row of item '" + item.text("itemCode") + "' came, which was not asked for");
        }
        String type = item.text("inventoryType");
        if (type.isEmpty() || !item.has("itemCode")) {
            throw new IllegalArgumentException(
                    "a row of item '" + item.text("itemCode") + "' lacks its itemCode or inventoryType");
        }
        Row row = new Row(
                item.text("itemCode"),
                item.text("itemId"),
                type,
                item.text("batchCode"),
                item.text("productDate"),
                item.text("expireDate"));
        if (!seen.add(row)) {
            throw new PagesDisagree("a row of item '" + row.itemCode + "', batch '" + row.batch + "' came twice");
        }
        if (type.equals("ZT")) {
            return;
        }
        long quantity = Replies.whole(item.text("quantity"));
        long locked = item.has("lockQuantity") ? Replies.whole(item.text("lockQuantity")) : 0;
        long free = terms.quantityIncludesLocked() ? Math.subtractExact(quantity, locked) : quantity;
        String sku = row.itemCode.isEmpty() ? "item " + row.itemId : row.itemCode;
        Figures figures =
                batches.computeIfAbsent(new Place(sku, QimenPapers.quality(type), row.batch), unused -> new Figures());
        figures.free = Math.addExact(figures.free, free);
        figures.locked = Math.addExact(figures.locked, locked);
        figures.readFrom.add(sent.count());
    }

    private record Row(
            String itemCode, String itemId, String type, String batch, String productDate, String expireDate) {}

    private record Place(String item, StockQuality quality, String batch) {}

    private static final class Figures {
        private long free;
        private long locked;
        private final Pages readFrom = new Pages();
    }
}
