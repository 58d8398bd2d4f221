package io.gwms.proxy.shipbob;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One reading of a fulfilment centre's inventory, joined from two lists: by location (what there is of an item) and by lot
 * (how it is divided). Neither tells a count of its rows, so an item counts only when both lists have it and agree; those
 * that moved meanwhile are read again by themselves, a few times.
 *
 * <p>A lot number is our reference of the inbound order that brought it, because that is what {@link ShipBobReceivings}
 * names it; it becomes the number of the receiving order of that reference, where there is one, and stays what it is else.
 * Nothing goes to the sink before the join. Used by one thread, once.
 */
final class ShipBobInventory {
    static final int SKUS_AT_ONCE = 1;
    private static final int PAGE = 100;
    private static final int IDS_AT_ONCE = 50;
    private static final int READINGS = 3;
    private static final int MOST_PAGES = 100_000;
    private static final int NAMED = 5;

    private final ProxySession session;
    private final CountedCalls sent;
    private final ShipBobCalls calls;
    private final long location;
    /** The SKU that is asked for; blank for all. */
    private final String asked;

    private final Map<String, Item> items = new TreeMap<>();
    private int pages;

    ShipBobInventory(ProxySession session, long location, List<String> asked) {
        this.sent = new CountedCalls(session);
        this.session = session.through(sent);
        this.calls = new ShipBobCalls(this.session);
        this.location = location;
        this.asked = asked.isEmpty() ? "" : asked.get(0);
    }

    Outcome<InventoryExtent> read(Consumer<? super RemoteBatch> sink) {
        return Reading.told(() -> readAll(sink), () -> pages, session.redactor());
    }

    private InventoryExtent readAll(Consumer<? super RemoteBatch> sink) {
        Reading.fromTheStart(() -> {
            items.clear();
            readBoth(asked.isEmpty() ? "" : "&SearchBy=" + ShipBobConnector.encoded(asked));
        });
        Collection<String> open = disagreeing();
        for (int reading = 2; reading <= READINGS && !open.isEmpty(); reading++) {
            for (List<String> some : chunks(open, IDS_AT_ONCE)) {
                some.forEach(items::remove);
                Reading.fromTheStart(() -> readBoth("&InventoryIds=" + String.join(",", some)));
            }
            open = disagreeing();
        }
        long rows = hand(sink);
        return open.isEmpty()
                ? InventoryExtent.complete(rows, pages)
                : InventoryExtent.partial(
                        "the lists by lot and by location still contradict each other after " + READINGS
                                + " readings for " + open.size() + " items, among them "
                                + open.stream().limit(NAMED).toList(),
                        rows,
                        pages);
    }

