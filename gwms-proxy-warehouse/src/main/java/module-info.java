/**
 * Task handlers, the stock reconciler and the connectors to third-party warehouses.
 *
 * <p>The SPI that a connector implements is in {@code io.gwms.proxy} of io.gwms.core.
 */
module io.gwms.proxy.warehouse {
    requires com.fasterxml.jackson.databind;
    requires java.xml;
    requires org.slf4j;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;

    exports io.gwms.proxy.extensiv;
    exports io.gwms.proxy.fourpx;
    exports io.gwms.proxy.qimen;
    exports io.gwms.proxy.reconcile;
    exports io.gwms.proxy.shipbob;
    exports io.gwms.proxy.task;
}
