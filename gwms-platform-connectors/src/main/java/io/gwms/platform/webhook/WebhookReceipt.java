package io.gwms.platform.webhook;

import static java.util.Objects.requireNonNull;

/**
 * What became of a delivery, and how to answer it.
 *
 * @param result what became of it
 * @param status the HTTP status to answer with
 * @param body the text to answer with; mostly empty
 * @param text what is the matter with it, for a person; empty when nothing
 */
public record WebhookReceipt(Result result, int status, String body, String text) {
    public WebhookReceipt {
        requireNonNull(result, "result");
        requireNonNull(body, "body");
        requireNonNull(text, "text");
    }

    /** Whether the platform proved to be its sender. */
    public boolean isAuthentic() {
        return result == Result.ACCEPTED
                || result == Result.DUPLICATE
                || result == Result.IGNORED
                || result == Result.NOT_STORED;
    }

    /** What became of a delivery. */
    public enum Result {
        /** It is authentic, and durably stored or on its way to be read. */
        ACCEPTED,
        /** It is authentic and came before; nothing changes. */
        DUPLICATE,
        /** It is authentic and about a store that does not fetch orders now; the next run brings what it missed. */
        IGNORED,
        /** The platform only looks whether somebody answers; nothing is believed and nothing changes. */
        HANDSHAKE,
        /** It carries no signature. */
        UNSIGNED,
        /** Its signature is wrong: it is forged, cut, or written anew on its way. */
        FORGED,
        /** It is authentic and too old, or from the future: it may be a replay. */
        STALE,
        /** It is signed and cannot be read. */
        UNREADABLE,
        /** It is larger than {@value WebhookReceiver#MOST_BYTES} bytes. */
        TOO_LARGE,
        /** It is about another account than that of the store it was sent to. */
        OTHER_ACCOUNT,
        /** There is no such store, or its platform pushes nothing. */
        UNKNOWN_RECEIVER,
        /** The store's credential has no secret to check a signature with. */
        NO_SECRET,
        /** It is authentic and could not be stored just now; the platform must send it again. */
        NOT_STORED,
        /** Whether it is authentic could not be looked up just now; the platform must send it again. */
        NOT_JUDGED
    }
}
