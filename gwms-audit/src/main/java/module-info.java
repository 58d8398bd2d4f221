/**
 * The redacted, lossless, queryable record of every API call.
 *
 * <p>Start at the package {@code io.gwms.audit}.
 */
module io.gwms.audit {
    requires com.fasterxml.jackson.core;
    requires static okio;
    requires org.slf4j;
    requires static transitive okhttp3;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;

    exports io.gwms.audit;
    exports io.gwms.audit.export;
    exports io.gwms.audit.jdbc;
    exports io.gwms.audit.okhttp;
}
