package io.gwms.testkit.extensiv;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.testkit.http.FakeReply;

/** A request that is refused, as the answer it becomes; its form is modelled. */
@SuppressWarnings("serial")
final class Refused extends RuntimeException {
    private final FakeReply reply;

    private Refused(FakeReply reply) {
        super(reply.bodyText(), null, false, false);
        this.reply = reply;
    }

    FakeReply reply() {
        return reply;
    }

    static Refused of(int status, String code, String hint) {
        return new Refused(FakeReply.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ErrorCode", code)
                        .put("Hint", hint)
                        .toString()));
    }

    static void when(boolean wrong, String code, String hint) {
        if (wrong) {
            throw of(400, code, hint);
        }
    }
}
