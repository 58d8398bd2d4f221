package io.gwms.testkit.shipbob;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A notification as the platform sends it to a subscriber, signed as Standard Webhooks has it. Sending it again keeps its
 * id.
 *
 * @param id stays the same when it is sent again
 * @param topic for example {@code order.shipped}
 * @param timestamp seconds since 1970, as sent
 * @param signature {@code v1,} and the base64 of HMAC-SHA256 over id, timestamp and body, joined by full stops
 * @param body the exact text that is signed
 */
public record ShipBobDelivery(String id, String topic, String timestamp, String signature, String body) {
    /** The headers it comes with. */
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", signature);
        headers.put("x-webhook-topic", topic);
        return headers;
    }
}
