package io.gwms.order;

/** What a person can do with an order, in the order of the menu (platform-orders, sections 2.4 to 2.7). */
public enum OrderAction {
    /** Tell the platform what of a purchase order is accepted. */
    ACKNOWLEDGE,
    /** Hand it to a warehouse; one by one or, with the same rules and fewer inputs, in a batch. */
    DISPATCH,
    /** Say which warehouse SKU one of its lines stands for. */
    BIND_SKU,
    /** Tell the platform again of what was shipped. */
    MARK_SHIPPED,
    /** Tell the platform of goods that were shipped without the warehouse, or of a corrected tracking number. */
    MANUAL_SHIP,
    /** Cancel it. */
    CANCEL,
    /** Give up what a warehouse left unshipped, so that the rest can be finished. */
    CLOSE_SHORT,
    /** Keep it from being dispatched for now. */
    HOLD,
    /** Let it go on. */
    RELEASE
}
