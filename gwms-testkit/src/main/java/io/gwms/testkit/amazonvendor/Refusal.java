package io.gwms.testkit.amazonvendor;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;

/** A request that the Selling Partner API does not accept: its status, code and words. */
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
            throw new Refusal(400, "InvalidInput", message);
        }
    }

    FakeReply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").add(error(code, String.valueOf(getMessage())));
        return FakeReply.json(status, body.toString());
    }

    static ObjectNode error(String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("message", message)
                .put("details", "");
    }
}
