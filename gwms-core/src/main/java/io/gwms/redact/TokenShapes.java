package io.gwms.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Credentials that give themselves away by their shape, whatever name they stand under. */
final class TokenShapes {
    static final String PRIVATE_KEY = "-----BEGIN ";
    /** A shorter word is no token and announces none. */
    static final int SHORTEST = 5;

    /** How the tokens of the platforms begin: Shopify, WooCommerce, Login with Amazon, and what hosts commonly use. */
    private static final String[] PREFIXES = {
        "shpat_",
        "shpss_",
        "shpca_",
        "shppa_",
        "shprt_",
        "shpua_",
        "ck_",
        "cs_",
        "Atza",
        "Atzr",
        "amzn1.oa2-cs.",
        "sk_live_",
        "rk_live_",
        "ghp_",
        "gho_",
        "ghs_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "whsec_"
    };

    /** The same by the character they begin with: most words need no further look. */
    private static final String[][] BY_INITIAL = byInitial();

    private TokenShapes() {}

    private static String[][] byInitial() {
        String[][] byInitial = new String[128][];
        for (char c = 0; c < byInitial.length; c++) {
            char initial = c;
            byInitial[c] = Arrays.stream(PREFIXES)
                    .filter(prefix -> prefix.charAt(0) == initial)
                    .toArray(String[]::new);
        }
        return byInitial;
    }

    /** Whether a word of at least {@link #SHORTEST} characters may be or announce a token, whatever follows it. */
    static boolean mayBegin(String text, int word, int wordEnd) {
        return text.charAt(word) == '-'
                || schemeLength(text, word, wordEnd) > 0
                || jwtIn(text, word, wordEnd) >= 0
                || prefixOf(text, word) != null;
    }

    /** Where the token begins of which a word is the mark. */
    static int startOf(String text, int word, int wordEnd, int to) {
        int scheme = schemeLength(text, word, wordEnd);
        int jwt = jwtIn(text, word, wordEnd);
        return scheme > 0 ? skipBlanks(text, wordEnd, to) : Math.max(word, jwt);
    }

    /** Where the token ends that is or follows a word; the word's own beginning when there is none. */
    static int endOf(String text, int word, int wordEnd, int to) {
        int scheme = schemeLength(text, word, wordEnd);
        if (scheme > 0) {
            int start = skipBlanks(text, wordEnd, to);
            int end = endOfToken(text, start, to);
            boolean token = start > wordEnd && end > start && (scheme == 6 || looksEncoded(text, start, end, to));
            return token ? end : word;
        }
        if (wordEnd - word < SHORTEST) {
            return word;
        }
        int jwt = jwtIn(text, word, wordEnd);
        if (jwt >= 0) {
            return endOfToken(text, jwt, to);
        }
        return hasPrefix(text, word, to) ? endOfToken(text, word, to) : word;
    }

    private static boolean hasPrefix(String text, int word, int to) {
        String prefix = prefixOf(text, word);
        if (prefix == null) {
            return false;
        }
        int rest = word + prefix.length();
        int end = endOfToken(text, rest, to);
        return prefix.length() == 3 ? isHex(text, rest, end, to) : end == to || end - rest >= 8;
    }

    /** Which prefix a word of at least {@link #SHORTEST} characters begins with; null for none. */
    private static @Nullable String prefixOf(String text, int word) {
        char initial = text.charAt(word);
        if (initial >= BY_INITIAL.length) {
            return null;
        }
        for (String prefix : BY_INITIAL[initial]) {
            if (prefix.charAt(2) == text.charAt(word + 2) && text.startsWith(prefix, word)) {
                return prefix;
            }
        }
        return null;
    }

    /** The keys of WooCommerce are {@code ck_} and forty hexadecimal digits; fewer only at the end of a text. */
    private static boolean isHex(String text, int from, int end, int to) {
        for (int i = from; i < end; i++) {
            if (Chars.hex(text, i, i + 1) < 0) {
                return false;
            }
        }
        return end - from >= 16 || end == to;
    }

    /** Six for Bearer, five for Basic, none for another word. */
    private static int schemeLength(String text, int word, int wordEnd) {
        int length = wordEnd - word;
        if ((length != 5 && length != 6) || (text.charAt(word) | 0x20) != 'b') {
            return 0;
        }
        boolean scheme = (length == 6 && text.regionMatches(true, word, "bearer", 0, 6))
                || (length == 5 && text.regionMatches(true, word, "basic", 0, 5));
        return scheme ? length : 0;
    }

    /** Tells the base64 of {@code user:password} from a plain word. */
    private static boolean looksEncoded(String text, int from, int end, int to) {
        for (int i = from + 1; i < end; i++) {
            char c = text.charAt(i);
            if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '=') {
                return true;
            }
        }
        return end == to;
    }

    /** Where a JSON Web Token begins within a word, or -1: the base64 of an opening brace and quote. */
    private static int jwtIn(String text, int word, int wordEnd) {
        for (int at = word; at + 7 <= wordEnd; at++) {
            if (text.charAt(at) == 'e'
                    && text.charAt(at + 1) == 'y'
                    && text.charAt(at + 2) == 'J'
                    && (at == word || !Chars.isLetterOrDigit(text.charAt(at - 1)))) {
                return at;
            }
        }
        return -1;
    }

    private static int endOfToken(String text, int from, int to) {
        int i = from;
        while (i < to && Chars.isToken(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int skipBlanks(String text, int from, int to) {
        int i = from;
        while (i < to && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
