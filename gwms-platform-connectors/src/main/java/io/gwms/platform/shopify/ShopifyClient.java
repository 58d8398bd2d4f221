package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Replies;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends one GraphQL document and hands back its {@code data}; every other answer is classified. */
final class ShopifyClient {
    private final String apiVersion;

    ShopifyClient(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    static ObjectNode variables() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * What Shopify answered.
     *
     * @param data the {@code data} of the reply
     * @param at what time it was there; null when it did not say
     */
    record Answer(JsonNode data, @Nullable Instant at) {}

    Outcome<JsonNode> ask(StoreSession session, Queries query, ObjectNode variables) {
        return answer(session, query, variables).then(answer -> Outcome.done(answer.data()));
    }

    Outcome<Answer> answer(StoreSession session, Queries query, ObjectNode variables) {
        ObjectNode body = variables();
        body.put("query", query.text());
        body.set("variables", variables);
        HttpCall call = HttpCall.post(address(session, "/admin/api/" + apiVersion + "/graphql.json"), session.context())
                .header("Accept", "application/json")
                .header(
                        "X-Shopify-Access-Token",
                        session.credential()
                                .secret(ShopifyConnector.ACCESS_TOKEN)
                                .reveal())
                .body("application/json", body.toString().getBytes(StandardCharsets.UTF_8))
                .repeatable(!query.writes())
                .build();
        return session.transport().send(call).then(reply -> {
            ShopifyFailures failures =
                    new ShopifyFailures(query.writes(), session.clock().instant(), session.redactor());
            return failures.ofStatus(reply)
                    .orElseGet(() -> Replies.object(reply, query.writes(), session.redactor())
                            .then(failures::dataOf))
                    .then(data -> Outcome.done(new Answer(data, reply.date().orElse(null))));
        });
    }

    /** An address of the store. */
    static URI address(StoreSession session, String path) {
        String base = session.store().endpoint().toString();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(bare + path);
    }
}
