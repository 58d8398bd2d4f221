/**
 * Orders, sync tasks, stock and every SPI of the GWMS SDK.
 *
 * <p>A host requires this module and the connectors it uses. Start at the package {@code io.gwms}.
 */
module io.gwms.core {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.google.common;
    requires org.slf4j;
    requires transitive java.sql;
    requires static io.github.resilience4j.circuitbreaker;
    requires static okhttp3;
    requires static transitive org.jspecify;
    requires static org.postgresql.jdbc;
    requires static org.xerial.sqlitejdbc;
}
