package io.gwms.testkit.woocommerce;

import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.FakeReply;

/** What the shop answers instead of doing it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal unknown(String what) {
        return new Refusal(404, "woocommerce_rest_" + what + "_invalid_id", "Invalid ID.");
    }

    /** A change of what is not there is a wrong request. */
    static Refusal ofUnknown(String what) {
        return new Refusal(400, "woocommerce_rest_" + what + "_invalid_id", "Invalid ID.");
    }

    static Refusal unauthorized(String code, String message) {
        return new Refusal(401, "woocommerce_rest_" + code, message);
    }

    FakeReply reply() {
        var body = Rows.object().put("code", code).put("message", String.valueOf(getMessage()));
        body.putObject("data").put("status", status);
        return FakeReply.json(status, body.toString());
    }
}
