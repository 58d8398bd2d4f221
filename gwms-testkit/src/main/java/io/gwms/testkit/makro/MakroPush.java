package io.gwms.testkit.makro;

import java.util.Map;

/**
 * A push as it would reach the seller's server.
 *
 * @param headers {@code X_Date} and {@code X_Authorization}
 * @param body the body, as sent; the signature does not cover it
 */
public record MakroPush(Map<String, String> headers, String body) {
    public MakroPush {
        headers = Map.copyOf(headers);
    }

    /** Its size only: the headers hold a signature. */
    @Override
    public String toString() {
        return "MakroPush[" + body.length() + " characters]";
    }
}
