package io.gwms.testkit.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times without a zone, in pairs: the site's and, under {@code _gmt}, that of Greenwich. */
final class Dates {
    private Dates() {}

    static void put(ObjectNode row, String field, Instant at, ZoneId site) {
        row.put(field, text(at, site)).put(field + "_gmt", text(at, ZoneOffset.UTC));
    }

    private static String text(Instant at, ZoneId zone) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toLocalDateTime());
    }

    static Instant read(ObjectNode row, String field) {
        return LocalDateTime.parse(row.path(field + "_gmt").asText()).toInstant(ZoneOffset.UTC);
    }

    /**
     * A time of a query, of Greenwich or of the site; the refusal when it is none. WordPress reads both by the site's clock,
     * so a time of Greenwich that this clock skips is one an hour later.
     */
    static Instant asked(String text, boolean gmt, ZoneId site, String name) {
        try {
            ZonedDateTime read = LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text)
                    .atZone(site);
            return gmt ? read.toLocalDateTime().toInstant(ZoneOffset.UTC) : read.toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(400, "rest_invalid_param", "Invalid parameter(s): " + name);
        }
    }
}
