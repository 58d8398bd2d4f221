package io.gwms.audit;

import io.gwms.evidence.CallExchange;
import io.gwms.outcome.Outcome;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls as a transport would have made them. */
final class Exchanges {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Exchanges() {}

    static CallExchange numbered(int number) {
        return of("{\"number\":" + number + "}", json(200, "{}"), "task:" + number);
    }

    static CallExchange answered(int status, String body) {
        return of("{}", json(status, body), "task:1");
    }

    static CallExchange ended(Outcome<HttpReply> outcome) {
        return of("{}", outcome, "task:1");
    }

    static CallExchange of(String body, Outcome<HttpReply> outcome, String correlation) {
        HttpCall call = HttpCall.post(
                        URI.create("https://api.example/orders?page=2"),
                        CallContext.of(CallAction.STOCK_PUSH).correlated(correlation))
                .body("application/json", bytes(body))
                .build();
        return new CallExchange(NOON, Duration.ofMillis(31), call, outcome);
    }

    static Outcome<HttpReply> json(int status, String body) {
        return Outcome.done(HttpReply.of(status, Map.of("Content-Type", List.of("application/json")), bytes(body)));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
