package io.gwms.audit;

import io.gwms.internal.StoredForm;

/** Text as every database can hold it. */
final class StorableText {
    private StorableText() {}

    /** The text with U+FFFD for what no database stores: a NUL, half a surrogate pair. */
    static String of(String text) {
        return StoredForm.isStorable(text) ? text : replaced(text);
    }

    private static String replaced(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                changed.setCharAt(i, '\uFFFD');
            }
        }
        return changed.toString();
    }

    /** The same, cut to so many characters. */
    static String of(String text, int atMost) {
        return of(text.length() <= atMost ? text : text.substring(0, atMost - 1) + "…");
    }
}
