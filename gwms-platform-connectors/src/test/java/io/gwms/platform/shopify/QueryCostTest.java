package io.gwms.platform.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.resilience.QuotaReading;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryCostTest {
    private static Optional<QuotaReading> read(String body) {
        return ShopifyConnector.create().quota(HttpReply.of(200, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String cost(String status) {
        return "{\"data\":{\"extensions\":{\"cost\":1},\"list\":[{\"a\":[1]}]},\"extensions\":{\"search\":[{}],"
                + "\"cost\":{\"requestedQueryCost\":112,\"actualQueryCost\":null,\"throttleStatus\":" + status + "}}}";
    }

    @Test
    void costBlockBecomesAReading() {
        assertThat(read(cost("{\"maximumAvailable\":2000.0,\"currentlyAvailable\":1888,\"restoreRate\":100.0}")))
                .contains(QuotaReading.left(1_888, 2_000).restoring(100).costing(112));
    }

    @Test
    void whateverElseTellsNothingAndBreaksNothing() {
        List<String> bodies = List.of(
                "",
                "null",
                "[]",
                "<html>",
                "{\"data\":{}}",
                "{\"extensions\":{\"cost\":",
                "{\"extensions\":[{\"cost\":{}}]}",
                cost("null"),
                cost("{\"maximumAvailable\":\"many\",\"currentlyAvailable\":1,\"restoreRate\":1}"),
                cost("{\"maximumAvailable\":1e999,\"currentlyAvailable\":1,\"restoreRate\":1}"),
                cost("{\"maximumAvailable\":-1,\"currentlyAvailable\":1,\"restoreRate\":1}"));

        assertThat(bodies).allSatisfy(body -> assertThat(read(body)).isEmpty());
    }
}
