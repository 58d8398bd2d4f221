package io.gwms.proxy.extensiv;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a facility's stock details: a row for each receive item. Rows of one SKU, receiver, time and inventory
 * type (other lots, locations, pallets) are added up to one batch. Pages are asked for in the order of the rows' ids, which
 * never change; the total must stay the same and be reached, and no id may come twice, else the whole is read again.
 *
 * <p>Available tells what is not allocated, held or not: of held goods nothing can be promised. Used by one thread, once.
 */
final class ExtensivInventory {
    static final int SKUS_AT_ONCE = 20;
    private static final int PAGE = 500;
    private static final int NAMED = 5;

    private final ProxySession session;
    private final CountedCalls sent;
    private final ExtensivCalls calls;
    private final ExtensivPapers papers;
    private final boolean heldIsDefective;
    /** The SKUs that are asked for; empty for all. */
    private final List<String> asked;

    private final Map<Place, Figures> batches = new LinkedHashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private int pages;

    ExtensivInventory(ProxySession session, ExtensivPapers papers, boolean heldIsDefective, List<String> asked) {
        this.sent = new CountedCalls(session);
        this.session = session.through(sent);
        this.calls = new ExtensivCalls(this.session);
        this.papers = papers;
        this.heldIsDefective = heldIsDefective;
        this.asked = asked;
    }

    Outcome<InventoryExtent> read(Consumer<? super RemoteBatch> sink) {
        return Reading.told(() -> readAll(sink), () -> pages, session.redactor());
    }

    private InventoryExtent readAll(Consumer<? super RemoteBatch> sink) {
        Reading.fromTheStart(this::readPages);
        batches.forEach((place, figures) -> sink.accept(new RemoteBatch(
                place.sku,
                place.quality,
                figures.available,
                Math.subtractExact(figures.onHand, figures.available),
                figures.onHand,
                place.receiver,
                place.receivedAt,
                figures.readFrom.list())));
        return broken.isEmpty()
                ? InventoryExtent.complete(batches.size(), pages)
                : InventoryExtent.partial(
                        "quantities of " + broken.size() + " receive items are no whole numbers, among them "
                                + broken.stream().limit(NAMED).toList(),
                        batches.size(),
                        pages);
    }

    private void readPages() {
        batches.clear();
        broken.clear();
        Set<String> seen = new HashSet<>();
        long total = -1;
        for (int number = 1; total < 0 || seen.size() < total; number++) {
            JsonNode page = page(number);
            pages++;
            long stated = Replies.whole(page.path("totalResults"));
            if (total >= 0 && stated != total) {
                throw new PagesDisagree("the total changed from " + total + " to " + stated + " between two pages");
            }
            total = stated;
            List<JsonNode> rows = stated == 0 ? List.of() : ExtensivPapers.embedded(page);
            for (JsonNode row : rows) {
                String id = row.path("receiveItemId").asText("");
                if (!seen.add(id)) {
                    throw new PagesDisagree("receive item " + id + " came twice");
                }
                add(id, row);
            }
            if (rows.isEmpty() && seen.size() < total) {
                throw new PagesDisagree("an empty page came after " + seen.size() + " of " + total + " rows");
            }
        }
        if (seen.size() > total) {
            throw new PagesDisagree(seen.size() + " rows came where " + total + " were stated");
        }
    }

    private JsonNode page(int number) {
        String path = "/inventory/stockdetails?customerid=" + papers.customer() + "&facilityid=" + papers.facility()
                + "&pgsiz=" + PAGE + "&pgnum=" + number + "&sort=receiveItemId" + filter();
        Outcome<JsonNode> page = calls.read(CallAction.INVENTORY_FETCH, path).then(read -> Outcome.done(read.body()));
        return number == 1 ? Reading.page(page) : Reading.nextPage(page);
    }

    private String filter() {
        return asked.isEmpty()
                ? ""
                : "&rql="
                        + Rql.encoded("itemIdentifier.sku"
                                + Rql.oneOf(asked.stream()
                                        .map(ExtensivPapers::withoutQualifier)
                                        .distinct()
                                        .toList()));
    }

    /** Filters do not tell letters by their case and know no qualifiers, so what is alike is passed over. */
    private boolean isAskedFor(JsonNode row) {
        String sku = ExtensivPapers.sku(row);
        if (asked.stream()
                .map(ExtensivPapers::withoutQualifier)
                .noneMatch(ExtensivPapers.withoutQualifier(sku)::equalsIgnoreCase)) {
            throw new IllegalArgumentException("a row of SKU " + sku + " came, which was not asked for");
        }
        return asked.contains(sku);
    }

    private void add(String id, JsonNode row) {
        if (!asked.isEmpty() && !isAskedFor(row)) {
            return;
        }
        long onHand;
        long available;
        try {
            onHand = Replies.whole(row.path("onHand"));
            available = Replies.whole(row.path("available"));
        } catch (IllegalArgumentException decimals) {
            broken.add(id);
            return;
        }
        boolean held = flag(row, "isOnHold");
        boolean quarantined = flag(row, "quarantined");
        StockQuality quality =
                quarantined || (held && heldIsDefective) ? StockQuality.DEFECTIVE : StockQuality.QUALIFIED;
        String sku = ExtensivPapers.sku(row);
        Place place = new Place(
                sku.isBlank() ? "receive item " + id : sku,
                quality,
                row.path("receiverId").asText(""),
                papers.time(row.path("receivedDate")).orElse(null));
        Figures figures = batches.computeIfAbsent(place, unused -> new Figures());
        figures.onHand = Math.addExact(figures.onHand, onHand);
        figures.available = Math.addExact(figures.available, held || quarantined ? 0 : available);
        figures.readFrom.add(sent.count());
    }

    private static boolean flag(JsonNode row, String name) {
        if (!row.path(name).isBoolean()) {
            throw new IllegalArgumentException("'" + name + "' is neither true nor false");
        }
        return row.path(name).asBoolean();
    }

    private record Place(
            String sku,
            StockQuality quality,
            String receiver,
            @Nullable Instant receivedAt) {}

    private static final class Figures {
        private long onHand;
        private long available;
        private final Pages readFrom = new Pages();
    }
}
