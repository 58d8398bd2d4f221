package io.gwms.redact;

/** Where a value in free text ends, which nothing there says for sure; in doubt it goes on. */
final class TextValue {
    private static final int SHORTEST_QUOTED = 8;
    static final int SHORTEST_BARE = 16;

    private final String text;
    private final int to;
    private int encodedFrom;
    private int encodedTo;

    TextValue(String text, int to) {
        this.text = text;
        this.to = to;
    }

    /**
     * Hides the value that begins here; returns the place after it.
     *
     * @param wrapping the quote that stands before the name and closes after the value, or 0
     */
    int hide(Scan scan, View view, int from, Mask mask, boolean wholeLine, char wrapping) {
        if (from >= to) {
            return to;
        }
        int quote = from;
        while (quote < to && text.charAt(quote) == '\\') {
            quote++;
        }
        if (quote < to && TextScan.isQuote(text.charAt(quote))) {
            int end = closingQuote(quote, quote - from);
            scan.hide(view, quote + 1, end, mask);
            return end;
        }
        int end = end(from, wholeLine, wrapping);
        if (!(end - from == 4 && text.startsWith("null", from))) {
            scan.hide(view, from, end, mask);
        }
        return end;
    }

    /** The place of a value that stands on the line below its name; the same place when that holds something else. */
    int onNextLine(int from) {
        int i = from;
        while (i < to && "|>-+".indexOf(text.charAt(i)) >= 0) { // as YAML announces a block
            i++;
        }
        if (i >= to || (text.charAt(i) != '\n' && text.charAt(i) != '\r')) {
            return from;
        }
        int word = Chars.skipSpaces(text, i, to);
        boolean value = word < to && (Chars.isName(text.charAt(word)) || text.startsWith(Edits.MASK, word));
        return value && !isName(word) ? word : from;
    }

    /** Whether the value begins on another line than its name. */
    boolean isOnNextLine(int separator, int value) {
        return value < to
                && (Chars.indexOf(text, '\n', separator, value) < value
                        || Chars.indexOf(text, '\r', separator, value) < value);
    }

    /** Whether what stands here is a name with a value of its own, not a token in base64 with what fills it up. */
    boolean isName(int from) {
        int word = from;
        while (word < to && (text.charAt(word) == '\\' || TextScan.isQuote(text.charAt(word)))) {
            word++;
        }
        int end = endOfName(word);
        if (end == word || end == to || word > from) {
            return end > word && Separator.after(text, end, to) >= 0;
        }
        char next = text.charAt(end);
        return next == ':'
                || (next == '=' && end + 1 < to && text.charAt(end + 1) > ' ' && text.charAt(end + 1) != '=');
    }

    /** Where a value ends, or the word begins at its end that is a name as well: {@code token: password: …}. */
    int lastName(int value, int after) {
        if (value >= after || text.charAt(value) == '\\' || TextScan.isQuote(text.charAt(value))) {
            return after;
        }
        char last = text.charAt(after - 1);
        int end = last == ':' || last == '=' ? after - 1 : after;
        int name = end;
        while (name > value && Chars.isName(text.charAt(name - 1))) {
            name--;
        }
        return name < end && Separator.after(text, end, to) >= 0 ? name : after;
    }

    private int endOfName(int from) {
        int i = from;
        while (i < to && Chars.isName(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /**
     * Whether what follows after blanks looks like no word: a quoted text of letters and digits, a longer one without
     * quotes, and any where the input was cut off.
     */
    boolean findEncoded(Scan scan, View view, int from) {
        int start = Separator.skipBlanks(text, from, to);
        char first = start < to ? text.charAt(start) : ' ';
        if ((first == 'i' && text.startsWith("is ", start)) || (first == 'w' && text.startsWith("was ", start))) {
            start = Separator.skipBlanks(text, start + 3, to);
            first = start < to ? text.charAt(start) : ' ';
        }
        char quote = TextScan.isQuote(first) || first == '`' ? first : 0;
        encodedFrom = quote == 0 ? start : start + 1;
        encodedTo = encodedFrom;
        boolean letter = false;
        boolean digit = false;
        while (encodedTo < to && goesOn(text.charAt(encodedTo), quote)) {
            char c = text.charAt(encodedTo++);
            boolean isDigit = c >= '0' && c <= '9';
            digit |= isDigit;
            letter |= !isDigit && Chars.isLetterOrDigit(c);
        }
        boolean longEnough = encodedTo - encodedFrom >= (quote == 0 ? SHORTEST_BARE : SHORTEST_QUOTED);
        return (longEnough && letter && digit) || (encodedTo == to && scan.isCutAt(view, to));
    }

    private static boolean goesOn(char c, char quote) {
        return quote == 0 ? Chars.isToken(c) : c > ' ' && c != quote;
    }

    /** Hides what {@link #findEncoded} has found; returns the place after it. */
    int hideEncoded(Scan scan, View view) {
        scan.hide(view, encodedFrom, encodedTo, Mask.FULL);
        return encodedTo;
    }

    private int end(int from, boolean wholeLine, char wrapping) {
        char first = text.charAt(from);
        if (first == '{' || first == '[') {
            return endOfWord(closingBracket(from));
        }
        if (wrapping != 0) {
            return Chars.indexOf(text, wrapping, from, to);
        }
        return wholeLine ? endOfLine(from) : endOfWord(from);
    }

    private int closingQuote(int quote, int slashes) {
        int before = 0;
        for (int i = quote + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == text.charAt(quote) && (slashes == 0 ? before % 2 == 0 : before <= slashes)) {
                return i - (slashes == 0 ? 0 : before);
            }
            before = c == '\\' ? before + 1 : 0;
        }
        return to;
    }

    private int closingBracket(int from) {
        int level = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                level++;
            } else if ((c == '}' || c == ']') && --level == 0) {
                return i + 1;
            }
        }
        return to;
    }

    private int endOfLine(int from) {
        int i = from;
        while (i < to && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int endOfWord(int from) {
        int i = from;
        if (i < to && text.charAt(i) == '<') {
            i = Math.min(to, Chars.indexOf(text, '>', i, to) + 1);
        }
        while (i < to && !ends(i)) {
            i++;
        }
        return i;
    }

    private boolean ends(int i) {
        char c = text.charAt(i);
        if (c <= ' ' || c == '&' || c == '"') {
            return true;
        }
        return switch (c) {
            case ',', ';' -> startsNext(i + 1);
            case ')', ']', '}', '\'' -> i + 1 >= to || " \r\n\t.,;:)]}\"'<".indexOf(text.charAt(i + 1)) >= 0;
            case '<' -> XmlScan.isMarkup(text, i, to) && closesSoon(i);
            case '\\' ->
                i + 1 < to && (text.charAt(i + 1) == '"' || text.charAt(i + 1) == 'n' || text.charAt(i + 1) == 'r');
            default -> false;
        };
    }

    private boolean closesSoon(int tag) {
        for (int i = tag; i < to && i - tag < 256; i++) {
            if (text.charAt(i) == '>') {
                return true;
            }
        }
        return false;
    }

    /** Whether after a comma the next thing begins: a space, a quote, a name with its separator, or nothing. */
    private boolean startsNext(int from) {
        int i = from;
        while (i < to && i - from < 64 && Chars.isName(text.charAt(i))) {
            i++;
        }
        if (i >= to || i > from) {
            return i < to && i > from && (text.charAt(i) == '=' || text.charAt(i) == ':');
        }
        return text.charAt(i) <= ' ' || TextScan.isQuote(text.charAt(i)) || text.charAt(i) == '{';
    }
}
