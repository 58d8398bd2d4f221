package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.store.StoreId;
import java.util.Collection;
import java.util.List;

/** Reads coverage and quarantine of order sync. <b>Threads:</b> shared. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface OrderSyncReads {
    /** What is proven complete for that store and kind, what is wanted, and when it was swept. */
    Coverage coverage(StoreId store, OrderKind kind);

    /** What is set aside for that store, oldest first. */
    List<Quarantined> quarantined(StoreId store);

    /** Which of these orders are set aside, in any order. */
    List<Quarantined> quarantined(StoreId store, Collection<String> platformOrderIds);

    /**
     * What is set aside for that store, by platform order id upwards.
     *
     * @param after only ids behind this one; empty for the first page
     * @param limit the most of a page, 1 or more
     */
    List<Quarantined> quarantinedAfter(StoreId store, String after, int limit);
}
