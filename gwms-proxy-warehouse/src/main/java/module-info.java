/**
 * Task handlers, the stock reconciler and the connectors to third-party warehouses.
 *
 * <p>The SPI that a connector implements is in {@code io.gwms.proxy} of io.gwms.core.
 */
module io.gwms.proxy.warehouse {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;
}
