package io.gwms.redact;

import static java.util.Objects.requireNonNull;

/**
 * What may be shown of a request or response body.
 *
 * @param text the body with its secrets masked; outside the masks it is the text that was sent, character for character
 * @param masked whether anything was replaced by a mask
 * @param withheld whether a part is missing altogether, because it is binary or could not be understood
 */
public record RedactedBody(String text, boolean masked, boolean withheld) {
    /** Checks that there is a text. */
    public RedactedBody {
        requireNonNull(text, "text");
    }
}
