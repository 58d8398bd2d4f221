package io.gwms.redact;

import io.gwms.redact.Names.Place;

/** Masks {@code name=value&name=value}: forms and query strings, percent-encoded or not. */
final class FormScan {
    private FormScan() {}

    /** Whether a region begins with a name and {@code =} and holds nothing that only free text has. */
    static boolean looksLikeForm(String text, int from, int to) {
        int i = from;
        while (i < to && (isFormName(text.charAt(i)) || text.charAt(i) == '&')) {
            i++;
        }
        if (i == from || i >= to || text.charAt(i) != '=') {
            return false;
        }
        for (; i < to; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    static boolean isFormName(char c) {
        return Chars.isName(c) || c == '%' || c == '[' || c == ']' || c == '+' || c == '*' || c == '$' || c == '!';
    }

    static void run(Scan scan, View view, int from, int to, int depth) {
        int pair = from;
        while (pair < to) {
            int end = Chars.indexOf(view.text, '&', pair, to);
            int equals = Chars.indexOf(view.text, '=', pair, end);
            if (equals < end) {
                pair(scan, view, pair, equals, end, depth);
            } else {
                decoded(scan, view, pair, end, depth);
            }
            pair = end + 1;
        }
    }

    private static void pair(Scan scan, View view, int from, int equals, int end, int depth) {
        if (!isName(view.text, from, equals)) {
            decoded(scan, view, from, equals, depth);
        }
        Mask mask = scan.names.maskFor("", name(view, from, equals), Place.QUERY);
        if (mask != Mask.NONE) {
            boolean isArrow = equals + 1 < end && view.text.charAt(equals + 1) == '>';
            scan.hide(view, isArrow ? equals + 2 : equals + 1, end, mask);
        } else {
            decoded(scan, view, equals + 1, end, depth);
        }
    }

    /** Whether it is no more than a name; a text or a document that was sent as a form has its first {@code =} anywhere. */
    private static boolean isName(String text, int from, int to) {
        int i = from;
        while (i < to && isFormName(text.charAt(i)) && text.charAt(i) != '%') {
            i++;
        }
        return i == to;
    }

    /** The decoded name; encoded twice it means the same, as it does after an {@code &} written for HTML. */
    private static String name(View view, int from, int to) {
        String name = view.text.substring(view.text.startsWith("amp;", from) ? Math.min(to, from + 4) : from, to);
        for (int i = 0; i < 3 && (name.indexOf('%') >= 0 || name.indexOf('+') >= 0); i++) {
            View layer = View.original(name);
            name = layer.withoutPercentEscapes(0, name.length()).text;
        }
        return name;
    }

    private static void decoded(Scan scan, View view, int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            char c = view.text.charAt(i);
            if (c == '%' || c == '+') {
                View plain = scan.seen(view.withoutPercentEscapes(from, to));
                scan.value(plain, 0, plain.text.length(), depth + 1);
                return;
            }
        }
        scan.value(view, from, to, depth + 1);
    }
}
