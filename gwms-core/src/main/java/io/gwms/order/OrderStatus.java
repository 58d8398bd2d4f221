package io.gwms.order;

/** The status of an order (platform-orders, section 3.1). Derived from facts, never set by hand. */
public enum OrderStatus {
    /** Has entered GWMS, not dispatched or acknowledged yet. */
    PENDING,
    /** A B2B order that was acknowledged and waits for dispatch. */
    ACKNOWLEDGED,
    /** Dispatched to a warehouse; an outbound order exists. */
    PROCESSING,
    /** Some of it has shipped. */
    PARTIALLY_SHIPPED,
    /** All of it has shipped; the write-back to the platform goes on. */
    SHIPPED,
    /** The platform side is finished. Terminal. */
    COMPLETED,
    /** Cancelled. Terminal. */
    CANCELLED,
    /** Reached its final platform state through a manual shipment. Terminal. */
    MANUAL_COMPLETED;

    /** Whether nothing leads out of it. */
    public boolean isTerminal() {
        return this == COMPLETED || this == CANCELLED || this == MANUAL_COMPLETED;
    }
}
