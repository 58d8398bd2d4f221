package io.gwms.redact;

import java.nio.charset.StandardCharsets;

/**
 * One text on its way through the redactor: finds out what a region holds, has it scanned, and collects the edits. The
 * forms nest in each other to any order (JSON in a form in a URL in XML), each level seen through a {@link View}.
 */
final class Scan {
    /** Text escaped more often than this is hidden unseen. */
    private static final int MAX_DEPTH = 8;
    /** Up to so many characters known secrets are looked for under two kinds of escape at once. */
    private static final int SHORT = 64 * 1024;

    final Names names;
    final Edits edits = new Edits();
    private final KnownForms known;
    private final String original;
    private final boolean cut;

    Scan(Names names, KnownForms known, String original, boolean cut) {
        this.names = names;
        this.known = known;
        this.original = original;
        this.cut = cut;
    }

    /** The original, searched for known secrets. */
    View begin() {
        return seen(View.original(original));
    }

    /** Looks for known secrets in a layer, as it stands and with the escapes in it taken away, also one within another. */
    View seen(View view) {
        if (!known.isEmpty()) {
            seen(view, view.text.length() <= SHORT ? 2 : 1);
        }
        return view;
    }

    private void seen(View view, int escapes) {
        known.mask(view, edits);
        if (escapes == 0) {
            return;
        }
        String text = view.text;
        if (text.indexOf('\\') >= 0) {
            seen(view.withoutJsonEscapes(0, text.length()), escapes - 1);
        }
        if (text.indexOf('%') >= 0) {
            seen(view.withoutPercentEscapes(0, text.length()), escapes - 1);
        }
        if (text.indexOf('&') >= 0) {
            seen(view.withoutEntities(0, text.length()), escapes - 1);
        }
    }

    String result() {
        return edits.splice(original);
    }

    /** Whether a region ends where the input was cut off. */
    boolean isCutAt(View view, int to) {
        return cut && view.root(to) == original.length();
    }

    /** Whether a layer below that one is looked at; it is hidden unseen otherwise. */
    boolean mayGoDeeper(int depth) {
        return depth < MAX_DEPTH;
    }

    /** Scans a region whose form is not known; what it looks like decides. */
    void value(View view, int from, int to, int depth) {
        String text = view.text;
        int start = Chars.skipSpaces(text, from, to);
        if (start < to && text.charAt(start) == '\uFEFF') {
            start = Chars.skipSpaces(text, start + 1, to);
        }
        if (start >= to) {
            return;
        }
        if (depth > MAX_DEPTH) {
            edits.mask(view.root(start), view.root(to));
            return;
        }
        char first = text.charAt(start);
        if (first == '{' || first == '[' || (first == '"' && isQuoted(view, start, to))) {
            new JsonScan(this, view, to, depth).run(start);
        } else if (first == '<' && XmlScan.isMarkup(text, start, to)) {
            new XmlScan(this, view, to, depth).run(start);
        } else if (FormScan.looksLikeForm(text, start, to)) {
            FormScan.run(this, view, start, to, depth);
        } else {
            text(view, start, to, depth, false);
        }
    }

    /** Scans free text, as it stands and as the escapes of HTML or JSON in it spell it. */
    void text(View view, int from, int to, int depth, boolean strict) {
        new TextScan(this, view, to, depth, strict).run(from);
        if (view.hasEntity(from, to)) {
            beneath(view.withoutEntities(from, to), depth);
        } else if (view.hasUnicodeEscape(from, to)) {
            beneath(view.withoutJsonEscapes(from, to), depth);
        }
    }

    private void beneath(View plain, int depth) {
        seen(plain);
        value(plain, 0, plain.text.length(), depth + 1);
    }

    private boolean isQuoted(View view, int from, int to) {
        int last = to - 1;
        while (last > from && Chars.isSpace(view.text.charAt(last))) {
            last--;
        }
        return (last > from && view.text.charAt(last) == '"') || isCutAt(view, to);
    }

    void url(View view, int from, int to, int depth) {
        if (depth > MAX_DEPTH) {
            edits.mask(view.root(from), view.root(to));
        } else {
            UrlScan.run(this, view, from, to, depth);
        }
    }

    /** Hides one value as its name demands. */
    void hide(View view, int from, int to, Mask mask) {
        if (from >= to || mask == Mask.NONE) {
            return;
        }
        int shown = mask == Mask.PARTIAL ? shownAtStart(view.text, from, to) : from;
        int at = shown == from ? to : Chars.indexOf(view.text, '@', shown, to);
        edits.mask(view.root(shown), view.root(at));
        int host = at + 1;
        while (host < to && Chars.isName(view.text.charAt(host))) {
            host++;
        }
        if (host < to) {
            edits.mask(view.root(host), view.root(to));
        }
    }

    private static int shownAtStart(String text, int from, int to) {
        boolean tooShort = to - from < 4 || "@<[{".indexOf(text.charAt(from)) >= 0;
        return tooShort ? from : from + Character.charCount(text.codePointAt(from));
    }

    /** Gives up on a region: nothing of it is shown. */
    void withhold(View view, int from, int to) {
        int start = view.root(from);
        int end = view.root(to);
        edits.withhold(start, end, original.substring(start, end).getBytes(StandardCharsets.UTF_8).length);
    }
}
