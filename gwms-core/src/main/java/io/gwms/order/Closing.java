package io.gwms.order;

/** What ended an order, beside what its shipments say. */
public enum Closing {
    /** Nothing has. */
    NONE,
    /** It was cancelled, here or there. */
    CANCELLED,
    /** It is complete: its platform says so, whoever shipped it, or it is what {@link CompleteOn} asks for. */
    FINISHED_ON_PLATFORM,
    /** It was shipped by hand and the platform was told. */
    MANUALLY_SHIPPED
}
