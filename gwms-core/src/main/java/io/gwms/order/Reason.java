package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * Why something cannot be done now, and what would help.
 *
 * @param code which reason
 * @param about what of the order it is about, such as a SKU; empty for the whole order
 * @param text the reason in words
 * @param remedy what to do about it
 * @param source the row of the transition table or the product section it comes from
 */
public record Reason(ReasonCode code, String about, String text, String remedy, String source) {
    public Reason {
        requireNonNull(code, "code");
        requireNonNull(about, "about");
        Require.text(text, "text");
        Require.text(remedy, "remedy");
        Require.text(source, "source");
    }

    @Override
    public String toString() {
        return code + ": " + text + " (to fix: " + remedy + ")";
    }
}
