package io.gwms.redact;

/**
 * Where words of a shell end, known for every place of a region after one walk through it. Quoted pieces belong to the
 * word with all that is in them; one that nothing closes goes on to the end.
 */
final class ShellWords {
    private final String text;
    private final int from;
    private final int to;
    /** By the place a word is read on from, outside of quotes and within each kind of them. */
    private final int[] plain;

    ShellWords(String text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.plain = new int[to - from + 1];
        plain[to - from] = to;
        int single = to;
        int twofold = to;
        int twofoldAfter = to; // of the place behind the next
        for (int i = to - 1; i >= from; i--) {
            int at = i - from;
            char c = text.charAt(i);
            boolean isPair = c == '\\' && i + 1 < to;
            boolean isSpelt = isPair && i > 0 && text.charAt(i - 1) == '\''; // a quote outside of quotes
            boolean isTwice = isPair && text.charAt(i + 1) == '\\';
            if (Chars.isSpace(c)) {
                plain[at] = i;
            } else {
                plain[at] = isSpelt ? plain[at + 2] : c == '"' ? twofold : c == '\'' ? single : plain[at + 1];
            }
            int twofoldHere = isTwice ? twofoldAfter : c == '"' ? plain[at + 1] : twofold;
            twofoldAfter = twofold;
            twofold = twofoldHere;
            single = c == '\'' ? plain[at + 1] : single;
        }
    }

    /** Where the word ends that begins here. */
    int endOf(int start) {
        return plain[start - from];
    }

    /** Where the quote closes that is open at a place of the word that begins here; the word's end when there is none. */
    int endOfQuote(int start, int place) {
        int end = endOf(start);
        char open = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < to && (open == 0 ? isSpelt(i) : open == '"' && text.charAt(i + 1) == '\\')) {
                i++;
            } else if (TextScan.isQuote(c) && (open == 0 || open == c)) {
                if (open == c && i >= place) {
                    return i;
                }
                open = open == 0 ? c : 0;
            }
            if (open == 0 && i >= place) {
                return end;
            }
        }
        return end;
    }

    /** Whether a backslash stands between quotes, as a shell spells a quote within them. */
    private boolean isSpelt(int backslash) {
        return text.charAt(backslash - 1) == '\'';
    }
}
