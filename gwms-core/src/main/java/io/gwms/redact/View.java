package io.gwms.redact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text as some layer of escaping shows it, knowing for each of its characters where that character begins in the
 * original. So a value found three layers deep can be cut out of the original exactly.
 */
final class View {
    final String text;
    /** One entry per character and one for the end; null when this is the original itself. */
    private final int @Nullable [] origin;

    private final Next ampersand = new Next("&");
    private final Next escape = new Next("\\u00");
    private @Nullable Next curl;
    private @Nullable Next endOfKey;

    private View(String text, int @Nullable [] origin) {
        this.text = text;
        this.origin = origin;
    }

    static View original(String text) {
        return new View(text, null);
    }

    int root(int index) {
        return origin == null ? index : origin[index];
    }

    /** A region without its JSON escapes. An escape that the cut left unfinished is dropped. */
    View withoutJsonEscapes(int from, int to) {
        var out = new Decoded(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.add(c, root(i++));
                continue;
            }
            if (i + 1 >= to) {
                break;
            }
            char kind = text.charAt(i + 1);
            int length = 2;
            char plain;
            switch (kind) {
                case 'n' -> plain = '\n';
                case 't' -> plain = '\t';
                case 'r' -> plain = '\r';
                case 'b' -> plain = '\b';
                case 'f' -> plain = '\f';
                case 'u' -> {
                    int code = Chars.hex(text, i + 2, Math.min(to, i + 6));
                    if (code < 0 && i + 6 > to) {
                        i = to;
                        continue;
                    }
                    plain = code < 0 ? 'u' : (char) code;
                    length = code < 0 ? 2 : 6;
                }
                default -> plain = kind;
            }
            out.add(plain, root(i));
            i += length;
        }
        return out.view(root(to));
    }

    /** A region without its percent escapes, {@code +} read as a space; bytes beyond ASCII are decoded one by one. */
    View withoutPercentEscapes(int from, int to) {
        var out = new Decoded(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            int code = c == '%' && i + 3 <= to ? Chars.hex(text, i + 1, i + 3) : -1;
            if (code >= 0) {
                out.add((char) code, root(i));
                i += 3;
            } else {
                out.add(c == '+' ? ' ' : c, root(i++));
            }
        }
        return out.view(root(to));
    }

    /** A region without its XML entities; those that are not known stay as they are. */
    View withoutEntities(int from, int to) {
        var out = new Decoded(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            int semicolon = c == '&' ? semicolonAfter(i, to) : -1;
            int plain = semicolon < 0 ? -1 : Chars.entity(text.substring(i + 1, semicolon));
            if (plain < 0) {
                out.add(c, root(i++));
            } else {
                out.add((char) plain, root(i));
                i = semicolon + 1;
            }
        }
        return out.view(root(to));
    }

    boolean hasEntity(int from, int to) {
        for (int i = ampersand.from(text, from); i < to; i = ampersand.from(text, i + 1)) {
            int semicolon = semicolonAfter(i, to);
            if (semicolon >= 0 && Chars.entity(text.substring(i + 1, semicolon)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character below 256 is written as JSON may write it, {@code \\u0022}. */
    boolean hasUnicodeEscape(int from, int to) {
        for (int i = escape.from(text, from); i < to; i = escape.from(text, i + 1)) {
            if (i + 6 <= to && Chars.hex(text, i + 4, i + 6) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the command of that name is before a place. */
    boolean tellsOfCurl(int to) {
        if (curl == null) {
            curl = new Next("curl");
        }
        return curl.from(text, 0) < to;
    }

    /** Where the next private key ends, the end of the text when none does. */
    int endOfKey(int from) {
        if (endOfKey == null) {
            endOfKey = new Next("-----END ");
        }
        return endOfKey.from(text, from);
    }

    private int semicolonAfter(int ampersand, int to) {
        int limit = Math.min(to, ampersand + 10);
        for (int i = ampersand + 1; i < limit; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** Finds a mark from place to place; as these go forward, no part of the text is searched twice. */
    private static final class Next {
        private final String mark;
        private int searchedFrom = 1;
        private int found;

        Next(String mark) {
            this.mark = mark;
        }

        int from(String text, int place) {
            if (place < searchedFrom || place > found) {
                int at = text.indexOf(mark, place);
                searchedFrom = place;
                found = at < 0 ? text.length() : at;
            }
            return found;
        }
    }

    private static final class Decoded {
        private final StringBuilder chars;
        private final int[] places;

        Decoded(int capacity) {
            chars = new StringBuilder(capacity);
            places = new int[capacity + 1];
        }

        void add(char c, int place) {
            places[chars.length()] = place;
            chars.append(c);
        }

        View view(int end) {
            places[chars.length()] = end;
            return new View(chars.toString(), Arrays.copyOf(places, chars.length() + 1));
        }
    }
}
