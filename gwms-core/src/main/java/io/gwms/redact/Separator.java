package io.gwms.redact;

/** What parts a name from its value in free text, in the notations of many languages. */
final class Separator {
    private Separator() {}

    /** The place after the {@code =} or {@code :} that belongs to a word, quotes in between allowed; -1 without one. */
    static int after(String text, int word, int to) {
        int i = word;
        while (i < to && isBehindName(text.charAt(i))) {
            i = text.charAt(i) == '[' ? indexAt(text, i, to) : i + 1;
        }
        i = i == word ? skipBlanks(text, i, to) : Chars.skipSpaces(text, i, to);
        if (i < to && text.charAt(i) == ':') {
            return i + 1 < to && text.charAt(i + 1) == '=' ? i + 2 : i + 1;
        }
        if (i < to && text.charAt(i) == '=') {
            return i + 1 < to && text.charAt(i + 1) == '>' ? i + 2 : i + 1;
        }
        boolean arrow = i + 1 < to && text.charAt(i) == '-' && text.charAt(i + 1) == '>';
        return arrow ? i + 2 : -1;
    }

    private static boolean isBehindName(char c) {
        return c == '\\' || c == ']' || c == '[' || c == ')' || TextScan.isQuote(c);
    }

    /** The place of the bracket that closes a number; the next place where there is none. */
    private static int indexAt(String text, int bracket, int to) {
        int i = bracket + 1;
        while (i < to && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    static int skipBlanks(String text, int from, int to) {
        int i = from;
        while (i < to && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }
}
