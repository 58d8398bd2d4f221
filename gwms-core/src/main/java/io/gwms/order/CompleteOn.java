package io.gwms.order;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.WriteBackSupport;

/**
 * What completes an order of which all goods have left (platform-orders, section 3.1; row E7). The platform's own word
 * that it is finished does so in any case (row E19). What completed an order is kept with it, so another choice later
 * leaves an order as it is that had come that far before, until its platform says that it is finished.
 */
public enum CompleteOn {
    /** The platform has confirmed every shipment. Where it cannot be told of any, its own word is waited for. */
    WRITE_BACK,
    /** Nothing but the platform's own word; an order that it cancels after the goods left stays shipped. */
    PLATFORM,
    /**
     * The goods themselves where the platform cannot be told of shipments; elsewhere that it has confirmed every one of
     * them, so that no write-back is left out.
     */
    SHIPMENT;

    boolean isMetBy(Order order, WriteBackSupport support) {
        if (order.status() != OrderStatus.SHIPPED
                || order.attempt() != null
                || order.shipments().isEmpty()) {
            return false;
        }
        return switch (this) {
            case WRITE_BACK -> WriteBacks.isConfirmed(order);
            case PLATFORM -> false;
            case SHIPMENT -> WriteBacks.isConfirmed(order) || (support == WriteBackSupport.NONE && isUntold(order));
        };
    }

    /** Whether no write-back of it was begun that is not confirmed. */
    private static boolean isUntold(Order order) {
        for (Shipment shipment : order.shipments()) {
            if (shipment.writeBack() != WriteBack.NONE && shipment.writeBack() != WriteBack.CONFIRMED) {
                return false;
            }
        }
        return true;
    }
}
