package io.gwms.order;

import io.gwms.ProviderType;
import io.gwms.platform.PlatformOrder;
import io.gwms.state.Change;
import io.gwms.store.Store;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens outside into changes of orders, by the transition table. It decides and commits
 * nothing: the caller commits the changes together with what it has of its own (the end of its task,
 * the window of its run), and asks again when that commit meets a conflict.
 *
 * <p><b>Threads:</b> shared.
 */
@ProviderType
public interface OrderEvents {
    /**
     * What an order that came in from its platform amounts to (rows E10 to E22).
     *
     * @param store the store it came from
     * @param order what the platform says
     * @param stored the order as it is stored now; null when there is none
     */
    Intake received(Store store, PlatformOrder order, @Nullable Order stored);

    /**
     * The same for many orders of one store, reading at once what the rules need of all of them.
     *
     * @param store the store they came from
     * @param orders what the platform says
     */
    default Receiver receiver(Store store, Collection<PlatformOrder> orders) {
        return (order, stored) -> received(store, order, stored);
    }

    /** Turns one order after the other into changes. One thread, and for one commit. */
    @FunctionalInterface
    @ProviderType
    interface Receiver {
        /**
         * What an order that came in amounts to.
         *
         * @param order one of those it was made for
         * @param stored the order as it is stored now; null when there is none
         */
        Intake received(PlatformOrder order, @Nullable Order stored);
    }

    /**
     * What an event amounts to for an order as it is stored now (rows E1 to E9 and E21): the order, its
     * journal, its outbound order, further tasks. Empty when the event is known already.
     *
     * @throws IllegalArgumentException if there is no such order, or it has no outbound order or shipment as
     *     the event names it, or a shipment names no piece of it
     */
    List<Change> happened(OrderId order, OrderEvent event);
}
