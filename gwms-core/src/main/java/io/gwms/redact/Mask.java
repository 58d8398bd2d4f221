package io.gwms.redact;

/** How much of a named value is hidden. */
public enum Mask {
    /** Nothing: the value is shown, even when a default rule would hide it. Known secrets are hidden all the same. */
    NONE,
    /** All but the first character, and of a mail address also its domain: {@code J***}, {@code j***@example.com}. */
    PARTIAL,
    /** Everything: {@code ***}. */
    FULL
}
