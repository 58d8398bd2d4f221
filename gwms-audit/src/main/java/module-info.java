/**
 * The redacted, lossless, queryable record of every API call.
 *
 * <p>Start at the package {@code io.gwms.audit}.
 */
module io.gwms.audit {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
    requires transitive io.gwms.core;
    requires static transitive org.jspecify;
}
