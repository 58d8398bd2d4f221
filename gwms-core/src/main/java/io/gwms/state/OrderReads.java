package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.store.StoreId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads orders. <b>Threads:</b> shared. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface OrderReads {
    /** The order of that id. */
    Optional<Order> find(OrderId id);

    /** The orders of those ids that exist, in no particular order; one round trip to the store. */
    List<Order> findAll(Collection<OrderId> ids);

    /** The orders of that store whose number people read is this one. */
    List<Order> findByNumber(StoreId store, String number);

    /**
     * A page of orders: newest order time first, then by id upwards. A filter by recipient or tracking
     * number shows B2C orders only.
     *
     * @throws IllegalArgumentException if {@code before} is not stored
     */
    List<Order> list(OrderQuery query);

    /** The orders that are pending or acknowledged and have a line of that platform SKU. */
    List<Order> waitingFor(StoreId store, String platformSku);

    /** How many orders each status has; a status that no order has is left out. */
    Map<OrderStatus, Long> countByStatus();

    /** The steps of an order, oldest first. */
    List<JournalEntry> journal(OrderId id);

    /** The kept result of a command. */
    Optional<CommandRecord> command(String key);
}
