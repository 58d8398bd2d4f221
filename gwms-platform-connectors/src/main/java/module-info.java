/**
 * Order sync, shipment write-back and the connectors to sales platforms.
 *
 * <p>The SPI that a connector implements is in {@code io.gwms.platform} of io.gwms.core.
 */
module io.gwms.platform.connectors {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;

    exports io.gwms.platform.account;
    exports io.gwms.platform.amazonvendor;
    exports io.gwms.platform.census;
    exports io.gwms.platform.makro;
    exports io.gwms.platform.shopee;
    exports io.gwms.platform.shopify;
    exports io.gwms.platform.sync;
    exports io.gwms.platform.takealot;
    exports io.gwms.platform.webhook;
    exports io.gwms.platform.woocommerce;
}
