package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsException;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a person chose to dispatch several orders (platform-orders, section 2.4): one warehouse and
 * channel for all. Each order is judged by itself. One order alone is dispatched as if it were single.
 *
 * @param orders the orders, at most {@value #MOST}, each once; duplicates collapse
 * @param warehouse the target warehouse
 * @param channel the shipping channel; a self-pickup channel is refused for two orders or more
 */
public record DispatchBatch(List<OrderId> orders, WarehouseCode warehouse, ChannelCode channel) {
    /** How many orders a batch may name. */
    public static final int MOST = 1_000;

    public DispatchBatch {
        orders = List.copyOf(new LinkedHashSet<>(Require.some(orders, "orders")));
        if (orders.size() > MOST) {
            throw new GwmsException(
                    "GWMS-1302",
                    "a batch names " + orders.size() + " orders, but at most " + MOST + " are dispatched at once",
                    "split it into batches of " + MOST
                            + "; each order is judged by itself, so nothing is lost by that");
        }
        requireNonNull(warehouse, "warehouse");
        requireNonNull(channel, "channel");
    }
}
