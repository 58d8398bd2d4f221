package io.gwms.samples.benchmarks.orders;

import io.gwms.order.Closing;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.Shipment;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Orders as they come in: 20 stores, one every 30 seconds, two lines each. Of twenty one is a purchase order; of ten one
 * waits, one is cancelled, and the rest have been shipped. Nothing of that goes by store.
 */
final class Sales {
    static final int STORES = 20;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] SYLLABLES = {"tha", "ni", "lo", "ka", "ri", "me"};
    private static final String[] SOURCES = {"online-store", "online-store", "online-store", "pos", "marketplace"};

    private Sales() {}

    /** First versions, all of them waiting. */
    static List<Order> orders(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> sample(i).stored()).toList();
    }

    static SampleOrder sample(int i) {
        SampleOrder sample = SampleOrder.of("store-" + i % STORES, "gid://shop/Order/" + (5_000_000_000L + i))
                .numbered(number(i))
                .orderedAt(orderedAt(i))
                .to(recipient(i))
                .lines("SKU-" + i % 500, "SKU-" + (i + 250) % 500);
        return dice(i, 1, 20) == 0 ? sample.purchaseOrder() : sample;
    }

    /** The order as it stands by now. */
    static Order byNow(int i) {
        Order order = sample(i).stored();
        int fate = dice(i, 2, 10);
        List<Shipment> shipments = fate < 2
                ? List.of()
                : List.of(new Shipment(
                        "S-1",
                        Map.of("line-1", 1L, "line-2", 1L),
                        tracking(i),
                        "Courier",
                        "",
                        order.createdAt(),
                        Shipment.WriteBack.CONFIRMED,
                        "F-1"));
        return Order.first(
                        order.id(),
                        order.platformType(),
                        order.platform().toBuilder().source(source(i)).build(),
                        order.contentHash(),
                        order.lines(),
                        order.createdAt())
                .shipments(shipments)
                .closing(fate == 0 ? Closing.NONE : fate == 1 ? Closing.CANCELLED : Closing.FINISHED_ON_PLATFORM)
                .done();
    }

    /** Much the same number for each question about an order, and none that another follows from. */
    private static int dice(int i, int question, int sides) {
        return Math.floorMod(new SplittableRandom(31L * i + question).nextInt(), sides);
    }

    static OrderId id(int i) {
        return sample(i).id();
    }

    static StoreId store(int i) {
        return new StoreId("store-" + i % STORES);
    }

    static String number(int i) {
        return "#" + (100_000 + i);
    }

    static String source(int i) {
        return SOURCES[dice(i, 3, SOURCES.length)];
    }

    static String tracking(int i) {
        return "TRK" + (7_000_000_000L + i * 97L);
    }

    /** One of 216. */
    static String firstName(int i) {
        int name = dice(i, 4, 216);
        return "A" + SYLLABLES[name % 6] + SYLLABLES[name / 6 % 6] + SYLLABLES[name / 36];
    }

    static String recipient(int i) {
        return firstName(i) + " " + Integer.toString(i * 31, 36) + "son";
    }

    static Instant orderedAt(int i) {
        return START.plusSeconds(30L * i);
    }
}
