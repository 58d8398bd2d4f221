package io.gwms.testkit.takealot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.testkit.http.FakeReply;

/** A request that Takealot does not accept: its status and its words. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static void when(boolean bad, String message) {
        if (bad) {
            throw new Refusal(400, message);
        }
    }

    FakeReply reply() {
        return FakeReply.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", getMessage())
                        .toString());
    }
}
