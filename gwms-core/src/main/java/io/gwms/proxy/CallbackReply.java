package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/** What the sender of a notification is answered. Immutable. */
public final class CallbackReply {
    private final int status;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param contentType of the body; empty when there is none
     * @param body the body's bytes
     */
    public CallbackReply(int status, String contentType, byte[] body) {
        Require.that(status >= 200 && status <= 599, "status", status, "an HTTP status from 200 to 599");
        this.status = status;
        this.contentType = requireNonNull(contentType, "contentType");
        this.body = requireNonNull(body, "body").clone();
    }

    /** 200 when it is authentic, 401 when its signature is missing or wrong, 503 when nobody could check it, 400 else; without a body. */
    public static CallbackReply standard(CallbackVerdict verdict) {
        return verdict.fold(new CallbackVerdict.Cases<CallbackReply>() {
            @Override
            public CallbackReply authentic(CallbackVerdict.Authentic authentic) {
                return empty(200);
            }

            @Override
            public CallbackReply rejected(CallbackVerdict.Rejected rejected) {
                return switch (rejected.why()) {
                    case UNSIGNED, FORGED -> empty(401);
                    case NO_SECRET -> empty(503);
                    case STALE, UNREADABLE -> empty(400);
                };
            }
        });
    }

    /** An answer without a body. */
    public static CallbackReply empty(int status) {
        return new CallbackReply(status, "", new byte[0]);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The content type of the body; empty when there is none. */
    public String contentType() {
        return contentType;
    }

    /** The body's bytes. */
    public byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
