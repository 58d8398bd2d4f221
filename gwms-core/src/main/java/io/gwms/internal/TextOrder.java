package io.gwms.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** How repositories sort and compare text, the same in every database. */
public final class TextOrder {
    /** By code points, as databases do in their «C» or binary collation; {@link String#compareTo} differs from it. */
    public static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private TextOrder() {}

    /** The same for texts that differ in case alone; whatever follows in a text does not change what precedes. */
    public static String caseless(String text) {
        String stripped = text.strip();
        StringBuilder folded = new StringBuilder(stripped.length());
        int c;
        for (int i = 0; i < stripped.length(); i += Character.charCount(c)) {
            c = stripped.codePointAt(i);
            folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
        }
        return folded.toString();
    }
}
