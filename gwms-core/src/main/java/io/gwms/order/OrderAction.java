package io.gwms.order;

import io.gwms.Incubating;

/** What a person can do with an order, in the order of the menu (platform-orders, sections 2.4 to 2.7). */
@Incubating
public enum OrderAction {
    /** Hand it to a warehouse; one by one or, with the same rules and fewer inputs, in a batch. */
    DISPATCH,
    /** Say which warehouse SKU one of its lines stands for. */
    BIND_SKU,
    /** Tell the platform again of what was shipped. */
    MARK_SHIPPED,
    /** Cancel it. */
    CANCEL
}
