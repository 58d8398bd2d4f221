package io.gwms.testkit.extensiv;

import io.gwms.testkit.shelf.Shelf;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the warehouse knows: stock, orders, receivers. Orders ship as virtual time passes. */
final class House {
    private static final DateTimeFormatter NO_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    final Shelf<ExtensivStock> shelf = new Shelf<>();
    final Set<String> skus = new LinkedHashSet<>();
    final List<Paper> orders = new ArrayList<>();
    final List<Paper> receivers = new ArrayList<>();
    final ExtensivSettings settings;
    private final VirtualClock clock;
    private long lastId = 40_000;

    House(ExtensivSettings settings, VirtualClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    long nextId() {
        return ++lastId;
    }

    /** A moment in the facility's own time, as every date of the system is told. */
    @Nullable
    String local(@Nullable Instant at) {
        return at == null ? null : NO_OFFSET.format(at.atZone(settings.zone()));
    }

    void move(ExtensivStock spot, long pieces) {
        skus.add(spot.sku());
        shelf.move(spot, pieces);
    }

    Paper order(String reference) {
        return find(orders, reference);
    }

    Paper receiver(String reference) {
        return find(receivers, reference);
    }

    private static Paper find(List<Paper> papers, String reference) {
        return papers.stream()
                .filter(paper -> paper.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is nothing of reference " + reference));
    }

    void settle() {
        for (Paper order : orders) {
            if (order.status == Paper.OPEN && order.fullyAllocated && !order.dueAt.isAfter(now())) {
                ship(order, Map.of(), order.dueAt);
            }
        }
    }

    /** Ships all of an order, or so much of the SKUs named; either way it is closed. */
    void ship(Paper order, Map<String, Long> less, Instant at) {
        if (order.status != Paper.OPEN) {
            throw new IllegalStateException("order " + order.id + " is not open");
        }
        order.items("orderItems").forEach(item -> {
            String sku = item.path("itemIdentifier").path("sku").asText();
            long pieces = less.getOrDefault(sku, item.path("qty").asLong());
            Shelf.ship(order.takes.getOrDefault(sku, List.of()), pieces);
            order.done.merge(sku, pieces, Long::sum);
        });
        order.trackingNo = "1Z" + order.id;
        order.end(Paper.CLOSED, at);
    }

    void cancel(Paper paper) {
        paper.takes.values().forEach(some -> some.forEach(Shelf.Take::giveBack));
        paper.end(Paper.CANCELED, now());
    }

    /** Confirms a receiver: so much of each SKU came, and is stock from this moment on. */
    void receive(Paper receiver, Map<String, Long> pieces) {
        pieces.forEach((sku, some) -> {
            receiver.done.put(sku, some);
            move(ExtensivStock.good(receiver.facility(), sku, receiver.id, now()), some);
        });
        receiver.end(Paper.CLOSED, now());
    }
}
