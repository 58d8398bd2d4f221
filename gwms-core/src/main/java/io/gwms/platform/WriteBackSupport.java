package io.gwms.platform;

/** What a platform can be told of shipments. */
public enum WriteBackSupport {
    /** Nothing: there is no such call. */
    NONE,
    /** Only that a whole order has shipped. */
    WHOLE_ORDER,
    /** Each shipment, line by line. */
    PARTIAL
}
