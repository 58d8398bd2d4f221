package io.gwms.platform.takealot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Takealot's days and moments: without an offset they are told in the seller's time zone, which is South Africa's. */
final class SaleDates {
    private static final List<DateTimeFormatter> LOCAL = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm[:ss]", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("yyyy/MM/dd[,] HH:mm[:ss]", Locale.ENGLISH),
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("d MMM yyyy HH:mm[:ss]")
                    .toFormatter(Locale.ENGLISH));

    private final ZoneId zone;

    SaleDates(ZoneId zone) {
        this.zone = zone;
    }

    /** The moment that a text tells. */
    Instant moment(String text) {
        String plain = text.strip();
        try {
            return OffsetDateTime.parse(plain).toInstant();
        } catch (DateTimeException e) {
            return LOCAL.stream()
                    .flatMap(form -> local(plain, form))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "order_date is '" + text + "', which is no date in a form that is known"));
        }
    }

    private Stream<Instant> local(String text, DateTimeFormatter form) {
        try {
            return Stream.of(LocalDateTime.parse(text, form).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }

    /** The day over there at that moment. */
    LocalDate day(Instant moment) {
        return moment.atZone(zone).toLocalDate();
    }
}
