package io.gwms.testkit.shipbob;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the platform has to tell its subscriber, oldest first. */
final class Deliveries {
    private static final String PREFIX = "whsec_";

    private final String secret;
    private final List<ShipBobDelivery> all = new ArrayList<>();

    Deliveries(String secret) {
        this.secret = secret;
    }

    List<ShipBobDelivery> all() {
        return List.copyOf(all);
    }

    void add(String topic, HeldOrder order, Instant at) {
        if (!secret.isEmpty()) {
            all.add(signed(
                    "msg_" + (1_000 + all.size()), topic, at, order.toJson().toString()));
        }
    }

    ShipBobDelivery signed(String id, String topic, Instant at, String body) {
        String timestamp = Long.toString(at.getEpochSecond());
        return new ShipBobDelivery(
                id, topic, timestamp, "v1," + signature(secret, id + "." + timestamp + "." + body), body);
    }

    static String signature(String secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
