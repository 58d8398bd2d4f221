package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.store.StoreId;
import java.util.List;

/** Reads coverage and quarantine of order sync. <b>Threads:</b> shared. */
@Incubating
public interface OrderSyncReads {
    /** What is proven complete for that store and kind. */
    Coverage coverage(StoreId store, OrderKind kind);

    /** What is set aside for that store, oldest first. */
    List<Quarantined> quarantined(StoreId store);
}
