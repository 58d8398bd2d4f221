package io.gwms.proxy;

/** How an order stands at a proxy warehouse, whatever word it uses. */
public enum RemoteStatus {
    /** Taken in, reviewed, picked: not finished. */
    IN_WORK,
    /** Part of an outbound order has shipped. */
    PARTLY_SHIPPED,
    /** All of an outbound order has shipped, as far as the warehouse is concerned. */
    SHIPPED,
    /** An inbound order is put away. */
    PUT_AWAY,
    /** Cancelled or void. */
    CANCELLED,
    /** A cancel is being tried. */
    CANCELLING,
    /** Stopped over there for a reason a person must see. */
    EXCEPTION,
    /** A word this connector does not know; kept as it is, never guessed. */
    UNRECOGNIZED;

    /** Whether it changes no more. */
    public boolean isTerminal() {
        return this == SHIPPED || this == PUT_AWAY || this == CANCELLED;
    }
}
