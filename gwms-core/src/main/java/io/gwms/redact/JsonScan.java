package io.gwms.redact;

import io.gwms.redact.Names.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Masks JSON by walking its tokens: values by the names before them, {@code {"name":"token","value":…}} by the label,
 * strings by what they hold. Where the grammar breaks, the rest goes through {@link TextScan}.
 */
final class JsonScan {
    private static final String QUOTED_MASK = "\"***\"";
    private static final String[] LITERALS = {"true", "false", "null"};
    private static final int MAX_FRAMES = 1000;
    /** A longer key may be more than a name; a map may have anything for its keys. */
    private static final int LONGEST_PLAIN_KEY = 24;

    /** A shorter name in a list is more likely a word. */
    private static final int SHORTEST_LISTED_NAME = 5;

    private final Scan scan;
    private final View view;
    private final String text;
    private final int to;
    private final int depth;
    private final List<Frame> frames = new ArrayList<>();
    /** Where the last member or element begins: everything before it is understood. */
    private int lastStart;
    /** Whether this has proven to be JSON, not a text that begins with a bracket. */
    private boolean understood;

    private static final class Frame {
        final boolean object;
        final String owner;
        boolean afterValue;
        boolean labelled;
        Mask label = Mask.NONE;
        int valueFrom = -1;
        int valueTo = -1;

        Frame(boolean object, String owner) {
            this.object = object;
            this.owner = owner;
        }
    }

    JsonScan(Scan scan, View view, int to, int depth) {
        this.scan = scan;
        this.view = view;
        this.text = view.text;
        this.to = to;
        this.depth = depth;
    }

    void run(int from) {
        lastStart = from;
        int i = Chars.skipSpaces(text, from, to);
        while (i < to) {
            int next = frames.isEmpty() ? value(i, "", Mask.NONE) : step(i, frames.get(frames.size() - 1));
            if (next < 0) {
                hideUnlabelled();
                scan.text(view, lastStart, to, depth, understood || text.charAt(from) == '{');
                return;
            }
            i = Chars.skipSpaces(text, next, to);
        }
        hideUnlabelled();
    }

    /** One member, element, comma or closing bracket; returns the place after it, -1 when the grammar is broken. */
    private int step(int at, Frame frame) {
        char c = text.charAt(at);
        if (c == (frame.object ? '}' : ']')) {
            frames.remove(frames.size() - 1);
            return at + 1;
        }
        if (c == ',' && frame.afterValue) {
            frame.afterValue = false;
            understood = true;
            return at + 1;
        }
        if (frame.afterValue) {
            understood = true;
            return -1;
        }
        lastStart = at;
        frame.afterValue = true;
        return frame.object ? member(at, frame) : element(at, frame);
    }

    /** A text that follows a secret name in a list is its value: {@code ["Authorization", "…"]}. */
    private int element(int at, Frame frame) {
        boolean string = text.charAt(at) == '"';
        Mask mask = string ? frame.label : Mask.NONE;
        int end = value(at, frame.owner, mask);
        frame.label = Mask.NONE;
        int word = at + 1;
        if (string && mask == Mask.NONE && end - 1 - word >= SHORTEST_LISTED_NAME && endOfWord(word) == end - 1) {
            frame.label = scan.names.maskFor("", scan.names.read(text, word, end - 1), Place.FIELD);
        }
        return end;
    }

    private int member(int at, Frame frame) {
        if (text.charAt(at) != '"') {
            return -1;
        }
        int wordEnd = endOfWord(at + 1);
        boolean plain = wordEnd - at <= LONGEST_PLAIN_KEY && (wordEnd == to || text.charAt(wordEnd) == '"');
        int keyEnd = plain ? wordEnd : endOfString(at);
        if (!plain) {
            string(at + 1, keyEnd);
        }
        int colon = Chars.skipSpaces(text, Math.min(to, keyEnd + 1), to);
        if (colon >= to) {
            return to;
        }
        if (text.charAt(colon) != ':') {
            return -1;
        }
        int from = Chars.skipSpaces(text, colon + 1, to);
        if (from >= to) {
            return to;
        }
        Names.Read read = plain ? scan.names.read(text, at + 1, keyEnd) : scan.names.read(unescaped(at + 1, keyEnd));
        Mask mask = scan.names.maskFor(frame.owner, read, Place.FIELD);
        String name = read.key;
        if (mask == Mask.NONE && read.labelled) {
            mask = frame.label;
        }
        int end = value(from, scan.names.ownerWithin(frame.owner, name), mask);
        if (end < 0) {
            return end;
        }
        if (read.labelled && mask == Mask.NONE) {
            frame.valueFrom = from;
            frame.valueTo = end;
        } else if (read.label && text.charAt(from) == '"' && endOfString(from) < to) {
            label(frame, unescaped(from + 1, end - 1));
        }
        return end;
    }

