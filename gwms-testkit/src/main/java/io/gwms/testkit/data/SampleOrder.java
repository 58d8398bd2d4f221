package io.gwms.testkit.data;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.DispatchAttempt;
import io.gwms.order.Money;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderLine;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order to be paid, picked and shipped: open, paid, one piece of each SKU, unless said otherwise. Immutable; each
 * setting gives another sample.
 *
 * @param id who it is
 * @param number the number people read
 * @param kind consumer order or purchase order
 * @param orderedAt when it was ordered; also when it was first stored
 * @param recipient who receives it
 * @param skus the platform SKU of each line; empty for a line without one
 * @param pieces pieces of each line
 */
public record SampleOrder(
        OrderId id,
        String number,
        OrderKind kind,
        Instant orderedAt,
        Recipient recipient,
        List<String> skus,
        long pieces) {
    /** Noon of an ordinary day. */
    public static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    public SampleOrder {
        skus = List.copyOf(skus);
    }

    /** A B2C order of one line, ordered at {@link #NOON}. */
    public static SampleOrder of(String store, String platformOrderId) {
        return new SampleOrder(
                new OrderId(new StoreId(store), platformOrderId),
                "#" + platformOrderId,
                OrderKind.B2C,
                NOON,
                new Recipient(
                        "Thandi Mokoena", "+27 11 555 0101", "ZA", "Gauteng", "Johannesburg", "12 Loop Street", "2000"),
                List.of("MUG-BLUE"),
                1);
    }

    /** The same under another number. */
    public SampleOrder numbered(String number) {
        return new SampleOrder(id, number, kind, orderedAt, recipient, skus, pieces);
    }

    /** The same as a purchase order. */
    public SampleOrder purchaseOrder() {
        return new SampleOrder(id, number, OrderKind.B2B, orderedAt, recipient, skus, pieces);
    }

    /** The same, ordered at another time. */
    public SampleOrder orderedAt(Instant orderedAt) {
        return new SampleOrder(id, number, kind, orderedAt, recipient, skus, pieces);
    }

    /** The same for somebody else. */
    public SampleOrder to(String recipientName) {
        Recipient other = new Recipient(
                recipientName,
                recipient.phone(),
                recipient.country(),
                recipient.state(),
                recipient.city(),
                recipient.address(),
                recipient.zip());
        return new SampleOrder(id, number, kind, orderedAt, other, skus, pieces);
    }

    /** The same with a line for each of these platform SKUs. */
    public SampleOrder lines(String... platformSkus) {
        return new SampleOrder(id, number, kind, orderedAt, recipient, List.of(platformSkus), pieces);
    }

    /** The same with that many pieces in each line. */
    public SampleOrder pieces(long pieces) {
        return new SampleOrder(id, number, kind, orderedAt, recipient, skus, pieces);
    }

    /** What its platform says of it. */
    public PlatformOrder onPlatform() {
        return PlatformOrder.builder(id.platformOrderId(), number)
                .kind(kind)
                .source("online-store")
                .orderedAt(orderedAt)
                .changedAt(orderedAt)
                .fact(PlatformFact.OPEN)
                .fulfillmentStatus("unfulfilled")
                .payment(new Payment(
                        Money.of("249.90", "ZAR"),
                        "card",
                        orderedAt,
                        Money.of("60.00", "ZAR"),
                        Money.of("32.60", "ZAR"),
                        null))
                .recipient(recipient)
                .lines(IntStream.range(0, skus.size())
                        .mapToObj(this::platformLine)
                        .toList())
                .build();
    }

    private PlatformOrderLine platformLine(int index) {
        return new PlatformOrderLine(
                lineId(index), skus.get(index), "Mug, blue", pieces, 0, 0, Money.of("189.90", "ZAR"));
    }

    private static String lineId(int index) {
        return "line-" + (index + 1);
    }

    /** The order as it is first stored. */
    public Order stored() {
        List<OrderLine> lines =
                IntStream.range(0, skus.size()).mapToObj(this::line).toList();
        return Order.first(id, PlatformType.SHOPIFY, onPlatform(), "sha256-of-" + id, lines, orderedAt)
                .done();
    }

    private OrderLine line(int index) {
        return new OrderLine(lineId(index), skus.get(index), pieces, 0, 0, List.of(), null, 0, "", 0, 0, 0);
    }

    /** The outbound order of that attempt to dispatch it, as it is first stored. */
    public OutboundOrder outbound(int attempt) {
        return OutboundOrder.created(
                OutboundId.of(id, attempt),
                id,
                WAREHOUSE,
                new ChannelCode("COURIER"),
                recipient,
                IntStream.range(0, skus.size())
                        .mapToObj(index -> new OutboundLine(lineId(index), new WarehouseSku("W-MUG"), pieces, 1))
                        .toList(),
                orderedAt);
    }

    /** The order as it stands once that attempt to dispatch it is open. */
    public Order dispatched(Order before, int attempt, Instant now) {
        return before.change(now)
                .dispatches(List.of(new DispatchAttempt(
                        attempt,
                        OutboundId.of(id, attempt),
                        WAREHOUSE,
                        new ChannelCode("COURIER"),
                        DispatchAttempt.State.OPEN)))
                .done();
    }
}
