package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.JsonReplies;
import io.gwms.outcome.Outcome;
import io.gwms.platform.StoreSession;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends one GraphQL document and hands back its {@code data}; every other answer is classified. */
final class ShopifyClient {
    private final String apiVersion;

    ShopifyClient(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    static ObjectNode variables() {
        return JsonNodeFactory.instance.objectNode();
    }

    Outcome<JsonNode> ask(StoreSession session, Queries query, ObjectNode variables) {
        ObjectNode body = variables();
        body.put("query", query.text());
        body.set("variables", variables);
        HttpCall call = HttpCall.post(endpoint(session), session.context())
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
                    .<Outcome<JsonNode>>map(failure -> failure)
                    .orElseGet(
                            () -> JsonReplies.object(reply, session.redactor()).then(failures::dataOf));
        });
    }

    private URI endpoint(StoreSession session) {
        String base = session.store().endpoint().toString();
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(bare + "/admin/api/" + apiVersion + "/graphql.json");
    }
}
