package io.gwms.redact;

/** Knows, in one look at each character, the strings of JSON in which no scanner would find anything: most of them. */
final class PlainText {
    private static final byte IN_WORD = 1;
    /** May stand in a token, though in no name. */
    private static final byte JOINT = 3;
    /** Begins something that has to be looked at: a value of a name, an escape, a query, markup, a document. */
    private static final byte SPECIAL = 2;

    private static final byte[] KINDS = kinds();

    private PlainText() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = Chars.isName(c)
                    ? IN_WORD
                    : ":=%\\?<>{[&'`".indexOf(c) >= 0 ? SPECIAL : Chars.isToken(c) ? JOINT : 0;
        }
        return kinds;
    }

    /** The closing quote of the string whose first character is there, or -1 when it has to be looked at. */
    static int closingQuote(String text, int from, int to) {
        int word = from;
        int token = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            byte kind = c < KINDS.length ? KINDS[c] : SPECIAL;
            if (kind == IN_WORD) {
                continue;
            }
            if (kind == SPECIAL || (i - word >= TokenShapes.SHORTEST && TokenShapes.mayBegin(text, word, i))) {
                return -1;
            }
            if (kind == JOINT) {
                word = i + 1;
                continue;
            }
            if (i - token >= TextValue.SHORTEST_BARE && token > from) {
                return -1; // it may be what the word before it names
            }
            if (c == '"') {
                return i;
            }
            word = i + 1;
            token = word;
        }
        return -1;
    }
}
