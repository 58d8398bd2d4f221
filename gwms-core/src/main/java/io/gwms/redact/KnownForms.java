package io.gwms.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An immutable set of strings, all found in one pass over a text. */
final class KnownForms {
    static final KnownForms NONE = of(List.of());

    private static final int KEY_LENGTH = 4;
    private static final int FILTER_BITS = 12;

    /** The strings by their first four characters, which fit a long without a collision. */
    private final Map<Long, List<String>> byStart;

    private final boolean[] filter = new boolean[1 << FILTER_BITS];

    private KnownForms(Map<Long, List<String>> byStart) {
        this.byStart = byStart;
        byStart.keySet().forEach(key -> filter[slot(key)] = true);
    }

    static KnownForms of(Collection<String> forms) {
        Map<Long, List<String>> byStart = new HashMap<>();
        for (String form : forms) {
            byStart.computeIfAbsent(keyAt(form, 0), key -> new ArrayList<>()).add(form);
        }
        return new KnownForms(byStart);
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    /** Masks every string found, and a beginning of one at the very end: the text may have been cut there. */
    void mask(View view, Edits edits) {
        String text = view.text;
        if (byStart.isEmpty() || text.length() < KEY_LENGTH) {
            return;
        }
        long key = keyAt(text, 0);
        for (int i = 0; ; i++) {
            if (filter[slot(key)]) {
                maskAt(i, byStart.getOrDefault(key, List.of()), view, edits);
            }
            if (i + KEY_LENGTH >= text.length()) {
                return;
            }
            key = key << Character.SIZE | text.charAt(i + KEY_LENGTH);
        }
    }

    private static void maskAt(int start, List<String> candidates, View view, Edits edits) {
        int rest = view.text.length() - start;
        for (String form : candidates) {
            int length = Math.min(form.length(), rest);
            if (view.text.regionMatches(start, form, 0, length)) {
                edits.mask(view.root(start), view.root(start + length));
            }
        }
    }

    private static long keyAt(String text, int at) {
        long key = 0;
        for (int i = at; i < at + KEY_LENGTH; i++) {
            key = (key << Character.SIZE) | text.charAt(i);
        }
        return key;
    }

    private static int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
    }
}
