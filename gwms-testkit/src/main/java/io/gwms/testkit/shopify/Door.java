package io.gwms.testkit.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.fake.BrokenReplies;
import io.gwms.testkit.fake.Later;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shopify.ShopifyFaults.Fault;
import io.gwms.testkit.time.VirtualClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets requests in, counts them, and answers them as the API does or as a switch has it. */
final class Door {
    private static final String TOKENS = "/admin/oauth/access_token";

    private final String path;
    private final String apiVersion;
    private final Set<String> tokens;
    private final @Nullable OfflineTokens offline;
    private final VirtualClock clock;
    private final ShopifyFaults faults;
    private final AdminApi api;
    private final Later late = new Later();
    private final List<UnseenBy> unseen = new ArrayList<>();
    private final Map<String, Integer> received = new HashMap<>();
    private long requests;

    /** A mutation whose reply was lost and that is carried out only behind so many more reads of orders. */
    private record UnseenBy(AdminApi.Prepared mutation, int reads) {}

    Door(
            String apiVersion,
            Set<String> tokens,
            @Nullable OfflineTokens offline,
            VirtualClock clock,
            ShopifyFaults faults,
            AdminApi api) {
        this.path = "/admin/api/" + apiVersion + "/graphql.json";
        this.apiVersion = apiVersion;
        this.tokens = tokens;
        this.offline = offline;
        this.clock = clock;
        this.faults = faults;
        this.api = api;
    }

    String path() {
        return path;
    }

    int received(String field) {
        return received.getOrDefault(field, 0);
    }

    /** Carries out what was put off until now. */
    void carryOutLate() {
        late.carryOut(clock.instant());
    }

    FakeReply answer(FakeRequest request) {
        carryOutLate();
        OfflineTokens expiring = offline;
        if (expiring != null && request.path().equals(TOKENS)) {
            received.merge("oauth/access_token", 1, Integer::sum);
            FakeReply tokensMade = expiring.refresh(request);
            return faults.next(List.of("refresh")).isPresent() ? FakeReply.lost() : tokensMade;
        }
        if (!request.path().equals(path)) {
            return FakeReply.json(404, "{\"errors\":\"Not Found\"}");
        }
        if (!request.method().equals("POST")) {
            return FakeReply.json(405, "{\"errors\":\"Method Not Allowed\"}");
        }
        String token = request.header("X-Shopify-Access-Token").orElse("");
        if (!tokens.contains(token) && (expiring == null || !expiring.lets(token))) {
            return unauthorized();
        }
        return executed(request)
                .withHeader("X-Shopify-API-Version", apiVersion)
                .withHeader("X-Request-Id", "fake-" + ++requests);
    }

    private FakeReply executed(FakeRequest request) {
        boolean json = request.header("Content-Type").orElse("").contains("json");
        JsonNode body;
        try {
            body = Json.read(request.bodyText(), JsonNode.class);
        } catch (IllegalArgumentException e) {
            return FakeReply.json(400, "{\"errors\":\"Bad Request\"}");
        }
        if (!json || !body.path("query").isTextual()) {
            return FakeReply.json(400, "{\"errors\":{\"query\":\"Required parameter missing or invalid\"}}");
        }
        AdminApi.Preparation ready = api.prepare(
                body.path("query").asText(),
                Json.map(body.path("variables")),
                body.path("operationName").textValue());
        AdminApi.Prepared prepared = ready.prepared();
        if (prepared == null) {
            return FakeReply.json(200, Json.write(ready.refusal()));
        }
        prepared.fields().forEach(field -> received.merge(field, 1, Integer::sum));
        FakeReply reply = faults.next(occasions(prepared))
                .map(fault -> broken(prepared, fault))
                .orElseGet(() -> run(prepared));
        if (prepared.readsOrders()) {
            readAnswered();
        }
        return reply;
    }

    private FakeReply run(AdminApi.Prepared prepared) {
        return FakeReply.json(200, Json.write(api.run(prepared, false)));
    }

    private FakeReply broken(AdminApi.Prepared prepared, Fault fault) {
        return switch (fault.effect()) {
            case THROTTLED -> FakeReply.json(200, Json.write(api.run(prepared, true)));
            case TOO_MANY_REQUESTS ->
                FakeReply.json(429, "{\"errors\":\"Exceeded the limit of calls per second.\"}")
                        .withHeader("Retry-After", String.valueOf(fault.time().toMillis() / 1000.0));
            case UNAUTHORIZED -> unauthorized();
            case ACCESS_DENIED -> FakeReply.json(200, Json.write(api.accessDenied(prepared)));
            case BAD_GATEWAY -> BrokenReplies.html(502, "502 Bad Gateway");
            case HTML -> BrokenReplies.html(200, "We'll be right back");
            case EMPTY -> FakeReply.json(200, "");
            case TRUNCATED -> BrokenReplies.truncated(run(prepared));
            case TORN -> BrokenReplies.torn(run(prepared));
            case LOST -> {
                api.execute(prepared);
                yield FakeReply.lost();
            }
            case LATE -> {
                if (fault.orderQueries() > 0) {
                    unseen.add(new UnseenBy(prepared, fault.orderQueries()));
                } else {
                    late.at(clock.instant().plus(fault.time()), () -> api.execute(prepared));
                }
                yield FakeReply.lost();
            }
        };
    }

    private static List<String> occasions(AdminApi.Prepared prepared) {
        var occasions = new ArrayList<>(List.of("request"));
        if (prepared.asksFor("orders")) {
            occasions.add("page");
        }
        if (prepared.asksFor("fulfillmentCreate")) {
            occasions.add("fulfilment");
        }
        if (prepared.asksFor("inventorySetQuantities")) {
            occasions.add("stock");
        }
        return occasions;
    }

    /** One more read of orders has been answered. */
    private void readAnswered() {
        for (UnseenBy one : List.copyOf(unseen)) {
            unseen.remove(one);
            if (one.reads() == 1) {
                api.execute(one.mutation());
            } else {
                unseen.add(new UnseenBy(one.mutation(), one.reads() - 1));
            }
        }
    }

    private static FakeReply unauthorized() {
        return FakeReply.json(
                401, "{\"errors\":\"[API] Invalid API key or access token (unrecognized login or wrong password)\"}");
    }
}