    private List<String> disagreeing() {
        return items.entrySet().stream()
                .filter(each -> !each.getValue().agrees())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void readBoth(String filter) {
        String query = "?LocationId=" + location + "&PageSize=" + PAGE + filter;
        readItems(
                "/inventory-level/locations" + query, (item, row) -> item.whole = here(Replies.list(row, "locations")));
        readItems("/inventory-level/lots" + query, (item, row) -> {
            item.listedByLot = true;
            item.lots.clear();
            for (JsonNode lot : Replies.list(row, "lots")) {
                Figures figures = here(Replies.list(lot, "locations"));
                if (figures.told) {
                    item.lots.merge(lot.path("lot_number").asText("").strip(), figures, Figures::plus);
                }
            }
        });
    }

    /** A search finds whatever has the text somewhere in its name or SKU: what else it finds is passed over. */
    private void readItems(String path, BiConsumer<Item, JsonNode> toItem) {
        readPages(path, row -> {
            String sku = Replies.told(row, "sku");
            if (asked.isEmpty() || asked.equals(sku)) {
                Item item = items.computeIfAbsent(row.path("inventory_id").asText(""), unused -> new Item());
                item.sku = sku;
                item.readFrom.add(sent.count());
                toItem.accept(item, row);
            }
        });
    }

    private void readPages(String path, Consumer<JsonNode> toRow) {
        Set<String> seen = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        JsonNode page = Reading.page(calls.object(CallAction.INVENTORY_FETCH, path));
        for (int number = 1; ; number++) {
            pages++;
            for (JsonNode row : Replies.list(page, "items")) {
                if (!seen.add(row.path("inventory_id").asText(""))) {
                    throw new PagesDisagree(
                            "item " + row.path("inventory_id").asText("") + " came on two pages of one list");
                }
                toRow.accept(row);
            }
            String next = page.path("next").asText("");
            if (page.path("next").isNull() || next.isBlank()) {
                return;
            }
            if (!addresses.add(next) || number == MOST_PAGES) {
                throw new PagesDisagree("page " + number + " leads to a page that was read already");
            }
            page = Reading.nextPage(calls.next(CallAction.INVENTORY_FETCH, next));
        }
    }

    /** The figures of our centre alone; nothing told about it means nothing is there. */
    private Figures here(JsonNode locations) {
        Figures figures = Figures.NONE;
        for (JsonNode place : locations) {
            if (Replies.whole(place.path("location_id")) == location) {
                figures = figures.plus(new Figures(
                        true,
                        Replies.whole(place.path("on_hand_quantity")),
                        Replies.whole(place.path("fulfillable_quantity"))));
            }
        }
        return figures;
    }

    private long hand(Consumer<? super RemoteBatch> sink) {
        Map<String, Receiving> receivings = receivingsOfLots();
        Map<Place, Figures> rows = new LinkedHashMap<>();
        Map<Place, Pages> readFrom = new HashMap<>();
        items.forEach((id, item) -> {
            String sku = item.sku.isBlank() ? "inventory " + id : item.sku;
            item.batches().forEach((lot, figures) -> {
                Receiving receiving = receivings.get(lot);
                Place place = new Place(sku, receiving == null ? lot : receiving.number);
                rows.merge(place, figures, Figures::plus);
                Pages pagesOfPlace = readFrom.computeIfAbsent(place, unused -> new Pages());
                pagesOfPlace.addAll(item.readFrom);
                if (receiving != null) {
                    pagesOfPlace.add(receiving.page);
                }
            });
        });
        rows.forEach((place, figures) -> sink.accept(new RemoteBatch(
                place.sku,
                StockQuality.QUALIFIED,
                figures.free,
                Math.subtractExact(figures.onHand, figures.free),
                figures.onHand,
                place.inboundNo,
                null,
                readFrom.getOrDefault(place, new Pages()).list())));
        return rows.size();
    }

    /** The receiving order behind each lot number that is a reference of ours. */
    private Map<String, Receiving> receivingsOfLots() {
        Set<String> lots = new TreeSet<>();
        items.values().forEach(item -> lots.addAll(item.lots.keySet()));
        lots.removeIf(lot -> lot.isEmpty() || lot.contains(","));
        Map<String, Receiving> receivings = new HashMap<>();
        for (List<String> some : chunks(lots, IDS_AT_ONCE)) {
            String names = some.stream()
                    .map(lot -> URLEncoder.encode(lot, StandardCharsets.UTF_8))
                    .collect(Collectors.joining(","));
            JsonNode rows = Reading.page(
                    calls.list(CallAction.INBOUND_QUERY, "/receiving?Limit=250&Page=1&PurchaseOrderNumbers=" + names));
            pages++;
            for (JsonNode row : rows) {
                String reference = row.path("purchase_order_number").asText("");
                boolean living = !row.path("status").asText("").equals("Cancelled");
                if (living && some.contains(reference)) {
                    receivings.putIfAbsent(
                            reference, new Receiving(row.path("id").asText(""), sent.count()));
                }
            }
        }
        return receivings;
    }

    private static List<List<String>> chunks(Collection<String> all, int size) {
        List<String> list = List.copyOf(all);
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            chunks.add(list.subList(from, Math.min(list.size(), from + size)));
        }
        return chunks;
    }

    private record Place(String sku, String inboundNo) {}

    /** A receiving order, and the page that told of it. */
    private record Receiving(String number, int page) {}

    private record Figures(boolean told, long onHand, long free) {
        private static final Figures NONE = new Figures(false, 0, 0);

        private Figures plus(Figures more) {
            return new Figures(told || more.told, Math.addExact(onHand, more.onHand), Math.addExact(free, more.free));
        }

        private boolean sameAs(Figures other) {
            return onHand == other.onHand && free == other.free;
        }
    }

    /** Both views of one item. */
    private static final class Item {
        private String sku = "";
        private Figures whole = Figures.NONE;
        private final Pages readFrom = new Pages();
        private boolean listedByLot;
        private final Map<String, Figures> lots = new TreeMap<>();

        /** An item without lots is not divided: its whole stands for itself. */
        private boolean agrees() {
            Figures sum = lots.values().stream().reduce(Figures.NONE, Figures::plus);
            return listedByLot && (lots.isEmpty() || sum.sameAs(whole));
        }

        private Map<String, Figures> batches() {
            return lots.isEmpty() && whole.told ? Map.of("", Objects.requireNonNull(whole)) : lots;
        }
    }
}
