package io.gwms.order;

import io.gwms.internal.Require;

/**
 * A text that is compared after normalisation: a name whatever its case and spaces, a tracking number by
 * its letters and digits alone. Of either the first 200 characters count.
 *
 * @param text what was typed
 * @param prefix whether what begins so is shown too
 */
public record TextFilter(String text, boolean prefix) {
    public TextFilter {
        Require.text(text, "text");
    }

    /** Only what is the same. */
    public static TextFilter exactly(String text) {
        return new TextFilter(text, false);
    }

    /** Whatever begins so. */
    public static TextFilter startingWith(String text) {
        return new TextFilter(text, true);
    }

    /** Without the text, which may be a person's name. */
    @Override
    public String toString() {
        return "TextFilter[" + text.length() + " characters" + (prefix ? " and what follows]" : "]");
    }
}
