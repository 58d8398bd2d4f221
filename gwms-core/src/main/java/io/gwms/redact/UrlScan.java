package io.gwms.redact;

/** Masks a URL, absolute or only a path with a query: takes out the user info, masks query, fragment and parameters. */
final class UrlScan {
    private UrlScan() {}

    static void run(Scan scan, View view, int from, int to, int depth) {
        String text = view.text;
        int hash = Chars.indexOf(text, '#', from, to);
        int question = Chars.indexOf(text, '?', from, hash);
        int slashes = slashes(text, from, question);
        int path = from;
        if (slashes >= 0) {
            path = authority(scan, view, slashes + 2, question, to);
        }
        scan.names.paths.mask(scan, view, path, question);
        new TextScan(scan, view, question, depth + 1, false).run(path);
        FormScan.run(scan, view, Math.min(question + 1, hash), hash, depth);
        fragment(scan, view, Math.min(hash + 1, to), to, depth);
    }

    private static void fragment(Scan scan, View view, int from, int to, int depth) {
        int question = Chars.indexOf(view.text, '?', from, to);
        int pairs = question < to ? question + 1 : from;
        new TextScan(scan, view, pairs, depth + 1, false).run(from);
        FormScan.run(scan, view, pairs, to, depth);
    }

    /** Strips what stands before {@code @}; returns where the path begins. */
    private static int authority(Scan scan, View view, int from, int limit, int to) {
        String text = view.text;
        int end = from;
        while (end < limit && text.charAt(end) != '/' && text.charAt(end) != '\\') {
            end++;
        }
        int properties = Chars.indexOf(text, ';', from, end);
        if (Chars.indexOf(text, '=', properties, end) < end) { // as SQL Server has them; an @ after it is in a value
            end = properties;
        }
        int at = lastIndexOf(text, '@', from, end);
        if (at >= 0) {
            scan.edits.replace(view.root(from), view.root(at + 1), "");
            return at + 1;
        }
        int password = passwordAt(text, from, end);
        if (password >= 0) {
            return unclearAuthority(scan, view, from, password, end, to);
        }
        if (scan.isCutAt(view, end)) {
            scan.edits.mask(view.root(from), view.root(end));
        }
        return isHost(text, from, end) ? end : from;
    }

    /** Whether it is no more than a host and a port; anything else is read as the path is. */
    private static boolean isHost(String text, int from, int end) {
        int i = from;
        while (i < end && (Chars.isName(text.charAt(i)) || text.charAt(i) == ':')) {
            i++;
        }
        return i == end;
    }

    /** A password with a raw slash, or user info cut off before its end. */
    private static int unclearAuthority(Scan scan, View view, int from, int password, int end, int to) {
        int lateAt = Chars.indexOf(view.text, '@', end, to);
        if (lateAt < to) {
            scan.edits.replace(view.root(from), view.root(lateAt + 1), "");
            return lateAt + 1;
        }
        scan.edits.mask(view.root(password), view.root(end));
        return isHost(view.text, from, end) ? end : from;
    }

    /** Where the authority is announced: {@code //} at the start or after the scheme; -1 in a mere path. */
    private static int slashes(String text, int from, int end) {
        int i = from;
        while (i < end && (Chars.isName(text.charAt(i)) || text.charAt(i) == '+' || text.charAt(i) == ':')) {
            i++;
        }
        boolean announced = i + 2 <= end && text.startsWith("//", i) && (i == from || text.charAt(i - 1) == ':');
        return announced ? i : -1;
    }

    private static int lastIndexOf(String text, char wanted, int from, int end) {
        for (int i = end - 1; i >= from; i--) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Where something begins that follows a colon and is no port, or -1. */
    private static int passwordAt(String text, int from, int end) {
        int colon = from < end && text.charAt(from) == '[' ? end : Chars.indexOf(text, ':', from, end);
        for (int i = colon + 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return colon + 1;
            }
        }
        return -1;
    }
}
