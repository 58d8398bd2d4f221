/**
 * Fakes, contracts and a time-skipping environment for tests against the GWMS SDK.
 *
 * <p>Start at the package {@code io.gwms.testkit}.
 */
module io.gwms.testkit {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.graphqljava;
    requires jdk.httpserver;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires embedded.postgres;
    requires java.net.http;
    requires java.xml;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;
    requires static org.mariadb.jdbc;

    exports io.gwms.testkit;
    exports io.gwms.testkit.amazonvendor;
    exports io.gwms.testkit.cassette;
    exports io.gwms.testkit.catalogue;
    exports io.gwms.testkit.contract;
    exports io.gwms.testkit.credential;
    exports io.gwms.testkit.data;
    exports io.gwms.testkit.db;
    exports io.gwms.testkit.evidence;
    exports io.gwms.testkit.extensiv;
    exports io.gwms.testkit.fourpx;
    exports io.gwms.testkit.http;
    exports io.gwms.testkit.makro;
    exports io.gwms.testkit.platform;
    exports io.gwms.testkit.process;
    exports io.gwms.testkit.proxy;
    exports io.gwms.testkit.shopee;
    exports io.gwms.testkit.qimen;
    exports io.gwms.testkit.shipbob;
    exports io.gwms.testkit.shopify;
    exports io.gwms.testkit.stock;
    exports io.gwms.testkit.state;
    exports io.gwms.testkit.takealot;
    exports io.gwms.testkit.time;
    exports io.gwms.testkit.transport;
    exports io.gwms.testkit.woocommerce;

    opens io.gwms.testkit.contract to
            org.junit.platform.commons;
    opens io.gwms.testkit.db to
            org.junit.platform.commons;
    opens io.gwms.testkit.shopify to
            com.fasterxml.jackson.databind;
}
