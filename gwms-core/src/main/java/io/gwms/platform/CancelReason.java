package io.gwms.platform;

/** Why a platform is asked to cancel an order; a connector maps it to the platform's own vocabulary. */
public enum CancelReason {
    /** There are no goods for it. */
    OUT_OF_STOCK,
    /** The buyer wants it so. */
    CUSTOMER_REQUEST,
    /** It cannot be brought to where it should go. */
    UNDELIVERABLE,
    /** Something else; the words say what. */
    OTHER
}
