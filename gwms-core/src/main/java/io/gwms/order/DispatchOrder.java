package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.LabelPdf;
import io.gwms.sku.WarehouseSku;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person chose to dispatch one order (platform-orders, section 2.4).
 *
 * @param order the order
 * @param warehouse the target warehouse
 * @param channel the shipping channel
 * @param labels the labels; at least one for a self-pickup channel
 * @param bindings SKUs bound in the same dialog; they are kept even if the dispatch is refused
 */
public record DispatchOrder(
        OrderId order,
        WarehouseCode warehouse,
        ChannelCode channel,
        List<LabelPdf> labels,
        List<LineBinding> bindings) {
    public DispatchOrder {
        requireNonNull(order, "order");
        requireNonNull(warehouse, "warehouse");
        requireNonNull(channel, "channel");
        labels = List.copyOf(labels);
        bindings = List.copyOf(bindings);
    }

    /** A dispatch without labels and bindings. */
    public static DispatchOrder of(OrderId order, WarehouseCode warehouse, ChannelCode channel) {
        return new DispatchOrder(order, warehouse, channel, List.of(), List.of());
    }

    /** The same with one more label. */
    public DispatchOrder label(LabelPdf label) {
        requireNonNull(label, "label");
        return new DispatchOrder(order, warehouse, channel, plus(labels, label), bindings);
    }

    /** The same with one more line bound to one warehouse SKU. */
    public DispatchOrder bind(String lineId, WarehouseSku warehouseSku, int each) {
        return bind(LineBinding.of(lineId, warehouseSku, each));
    }

    /** The same with one more line bound. */
    public DispatchOrder bind(LineBinding binding) {
        requireNonNull(binding, "binding");
        return new DispatchOrder(order, warehouse, channel, labels, plus(bindings, binding));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
