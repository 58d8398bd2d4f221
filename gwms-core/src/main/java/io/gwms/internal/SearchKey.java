package io.gwms.internal;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What a text is found by when people type it: the same in every repository, and short enough for any index. */
public final class SearchKey {
    private static final int LENGTH = 200;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private SearchKey() {}

    /** The key of a name: its first 200 characters, whatever the case, the width of letters, and the spaces between words. */
    public static String name(String name) {
        String spaced = isPlain(name)
                ? name
                : SPACES.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                        .replaceAll(" ");
        return cut(TextOrder.caseless(spaced));
    }

    /** Whether it is in its normal form for sure: ASCII with single spaces, as most names are. */
    private static boolean isPlain(String name) {
        char before = 'x';
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return true;
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
