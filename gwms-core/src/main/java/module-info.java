/**
 * Orders, sync tasks, stock and every SPI of the GWMS SDK.
 *
 * <p>A host requires this module and the connectors it uses. Start at the package {@code io.gwms}.
 */
@SuppressWarnings("module") // the siblings are compiled later
module io.gwms.core {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.common;
    requires org.slf4j;
    requires transitive java.sql;
    requires static io.github.resilience4j.circuitbreaker;
    requires static micrometer.core;
    requires static okhttp3;
    requires static transitive org.jspecify;
    requires static org.postgresql.jdbc;
    requires static org.xerial.sqlitejdbc;
    requires static okio;

    exports io.gwms;
    exports io.gwms.catalogue;
    exports io.gwms.credential;
    exports io.gwms.credential.jdbc;
    exports io.gwms.evidence;
    exports io.gwms.evidence.jdbc;
    exports io.gwms.inbound;
    exports io.gwms.jdbc;
    exports io.gwms.micrometer;
    exports io.gwms.okhttp;
    exports io.gwms.order;
    exports io.gwms.ordersync;
    exports io.gwms.outbound;
    exports io.gwms.outcome;
    exports io.gwms.platform;
    exports io.gwms.proxy;
    exports io.gwms.redact;
    exports io.gwms.resilience;
    exports io.gwms.sku;
    exports io.gwms.state;
    exports io.gwms.state.jdbc;
    exports io.gwms.stock;
    exports io.gwms.store;
    exports io.gwms.task;
    exports io.gwms.time;
    exports io.gwms.trace;
    exports io.gwms.transport;
    exports io.gwms.internal to
            io.gwms.audit,
            io.gwms.platform.connectors,
            io.gwms.proxy.warehouse,
            io.gwms.testkit;
    exports io.gwms.internal.jdbc to
            io.gwms.audit,
            io.gwms.platform.connectors,
            io.gwms.proxy.warehouse,
            io.gwms.testkit;
    exports io.gwms.internal.json to
            io.gwms.audit,
            io.gwms.platform.connectors,
            io.gwms.proxy.warehouse,
            io.gwms.testkit;
}
