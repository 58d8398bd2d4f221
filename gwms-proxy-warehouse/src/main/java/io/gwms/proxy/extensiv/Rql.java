package io.gwms.proxy.extensiv;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The filters of the system's query language ({@code /rels/rql} of its documentation). */
final class Rql {
    private static final String MEANS_SOMETHING = "%!()*=,;";

    private Rql() {}

    /** What follows a field that is to have one of the values; the values may be any text. */
    static String oneOf(List<String> values) {
        return values.stream().map(Rql::value).collect(Collectors.joining(",", "=in=(", ")"));
    }

    /** A filter as part of an address. */
    static String encoded(String rql) {
        return URLEncoder.encode(rql, StandardCharsets.UTF_8);
    }

    /** What means something in a filter is encoded once more within a value: values are decoded twice over there. */
    private static String value(String text) {
        return text.chars()
                .mapToObj(Character::toString)
                .map(letter ->
                        MEANS_SOMETHING.contains(letter) ? String.format("%%%02X", (int) letter.charAt(0)) : letter)
                .collect(Collectors.joining());
    }
}
