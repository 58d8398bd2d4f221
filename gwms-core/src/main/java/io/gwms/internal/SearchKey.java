package io.gwms.internal;

import java.text.Normalizer;

/** What a text is found by when people type it: the same in every repository, and short enough for any index. */
public final class SearchKey {
    private static final int LENGTH = 200;

    private SearchKey() {}

    /** The key of a name: its first 200 characters, whatever the case, the width of letters, and the spaces between words. */
    public static String name(String name) {
        String spaced = Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\s+", " ");
        return cut(TextOrder.caseless(spaced));
    }

    /** The key of a tracking number: its first 200 letters and digits, whatever the case; empty when it has none. */
    public static String tracking(String number) {
        StringBuilder key = new StringBuilder(number.length());
        Normalizer.normalize(number, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toUpperCase)
                .forEach(key::appendCodePoint);
        return cut(key.toString());
    }

    private static String cut(String key) {
        int points = Math.min(LENGTH, key.codePointCount(0, key.length()));
        return key.substring(0, key.offsetByCodePoints(0, points));
    }
}
