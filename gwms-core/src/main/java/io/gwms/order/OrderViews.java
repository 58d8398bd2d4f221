package io.gwms.order;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.OrderDetails.BasicInfo;
import io.gwms.order.OrderDetails.PaymentInfo;
import io.gwms.order.OrderDetails.RecipientInfo;
import io.gwms.order.OrderItem.PlatformSkuCell;
import io.gwms.order.OrderItem.WarehouseSkuCell;
import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows orders as people look at them: the rows of a page with one look-up of each kind, and the details of one. */
final class OrderViews {
    private final StateRepository state;
    private final Catalogue catalogue;

    OrderViews(StateRepository state, Catalogue catalogue) {
        this.state = state;
        this.catalogue = catalogue;
    }

    OrderRows page(OrderQuery query) {
        List<Order> orders = state.orders().list(query);
        Names names = new Names(orders);
        return new OrderRows(query, orders.stream().map(names::row).toList());
    }

    OrderDetails details(Order order, List<Offer> offers) {
        Names names = new Names(List.of(order));
        OrderRow row = names.row(order);
        Payment payment = order.platform().payment();
        Money total = payment.total();
        Recipient recipient = order.platform().recipient();
        return new OrderDetails(
                row,
                new BasicInfo(
                        row.orderedAt(),
                        row.warehouseName(),
                        names.warehouse(order)
                                .map(Warehouse::provider)
                                .map(OrderViews::given)
                                .orElse(null),
                        row.wmsShippingCost(),
                        given(order.platform().fulfillmentStatus()),
                        given(order.platform().buyerNote())),
                new PaymentInfo(
                        total,
                        given(payment.method()),
                        total == null ? null : total.currency(),
                        payment.paidAt(),
                        payment.shippingFee(),
                        payment.tax(),
                        payment.discount()),
                new RecipientInfo(
                        given(recipient.name()),
                        given(recipient.phone()),
                        given(recipient.country()),
                        given(recipient.state()),
                        given(recipient.city()),
                        given(recipient.address()),
                        given(recipient.zip())),
                order.lines().stream().map(line -> item(order, line)).toList(),
                offers);
    }

    private static OrderItem item(Order order, OrderLine line) {
        PlatformOrderLine there = Lines.find(order.platform(), line.lineId());
        return new OrderItem(
                line.lineId(),
                line.isMapped() ? new WarehouseSkuCell.Mapped(line.goods()) : new WarehouseSkuCell.NotMapped(),
                line.hasPlatformSku() ? new PlatformSkuCell.Given(line.platformSku()) : new PlatformSkuCell.NotGiven(),
                there == null ? null : given(there.name()),
                line.ordered(),
                line.shipped(),
                there == null ? null : there.unitPrice());
    }

    /** What a platform leaves empty it does not give. */
    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text;
    }

    /** The warehouse an order is or was handed to: the newest that did not drop it; else the one it was accepted for. */
    private static @Nullable WarehouseCode warehouseCode(Order order) {
        for (int i = order.dispatches().size() - 1; i >= 0; i--) {
            DispatchAttempt attempt = order.dispatches().get(i);
            if (attempt.state() != DispatchAttempt.State.CANCELLED) {
                return attempt.warehouse();
            }
        }
        return order.acknowledgedFor();
    }

    /** What some orders are shown with, looked up once for all of them. */
    private final class Names {
        private final Map<OutboundId, List<Charge>> charges;
        private final Map<StoreId, String> stores;
        private final Map<WarehouseCode, Optional<Warehouse>> warehouses = new HashMap<>();

        Names(List<Order> orders) {
            List<OutboundId> outbounds = new ArrayList<>();
            for (Order order : orders) {
                order.dispatches().forEach(attempt -> outbounds.add(attempt.outbound()));
            }
            this.charges =
                    outbounds.isEmpty() ? Map.of() : state.warehouseOrders().charges(outbounds);
            this.stores = stores(orders);
        }

        private Map<StoreId, String> stores(List<Order> orders) {
            Set<StoreId> shown = new HashSet<>();
            orders.forEach(order -> shown.add(order.id().store()));
            List<Store> found = shown.size() == 1
                    ? state.stores().find(shown.iterator().next()).stream().toList()
                    : state.stores().all();
            Map<StoreId, String> names = new HashMap<>();
            found.forEach(store -> names.put(store.id(), store.name()));
            return names;
        }

        Optional<Warehouse> warehouse(Order order) {
            WarehouseCode code = warehouseCode(order);
            return code == null ? Optional.empty() : warehouses.computeIfAbsent(code, catalogue::warehouse);
        }

        OrderRow row(Order order) {
            WarehouseCode code = warehouseCode(order);
            List<Charge> all = new ArrayList<>();
            order.dispatches().forEach(attempt -> all.addAll(charges.getOrDefault(attempt.outbound(), List.of())));
            return new OrderRow(
                    order.id(),
                    order.version(),
                    order.platform().number(),
                    order.kind(),
                    order.platformType(),
                    order.platform().source(),
                    stores.getOrDefault(order.id().store(), order.id().store().value()),
                    order.status(),
                    order.platform().payment().total(),
                    ShippingCost.of(all),
                    order.platform().orderedAt(),
                    code == null ? null : warehouse(order).map(Warehouse::name).orElse(code.value()),
                    order.shipments().stream()
                            .map(Shipment::trackingNumber)
                            .filter(number -> !number.isBlank())
                            .distinct()
                            .toList(),
                    order.exceptions());
        }
    }
}
