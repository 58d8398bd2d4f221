package io.gwms.internal.json;

import io.gwms.redact.Redactor;

/**
 * Beginnings of texts of the far side. A text is redacted before it is cut, for the stump of a secret is no longer
 * known for one.
 */
public final class Excerpt {
    private static final int READ_CHARACTERS = 100_000;

    private Excerpt() {}

    /** The beginning of that text without its secrets. */
    public static String of(String text, int characters, Redactor redactor) {
        // A secret at the very end of what is read is masked in part too.
        String read = text.length() <= READ_CHARACTERS ? text : text.substring(0, READ_CHARACTERS);
        return of(redactor.text(read), characters);
    }

    /** The beginning of a text that is redacted already. */
    public static String of(String redacted, int characters) {
        if (redacted.length() <= characters) {
            return redacted;
        }
        int end = Character.isHighSurrogate(redacted.charAt(characters - 1)) ? characters - 1 : characters;
        return redacted.substring(0, end) + "…";
    }
}
