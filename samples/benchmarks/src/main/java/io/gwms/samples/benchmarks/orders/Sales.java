package io.gwms.samples.benchmarks.orders;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Orders as they come in: 20 stores, one every 30 seconds, two lines each; most are finished, one in 50 is a purchase order. */
final class Sales {
    static final int STORES = 20;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] NAMES = {"Thandi", "Ana", "Li", "Omar", "Sofia", "Kwame", "Ingrid", "Ravi"};

    private Sales() {}

    static List<Order> orders(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> sample(i).stored()).toList();
    }

    static SampleOrder sample(int i) {
        SampleOrder sample = SampleOrder.of("store-" + i % STORES, "gid://shop/Order/" + (5_000_000_000L + i))
                .numbered(number(i))
                .orderedAt(orderedAt(i))
                .to(recipient(i))
                .lines("SKU-" + i % 500, "SKU-" + (i + 250) % 500);
        return i % 50 == 0 ? sample.purchaseOrder() : sample;
    }

    /** The same as its platform says it: of ten, one is open and one cancelled. */
    static PlatformOrder onPlatform(int i) {
        PlatformOrder open = sample(i).onPlatform();
        PlatformFact fact =
                i % 10 == 0 ? PlatformFact.OPEN : i % 10 == 1 ? PlatformFact.CANCELLED : PlatformFact.COMPLETED;
        return open.toBuilder().fact(fact).build();
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

    static String recipient(int i) {
        return NAMES[i % NAMES.length] + " " + Integer.toString(i * 31, 36) + "son";
    }

    static Instant orderedAt(int i) {
        return START.plusSeconds(30L * i);
    }
}
