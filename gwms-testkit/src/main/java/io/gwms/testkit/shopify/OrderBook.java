package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNullElse;

import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.shopify.HeldOrder.Part;
import io.gwms.testkit.shopify.HeldOrder.Tracking;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * All orders, every version of them, and the journal beneath. A version is written to the journal before it counts; it
 * shows in search only once the index lag that was in force has passed. Times are whole seconds, as the real server
 * shows them. Not for several threads at once: {@link FakeShopify} guards it.
 */
final class OrderBook {
    private static final long FIRST_ID = 8_800_000_000_001L;
    private static final int FIRST_NUMBER = 1001;

    private final VirtualClock clock;
    private final EffectJournal journal;
    private final Map<Long, List<Version>> orders = new LinkedHashMap<>();
    private volatile Duration indexLag = Duration.ZERO;

    record Version(HeldOrder order, Instant searchableAt) {}

    OrderBook(VirtualClock clock, EffectJournal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.replay(this::replay);
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    void indexLag(Duration lag) {
        this.indexLag = lag;
    }

    void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            journal.append(JournalLine.of(now));
            clock.advanceTo(now);
        }
    }

    /** Puts a new order in; one whose name is known already stays as it is, so that a restart may seed again. */
    HeldOrder seed(ShopifyOrder facts) {
        String name = requireNonNullElse(facts.name(), "#" + (FIRST_NUMBER + orders.size()));
        return find(name).orElseGet(() -> {
            Instant created = seconds(requireNonNullElse(facts.createdAt(), now()));
            Instant updated = seconds(requireNonNullElse(facts.updatedAt(), created));
            var order =
                    new HeldOrder(FIRST_ID + orders.size(), name, facts, created, updated, null, null, null, List.of());
            return put(withEarlierShipment(order));
        });
    }

    private static HeldOrder withEarlierShipment(HeldOrder order) {
        var parts = IntStream.range(0, order.facts().lines().size())
                .filter(line -> order.facts().lines().get(line).fulfilled() > 0)
                .mapToObj(line -> new Part(line, order.facts().lines().get(line).fulfilled()))
                .toList();
        if (parts.isEmpty()) {
            return order;
        }
        long location = order.facts().lines().get(parts.get(0).line()).location();
        var tracking = List.of(new Tracking("EARLIER-" + order.id(), null, "Other"));
        return order.shipped(location, parts, tracking, order.updatedAt());
    }

    HeldOrder put(HeldOrder order) {
        var version = new Version(order, now().plus(indexLag));
        journal.append(JournalLine.of(version));
        add(version);
        return order;
    }

    /** The order whose name that is, with or without the number sign, or whose id. */
    Optional<HeldOrder> find(String nameOrId) {
        return all().stream()
                .filter(order -> order.name().equals(nameOrId)
                        || order.name().equals("#" + nameOrId)
                        || Gid.of("Order", order.id()).equals(nameOrId))
                .findFirst();
    }

    Optional<HeldOrder> byId(long id) {
        return Optional.ofNullable(orders.get(id)).map(OrderBook::last);
    }

    /** The order that a fulfilment order, line or shipment number belongs to. */
    Optional<HeldOrder> owner(long childId, long factor) {
        return byId(childId / factor);
    }

    /** All orders as they are, in the sequence they came in. */
    List<HeldOrder> all() {
        return orders.values().stream().map(OrderBook::last).toList();
    }

    /** The orders that search knows, each as it was when last indexed. */
    List<HeldOrder> indexed() {
        Instant now = clock.instant();
        var known = new ArrayList<HeldOrder>();
        for (List<Version> versions : orders.values()) {
            versions.stream()
                    .filter(version -> !version.searchableAt().isAfter(now))
                    .reduce((earlier, later) -> later)
                    .ifPresent(version -> known.add(version.order()));
        }
        return known;
    }

    private void replay(String line) {
        JournalLine read = JournalLine.read(line);
        if (read.change() != null) {
            add(read.change());
            clock.advanceTo(read.change().order().updatedAt());
        }
        if (read.time() != null) {
            clock.advanceTo(read.time());
        }
    }

    private void add(Version version) {
        orders.computeIfAbsent(version.order().id(), id -> new ArrayList<>()).add(version);
    }

    private static HeldOrder last(List<Version> versions) {
        return versions.get(versions.size() - 1).order();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
