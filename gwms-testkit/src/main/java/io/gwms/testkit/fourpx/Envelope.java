package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fixed frame of every answer: result, msg, errors, data. */
final class Envelope {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Envelope() {}

    static ObjectNode succeeded(ObjectNode data, boolean chinese) {
        ObjectNode envelope = JSON.objectNode();
        envelope.put("result", "1");
        envelope.put("msg", chinese ? "系统处理成功" : "System processing succeeded");
        envelope.putNull("errors");
        envelope.set("data", data);
        return envelope;
    }

    /** One error may come as a bare object with other spelling; readers in the field cope with both forms. */
    static ObjectNode refused(Refusal refusal, boolean chinese, boolean bareError) {
        ObjectNode envelope = JSON.objectNode();
        envelope.put("result", "0");
        envelope.put("msg", chinese ? "系统处理失败" : "System processing failed");
        if (bareError) {
            envelope.putObject("errors")
                    .put("errorCode", refusal.code())
                    .put("errorMsg", refusal.message())
                    .put("errorData", refusal.reference());
        } else {
            addError(envelope.putArray("errors"), refusal);
        }
        envelope.putNull("data");
        return envelope;
    }

    /** Turns a success into a partial one: an error beside the data, and a list without its last row. */
    static void makePartial(ObjectNode envelope) {
        for (JsonNode field : envelope.path("data")) {
            if (field instanceof ArrayNode rows && !rows.isEmpty()) {
                rows.remove(rows.size() - 1);
            }
        }
        envelope.put("result", "2");
        addError(envelope.putArray("errors"), new Refusal("PARTIALLY_FAILED", "part of the request failed"));
    }

    private static void addError(ArrayNode errors, Refusal refusal) {
        errors.addObject()
                .put("error_code", refusal.code())
                .put("error_msg", refusal.message())
                .putNull("error_data")
                .put("reference_code", refusal.reference());
    }
}
