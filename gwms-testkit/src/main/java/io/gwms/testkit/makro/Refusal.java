package io.gwms.testkit.makro;

import io.gwms.testkit.http.FakeReply;

/** A request that the API does not accept as a whole: its status, code and words. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static void when(boolean bad, String message) {
        if (bad) {
            throw new Refusal(400, "INVALID_REQUEST", message);
        }
    }

    FakeReply reply() {
        var body = Shop.JSON.createObjectNode();
        body.putArray("errors")
                .addObject()
                .put("severity", "ERROR")
                .put("code", code)
                .put("description", String.valueOf(getMessage()));
        return FakeReply.json(status, body.toString());
    }
}
