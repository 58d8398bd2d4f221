package io.gwms.order;

/** The two kinds of platform order, each with a tab of its own (platform-orders, section 2.1). */
public enum OrderKind {
    /** Buyer direct fulfilment. */
    B2C,
    /** Purchase order or replenishment; acknowledged before it is dispatched. */
    B2B
}
