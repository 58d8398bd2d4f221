package io.gwms.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is passed over unread holds nothing that reading it would hide. */
class PlainTextPropertyTest {
    private static final Names NAMES = new Names(Map.of(), List.of(), List.of());

    @Property(tries = 3000)
    void whatIsPlainIsNothingToTheScanners(@ForAll("texts") String text) {
        if (PlainText.closingQuote(text + '"', 0, text.length() + 1) == text.length()) {
            var scan = new Scan(NAMES, KnownForms.NONE, text, false);
            scan.value(View.original(text), 0, text.length(), 0);

            assertThat(scan.result()).isEqualTo(text);
        }
    }

    @Property(tries = 3000)
    void aStringEndsWhereItsQuoteIs(@ForAll("texts") String text) {
        String inJson = "[\"" + text + "\", 1]";
        int quote = PlainText.closingQuote(inJson, 2, inJson.length());

        assertThat(quote).isIn(-1, inJson.indexOf('"', 2));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> marks = Arbitraries.of(
                " ",
                "  ",
                "-",
                "-----BEGIN ",
                "=",
                ":",
                ", ",
                ".",
                "/",
                "?",
                "<",
                "</",
                "%41",
                "\\",
                "\\u0041",
                "\"",
                "'");
        Arbitrary<String> words = Arbitraries.of(
                "blue",
                "shirt",
                "Bearer",
                "basic",
                "dXNlcjpw",
                "eyJ",
                "eyJhbGciOiJI",
                "x.eyJhbGc",
                "token",
                "password",
                "shpat_0123456789",
                "ck_0123456789abcdef",
                "Atza",
                "glpat-",
                "http",
                "TSHIRT-1",
                "12.50",
                "ü",
                "—",
                "令牌");
        return Arbitraries.oneOf(marks, words).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }
}
