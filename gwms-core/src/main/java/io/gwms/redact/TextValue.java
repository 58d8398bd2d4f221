package io.gwms.redact;

/** Where a value in free text ends, which nothing there says for sure; in doubt it goes on. */
final class TextValue {
    private final String text;
    private final int to;

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

    private int end(int from, boolean wholeLine, char wrapping) {
        char first = text.charAt(from);
        if (first == '{' || first == '[') {
            return closingBracket(from);
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
        if (text.charAt(i) == '<') {
            return Math.min(to, Chars.indexOf(text, '>', i, to) + 1);
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
