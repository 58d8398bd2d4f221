package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * Where a page of a list ended, so that the next one begins after it, also when that row is gone by then.
 *
 * @param at the moment of the page's last row
 * @param id its id
 */
public record PageMark(Instant at, String id) {
    public PageMark {
        requireNonNull(at, "at");
        Require.text(id, "id");
    }

    /** Reads what {@link #toString} wrote. */
    public static PageMark parse(String text) {
        int dot = text.indexOf('.');
        Require.that(
                dot > 0 && text.substring(0, dot).matches("-?[0-9]{1,18}"),
                "page mark",
                "'" + text + "'",
                "a mark that a page gave");
        return new PageMark(Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot))), text.substring(dot + 1));
    }

    /** One line that a page can hold, such as in a link. */
    @Override
    public String toString() {
        return at.toEpochMilli() + "." + id;
    }
}
