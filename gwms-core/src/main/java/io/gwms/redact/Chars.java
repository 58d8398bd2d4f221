package io.gwms.redact;

/** What single characters mean to the scanners. */
final class Chars {
    private static final boolean[] NAME = among("_-.");
    private static final boolean[] TOKEN = among("_-.~+/=%|");

    private Chars() {}

    private static boolean[] among(String marks) {
        boolean[] among = new boolean[128];
        for (char c = 0; c < among.length; c++) {
            among[c] = isLetterOrDigit(c) || marks.indexOf(c) >= 0;
        }
        return among;
    }

    /** The number written in hexadecimal between two places, or -1 when it is none. */
    static int hex(String text, int from, int to) {
        if (from >= to || to > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    /** The character an XML entity stands for, or -1; characters beyond the basic plane are left alone. */
    static int entity(String name) {
        switch (name) {
            case "amp":
                return '&';
            case "lt":
                return '<';
            case "gt":
                return '>';
            case "quot":
                return '"';
            case "apos":
                return '\'';
            default:
                break;
        }
        if (!name.startsWith("#")) {
            return -1;
        }
        int code = name.startsWith("#x") || name.startsWith("#X") ? hex(name, 2, name.length()) : decimal(name, 1);
        return code <= Character.MAX_VALUE ? code : -1;
    }

    private static int decimal(String text, int from) {
        int value = from < text.length() ? 0 : -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c >= 128 && Character.isLetterOrDigit(c));
    }

    /** Whether a character can stand in a name such as {@code X-Api-Key} or {@code app.secret}. */
    static boolean isName(char c) {
        return c < 128 ? NAME[c] : Character.isLetterOrDigit(c);
    }

    /** Whether a character can stand in a token: base64, base64url, percent escapes and the usual joints. */
    static boolean isToken(char c) {
        return c < 128 ? TOKEN[c] : Character.isLetterOrDigit(c);
    }

    static int skipSpaces(String text, int from, int to) {
        int i = from;
        while (i < to && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The first place of a character in a region, or the region's end. */
    static int indexOf(String text, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return to;
    }
}
