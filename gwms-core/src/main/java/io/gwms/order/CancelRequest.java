package io.gwms.order;

import io.gwms.Incubating;

/** Whether somebody asked for an order to be cancelled while a warehouse has it. */
@Incubating
public enum CancelRequest {
    NONE,
    BY_OPERATOR,
    BY_PLATFORM,
    /** It was asked for and the goods, or the warehouse, said no. */
    REFUSED
}