    private int endOfWord(int from) {
        int i = from;
        while (i < to && Chars.isName(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void label(Frame frame, String label) {
        frame.labelled = true;
        Mask mask = scan.names.maskFor(frame.owner, label, Place.FIELD);
        if (mask != Mask.NONE) {
            frame.label = mask;
            if (frame.valueFrom >= 0) {
                hide(frame.valueFrom, frame.valueTo, mask);
            }
        }
    }

    /** Values whose label the cut took away. */
    private void hideUnlabelled() {
        for (Frame frame : frames) {
            if (frame.valueFrom >= 0 && !frame.labelled) {
                hide(frame.valueFrom, frame.valueTo, Mask.FULL);
            }
        }
    }

    /** Reads a value, masked or scanned; returns the place after it, -1 when it is none. */
    private int value(int from, String owner, Mask mask) {
        char c = text.charAt(from);
        boolean container = c == '{' || c == '[';
        if (container && mask == Mask.NONE) {
            frames.add(new Frame(c == '{', owner));
            return frames.size() > MAX_FRAMES ? -1 : from + 1;
        }
        if (c == '"' && mask == Mask.NONE && scan.mayGoDeeper(depth)) {
            int quote = PlainText.closingQuote(text, from + 1, to);
            if (quote >= 0) {
                return quote + 1;
            }
        }
        int end = container ? endOfContainer(from) : c == '"' ? endOfString(from) + 1 : endOfScalar(from);
        if (end < 0) {
            return end;
        }
        if (mask != Mask.NONE) {
            hide(from, Math.min(to, end), mask);
        } else if (c == '"') {
            string(from + 1, Math.min(to, end - 1));
        }
        return Math.min(to, end);
    }

    private void string(int from, int end) {
        if (end - from < 4) {
            return;
        }
        if (Chars.indexOf(text, '\\', from, end) < end) {
            View plain = scan.seen(view.withoutJsonEscapes(from, end));
            scan.value(plain, 0, plain.text.length(), depth + 1);
        } else {
            scan.value(view, from, end, depth + 1);
        }
    }

    private void hide(int from, int end, Mask mask) {
        char c = text.charAt(from);
        if (c == '"') {
            boolean closed = endOfString(from) == end - 1;
            scan.hide(view, from + 1, closed ? end - 1 : end, mask);
        } else if (!text.startsWith("null", from) || end - from != 4) {
            scan.edits.replace(view.root(from), view.root(end), QUOTED_MASK);
        }
    }

    /** The place of the closing quote, or the end when there is none. */
    private int endOfString(int quote) {
        for (int i = quote + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return to;
    }

    private int endOfContainer(int from) {
        int level = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfString(i);
            } else if (c == '{' || c == '[') {
                level++;
            } else if ((c == '}' || c == ']') && --level == 0) {
                return i + 1;
            }
        }
        return to;
    }

    private int endOfScalar(int from) {
        char c = text.charAt(from);
        boolean number = c == '-' || isDigit(c);
        int i = from;
        while (i < to && (Chars.isLetterOrDigit(text.charAt(i)) || isSign(text.charAt(i)))) {
            number &= isDigit(text.charAt(i)) || isSign(text.charAt(i)) || (text.charAt(i) | 0x20) == 'e';
            i++;
        }
        return number || isLiteral(from, i) ? i : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-' || c == '.';
    }

    /** One of the three words, or what the cut has left of it. */
    private boolean isLiteral(int from, int end) {
        int length = end - from;
        for (String literal : LITERALS) {
            boolean whole = length == literal.length() || (length > 0 && end == to);
            if (whole && literal.regionMatches(0, text, from, length)) {
                return true;
            }
        }
        return false;
    }

    private String unescaped(int from, int end) {
        return Chars.indexOf(text, '\\', from, end) < end
                ? view.withoutJsonEscapes(from, end).text
                : text.substring(from, end);
    }
}
