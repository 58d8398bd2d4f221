package io.gwms.platform.census;

import io.gwms.GwmsException;
import io.gwms.ProviderType;
import io.gwms.order.OrderKind;
import io.gwms.store.StoreId;
import java.util.Optional;

/**
 * Once a day lists the orders each platform has, by list calls only, and compares them with what is stored. What is missing or
 * differs is pulled by number, as an ordinary run with a record in the order sync log. So nothing hides for longer than a
 * day that a pull cannot see and a webhook did not bring. Get it from {@link io.gwms.platform.sync.PlatformModule#census()}.
 *
 * <p><b>Threads:</b> shared. No method makes a call to a platform.
 */
@ProviderType
public interface Census {
    /** What the last census of a store found that has ended; empty when there was none. */
    Optional<CensusReport> latest(StoreId store, OrderKind kind);

    /**
     * Asks for a census now; one that is under way is joined.
     *
     * @throws GwmsException when the store is unknown or cannot be called, or its platform has no list of orders (GWMS-2101,
     *     2102, 2104, 2105)
     */
    void take(StoreId store, OrderKind kind);
}
