package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.PlatformType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order in the list (platform-orders, sections 2.1 and 3.1).
 *
 * @param id who it is
 * @param version for a command that is meant for the order as it is shown
 * @param number the platform order number
 * @param kind the tab it is in
 * @param platform the platform
 * @param source the order source channel
 * @param storeName the name of its store; the id of one that is not registered any more
 * @param status its status
 * @param amount the order amount; null where the platform states none that could be told
 * @param wmsShippingCost what its warehouses charge in all, one sum for each currency; empty while they charge nothing
 * @param orderedAt the order time
 * @param warehouseName the warehouse it is or was handed to; null while there is none
 * @param trackingNumbers each once, in the order of shipping
 * @param exceptions what stands in its way now
 */
public record OrderRow(
        OrderId id,
        long version,
        String number,
        OrderKind kind,
        PlatformType platform,
        String source,
        String storeName,
        OrderStatus status,
        @Nullable Money amount,
        List<Money> wmsShippingCost,
        Instant orderedAt,
        @Nullable String warehouseName,
        List<String> trackingNumbers,
        List<OrderException> exceptions) {
    public OrderRow {
        requireNonNull(id, "id");
        Require.that(version >= 1, "version", version, "1 or more");
        requireNonNull(number, "number");
        requireNonNull(kind, "kind");
        requireNonNull(platform, "platform");
        requireNonNull(source, "source");
        requireNonNull(storeName, "storeName");
        requireNonNull(status, "status");
        wmsShippingCost = List.copyOf(wmsShippingCost);
        requireNonNull(orderedAt, "orderedAt");
        trackingNumbers = List.copyOf(trackingNumbers);
        exceptions = List.copyOf(exceptions);
    }
}
