package io.gwms.testkit.http;

import com.sun.net.httpserver.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.stream.Stream;

/**
 * The header «Date» of one reply. The JDK's server overwrites it with the machine's time and then, before it writes the
 * headers, looks whether a handler asked to close the connection. At that look the right date is put back. A test reads
 * it from the wire, so that a JDK that goes another way is noticed.
 */
final class DateHeader {
    private final String value;

    private DateHeader(String value) {
        this.value = value;
    }

    static DateHeader of(String value) {
        return new DateHeader(value);
    }

    static String text(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /** Replies of a fake never ask to close the connection, so the header looked at is free. */
    void insistIn(Headers headers) {
        headers.put("Connection", new AbstractList<String>() {
            @Override
            public String get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                return 0;
            }

            @Override
            public Stream<String> stream() {
                headers.set("Date", value);
                return Stream.empty();
            }
        });
    }
}
