package io.gwms.order;

import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders in every status, and the facts beside them under which everything can be done. */
final class SampleOrders {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final StoreId STORE = new StoreId("s1");
    static final WarehouseCode WAREHOUSE = new WarehouseCode("W1");
    static final ChannelCode CHANNEL = new ChannelCode("EXPRESS");
    static final WarehouseSku SKU = new WarehouseSku("WH-1");

    private SampleOrders() {}

    static PlatformOrder platform(OrderKind kind, PlatformFact fact) {
        return PlatformOrder.builder("1001", "#1001")
                .kind(kind)
                .source("web")
                .orderedAt(NOW)
                .changedAt(NOW)
                .fact(fact)
                .fulfillmentStatus("UNFULFILLED")
                .payment(new Payment(Money.of("10.00", "EUR"), "card", null, null, null, null))
                .recipient(new Recipient("Ann", "", "DE", "", "Berlin", "Street 1", ""))
                .lines(List.of(new PlatformOrderLine("L1", "P-1", "Thing", 5, 0, 0, Money.of("2.00", "EUR"))))
                .build();
    }

    /** An order of that kind in that status, reached the plainest way. */
    static Order in(OrderStatus status, OrderKind kind) {
        boolean acknowledged = kind == OrderKind.B2B && status != OrderStatus.PENDING;
        boolean open = status == OrderStatus.PROCESSING || status == OrderStatus.PARTIALLY_SHIPPED;
        long shipped = switch (status) {
            case PENDING, ACKNOWLEDGED, PROCESSING, CANCELLED -> 0;
            case PARTIALLY_SHIPPED -> 2;
            case SHIPPED, COMPLETED, MANUAL_COMPLETED -> 5;
        };
        OrderLine line = new OrderLine(
                "L1", "P-1", 5, 0, 0, List.of(new SkuPieces(SKU, 1)), acknowledged ? 5L : null, 0, "", 0, 0, shipped);
        List<DispatchAttempt> dispatches = new ArrayList<>();
        if (open || shipped > 0) {
            dispatches.add(new DispatchAttempt(
                    1,
                    outboundId(),
                    WAREHOUSE,
                    CHANNEL,
                    open ? DispatchAttempt.State.OPEN : DispatchAttempt.State.CLOSED));
        }
        Shipment.WriteBack told =
                status == OrderStatus.COMPLETED ? Shipment.WriteBack.CONFIRMED : Shipment.WriteBack.FAILED_TEMPORARY;
        List<Shipment> shipments = shipped == 0
                ? List.of()
                : List.of(new Shipment("S1", Map.of("L1", shipped), "T1", "DHL", "", NOW, told, ""));
        return Order.first(
                        new OrderId(STORE, "1001"),
                        PlatformType.SHOPIFY,
                        platform(kind, PlatformFact.OPEN),
                        "hash",
                        List.of(line),
                        NOW)
                .stored(3, NOW)
                .acknowledge(acknowledged ? AcknowledgeState.ACCEPTED_ALL : AcknowledgeState.NONE)
                .acknowledgedFor(acknowledged ? WAREHOUSE : null)
                .dispatches(dispatches)
                .shipments(shipments)
                .closing(
                        switch (status) {
                            case CANCELLED -> Closing.CANCELLED;
                            case MANUAL_COMPLETED -> Closing.MANUALLY_SHIPPED;
                            case COMPLETED -> Closing.FINISHED_ON_PLATFORM;
                            case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> Closing.NONE;
                        })
                .done();
    }

    static OutboundId outboundId() {
        return new OutboundId("s1-1001-1");
    }

    static OrderFacts facts(Order order) {
        boolean open = order.openDispatch().isPresent();
        return new OrderFacts(
                NOW,
                WriteBackSupport.PARTIAL,
                CompleteOn.WRITE_BACK,
                LifecycleModelTest.AMENDED,
                true,
                new Warehouse(WAREHOUSE, "Main", "Own"),
                new Channel(CHANNEL, "Express", "DHL", "", false),
                null,
                open ? outbound() : null,
                Map.of("P-1", SkuMapping.of(STORE, "P-1", SKU, 1, NOW)),
                Set.of(SKU),
                Map.of(),
                List.of(),
                100);
    }

    static OutboundOrder outbound() {
        return OutboundOrder.created(
                outboundId(),
                new OrderId(STORE, "1001"),
                WAREHOUSE,
                CHANNEL,
                Recipient.none(),
                List.of(new OutboundLine("L1", SKU, 5, 1)),
                NOW);
    }

    /** A command of that action with inputs nothing is wrong with. */
    static OrderCommand command(OrderAction action, Order order) {
        return switch (action) {
            case ACKNOWLEDGE -> new OrderCommand.Acknowledge(AcknowledgeOrder.rejectAll(order, WAREHOUSE, "no stock"));
            case MANUAL_SHIP -> new OrderCommand.ManualShip(new ManualShipment(order.id(), "T9", "DHL", ""));
            case CLOSE_SHORT -> new OrderCommand.CloseShort();
            case HOLD -> new OrderCommand.Hold(HoldOrder.of(order.id(), "stock count"));
            case RELEASE -> new OrderCommand.Release();
            case DISPATCH -> new OrderCommand.Dispatch(DispatchOrder.of(order.id(), WAREHOUSE, CHANNEL), false);
            case BIND_SKU -> new OrderCommand.Bind(LineBinding.of("L1", SKU, 1));
            case MARK_SHIPPED -> new OrderCommand.MarkShipped();
            case CANCEL -> new OrderCommand.Cancel(CancelOrder.here(order.id()));
        };
    }
}
