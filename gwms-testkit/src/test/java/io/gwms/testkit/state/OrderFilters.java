package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;

import io.gwms.order.Closing;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.order.TextFilter;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Orders of few stores, sources, names, moments and statuses, and questions in any combination of the list's filters. */
final class OrderFilters {
    private static final String[] SOURCES = {"online-store", "pos", ""};
    private static final String[] NAMES = {"Ana Nkosi", "Ana Naidoo", "Li"};
    private static final OrderStatus[] STATUSES = {
        OrderStatus.PENDING, OrderStatus.CANCELLED, OrderStatus.COMPLETED, OrderStatus.PROCESSING
    };

    private OrderFilters() {}

    static OrderId id(int i) {
        return sample(i, OrderKind.B2C).id();
    }

    static Order order(int i, Random random) {
        SampleOrder sample = sample(i, random.nextInt(3) == 0 ? OrderKind.B2B : OrderKind.B2C)
                .numbered("#" + random.nextInt(3))
                .to(NAMES[random.nextInt(NAMES.length)])
                .orderedAt(NOON.plusSeconds(random.nextInt(4)));
        Order order = sample.stored();
        Shipment shipment = new Shipment(
                "S", Map.of(), "TRK-" + random.nextInt(12), "Courier", "", NOON, Shipment.WriteBack.CONFIRMED, "");
        PlatformOrder platform = order.platform().toBuilder()
                .source(SOURCES[random.nextInt(SOURCES.length)])
                .build();
        return Order.first(
                        order.id(),
                        order.platformType(),
                        platform,
                        order.contentHash(),
                        order.lines(),
                        order.createdAt())
                .shipments(random.nextBoolean() ? List.of() : List.of(shipment))
                .closing(Closing.values()[random.nextInt(3)])
                .done();
    }

    private static SampleOrder sample(int i, OrderKind kind) {
        SampleOrder sample = SampleOrder.of("store-" + i % 3, "o" + i);
        return kind == OrderKind.B2B ? sample.purchaseOrder() : sample;
    }

    /** A page with the filters whose bits are set. */
    static OrderQuery query(int filters, int orders, Random random) {
        boolean people = (filters & 192) != 0;
        OrderQuery query = OrderQuery.newest(1 + random.nextInt(9));
        query = (filters & 1) == 0
                ? query
                : query.withKind(people || random.nextBoolean() ? OrderKind.B2C : OrderKind.B2B);
        query = (filters & 2) == 0 ? query : query.withStatus(STATUSES[random.nextInt(STATUSES.length)]);
        query = (filters & 4) == 0 ? query : query.withStore(new StoreId("store-" + random.nextInt(4)));
        query = (filters & 8) == 0 ? query : query.withSource(SOURCES[random.nextInt(SOURCES.length)]);
        query = (filters & 16) == 0 ? query : query.withNumber("#" + random.nextInt(4));
        query = (filters & 32) == 0
                ? query
                : query.orderedBetween(
                        random.nextBoolean() ? null : NOON.plusSeconds(1),
                        random.nextBoolean() ? null : NOON.plusSeconds(3));
        query = (filters & 64) == 0
                ? query
                : query.withRecipient(
                        random.nextBoolean() ? TextFilter.startingWith("ana n") : TextFilter.exactly("Ana Nkosi"));
        query = (filters & 128) == 0
                ? query
                : query.withTracking(
                        random.nextBoolean() ? TextFilter.startingWith("trk1") : TextFilter.exactly("TRK-1"));
        return (filters & 256) == 0 ? query : query.after(id(random.nextInt(orders)));
    }

    /** How many combinations of filters there are. */
    static final int COMBINATIONS = 512;
}
