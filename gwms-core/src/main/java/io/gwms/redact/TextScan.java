package io.gwms.redact;

import io.gwms.redact.Names.Place;

/**
 * Masks free text by its words: {@code name=value} and {@code "name": "value"} in whatever escaping, URLs, marked-up
 * pieces, and tokens known by their shape. It is also the second look at a document whose grammar is broken; there a
 * secret name without a value it can make out hides all that follows.
 */
final class TextScan {
    private final Scan scan;
    private final View view;
    private final String text;
    private final int to;
    private final int depth;
    private final boolean strict;
    private final UserPassword userPassword;
    private boolean markup = true;
    private int noQueryUntil;
    private int previousWord = -1;
    private int previousEnd = -1;

    TextScan(Scan scan, View view, int to, int depth, boolean strict) {
        this.scan = scan;
        this.view = view;
        this.text = view.text;
        this.to = to;
        this.depth = depth;
        this.strict = strict;
        this.userPassword = new UserPassword(view, to);
    }

    /** Takes {@code <} for a character like any other. */
    TextScan withoutMarkup() {
        markup = false;
        return this;
    }

    void run(int from) {
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == '-' && text.startsWith(TokenShapes.PRIVATE_KEY, i)) {
                i = privateKey(i);
            } else if (Chars.isName(c) || escapeAt(i) > 0) {
                i = word(i, from);
            } else if (c == '?'
                    && i > from
                    && i >= noQueryUntil
                    && i + 1 < to
                    && FormScan.isFormName(text.charAt(i + 1))) {
                i = query(i, from);
            } else if (c == '<' && markup && XmlScan.isMarkup(text, i, to)) {
                new XmlScan(scan, view, to, depth).run(i);
                return;
            } else {
                i++;
            }
        }
    }

    private int privateKey(int from) {
        int end = view.endOfKey(from);
        int close = end >= to ? -1 : text.indexOf("-----", end + 9);
        int after = close < 0 || close + 5 > to ? to : close + 5;
        scan.edits.mask(view.root(from), view.root(after));
        return after;
    }

    /** Looks at the word that begins here and at what follows; returns the place to go on from. */
    private int word(int start, int from) {
        boolean escaped = false;
        int end = start;
        while (end < to) {
            int length = Chars.isName(text.charAt(end)) ? 1 : escapeAt(end);
            if (length == 0) {
                break;
            }
            escaped |= length > 1;
            end += length;
        }
        if (text.startsWith("://", end) && end + 3 < to) {
            return url(start, end + 3, from);
        }
        if (escaped && Chars.indexOf(text, '%', start, end) < end && hidesMore(start, end)) {
            return end;
        }
        int shape = TokenShapes.endOf(text, start, end, to);
        if (shape > start) {
            int token = TokenShapes.startOf(text, start, end, to);
            scan.edits.mask(view.root(token), view.root(shape));
            return token > end ? token : shape; // «Bearer token: …»
        }
        int flag = text.charAt(start) == '-' ? userPassword.endOfFlag(start, end) : -1;
        if (flag >= 0) {
            return afterFlag(flag);
        }
        int separator = Separator.after(text, end, to);
        if (separator < 0 && text.charAt(start) == '-' && isFlag(start, end)) {
            separator = end;
        }
        int next = separator < 0 ? announced(start, end) : named(start, end, separator, from);
        if (next == end && end < to && text.charAt(end) == ':') {
            next = Math.max(end, userPassword.hideBeforeHost(scan, start, end));
        }
        if (separator < 0 && strict && end < to && isQuote(text.charAt(end)) && isSecret(name(start, end))) {
            scan.withhold(view, start, to);
            return to;
        }
        previousWord = start;
        previousEnd = end;
        return next;
    }

    /** The user may be far more than one, where a quote is open that has nothing to do with it: it is read as text. */
    private int afterFlag(int flag) {
        int colon = userPassword.colonAfterFlag(flag);
        if (colon < 0) {
            return flag;
        }
        var user = new TextScan(scan, view, colon, depth, strict);
        user.markup = markup;
        user.run(flag);
        return userPassword.hideAfterFlag(scan);
    }

    /** Scans a percent-encoded word as what it decodes to, when that is more than a word. */
    private boolean hidesMore(int start, int end) {
        View plain = view.withoutPercentEscapes(start, end);
        for (int i = 0; i < plain.text.length(); i++) {
            if (!Chars.isName(plain.text.charAt(i))) {
                scan.seen(plain);
                scan.value(plain, 0, plain.text.length(), depth + 1);
                return Separator.after(text, end, to) < 0;
            }
        }
        return false;
    }

    /** Whether it is a word of a command line whose value follows. */
    private boolean isFlag(int start, int end) {
        return text.startsWith("--", start) && end < to && isBlank(text.charAt(end));
    }

    /** The value a name is followed by without any mark, where it looks like one: {@code token "k7Q…" expired}. */
    private int announced(int start, int end) {
        if (end >= to || !isBlank(text.charAt(end))) {
            return end;
        }
        TextValue next = new TextValue(text, to);
        boolean value = next.findEncoded(scan, view, end) && isSecret(name(start, end));
        return value ? next.hideEncoded(scan, view) : end;
    }

    private int named(int start, int end, int separator, int from) {
        boolean ofHeader = end - start == 5 && text.startsWith("value", start) && followsWord(start, from);
        Mask mask = ofHeader
                ? scan.names.maskFor("", text.substring(previousWord, previousEnd), Place.HEADER)
                : maskFor(start, end, from);
        if (mask == Mask.NONE) {
            return end;
        }
        boolean quotedName = isQuote(text.charAt(end)) || text.charAt(end) == '\\';
        TextValue values = new TextValue(text, to);
        int value = quotedName
                ? Chars.skipSpaces(text, separator, to)
                : values.onNextLine(Separator.skipBlanks(text, separator, to));
        boolean isBelow = values.isOnNextLine(separator, value);
        if (isBelow && values.isName(value)) {
            return separator;
        }
        boolean wholeLine = ofHeader || DefaultNames.WHOLE_LINE.contains(Names.normalize(name(start, end)));
        char wrapping = !quotedName && start > from && isQuote(text.charAt(start - 1)) ? text.charAt(start - 1) : 0;
        int after = values.hide(scan, view, value, mask, wholeLine, wrapping);
        return isBelow && Chars.isName(text.charAt(value)) ? value : values.lastName(value, after);
    }

    /** The mask of the word as a name: alone, without the {@code \n} it may follow, or with the word before it. */
    private Mask maskFor(int start, int end, int from) {
        Mask mask = scan.names.maskFor("", name(start, end), Place.FIELD);
        if (mask == Mask.NONE && start > from && text.charAt(start - 1) == '\\' && end - start > 1) {
            mask = scan.names.maskFor("", name(start + 1, end), Place.FIELD);
        }
        if (mask == Mask.NONE && followsWord(start, from)) {
            mask = scan.names.maskFor("", text.substring(previousWord, end), Place.FIELD);
        }
        return mask;
    }

    private boolean followsWord(int start, int from) {
        return previousEnd == start - 1 && previousWord >= from && text.charAt(previousEnd) == ' ';
    }

    private boolean isSecret(String name) {
        return scan.names.maskFor("", name, Place.FIELD) == Mask.FULL;
    }

    private String name(int start, int end) {
        String name = text.substring(start, end);
        if (name.indexOf('%') >= 0) {
            View layer = View.original(name);
            name = layer.withoutPercentEscapes(0, name.length()).text;
        }
        return name.indexOf('\\') < 0 ? name : View.original(name).withoutJsonEscapes(0, name.length()).text;
    }

    /** The query of a path without a scheme, as a request line has it. */
    private int query(int question, int from) {
        int end = endOfUrl(question, question + 1, from);
        if (Chars.indexOf(text, '=', question, end) == end) {
            noQueryUntil = end;
            return question + 1;
        }
        FormScan.run(scan, view, question + 1, end, depth + 1);
        return end;
    }

    private int url(int start, int afterScheme, int from) {
        int end = endOfUrl(start, afterScheme, from);
        scan.url(view, start, end, depth + 1);
        return end;
    }

    /** Where a URL ends; what stands before it has its counterpart there. */
    private int endOfUrl(int start, int inside, int from) {
        char before = start > from ? text.charAt(start - 1) : ' ';
        char closing = before == '(' ? ')' : before == '[' ? ']' : before == '{' ? '}' : before == '\'' ? '\'' : '"';
        int end = inside;
        while (end < to) {
            char c = text.charAt(end);
            if (c <= ' ' || c == '"' || c == '<' || c == '>' || c == closing) {
                break;
            }
            end++;
        }
        return end;
    }

    private int escapeAt(int i) {
        char c = text.charAt(i);
        if (c == '%') {
            return Chars.hex(text, i + 1, Math.min(to, i + 3)) >= 0 && i + 3 <= to ? 3 : 0;
        }
        return c == '\\' && i + 6 <= to && text.charAt(i + 1) == 'u' && Chars.hex(text, i + 2, i + 6) > ' ' ? 6 : 0;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
