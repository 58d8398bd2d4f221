package io.gwms.samples.benchmarks.ordersync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.state.jdbc.JdbcState;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.TreeSet;
import javax.sql.DataSource;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The floor: the same pages by OkHttp, decoded by Jackson, each stored in one commit of batches: the order with its JSON as
 * it came, its first step in the journal, the SKUs it is found by. No window, no rule, no second version, no log.
 */
final class BareSync {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ORDER = "INSERT INTO gwms_order (store, platform_order_id, version, kind, number,"
            + " platform_type, source, status, ordered_at, recipient_key, content_hash, created_at, updated_at,"
            + " facts_schema, facts) VALUES (?, ?, 1, 'B2C', ?, 'SHOPIFY', '', 'PENDING', ?, ?, ?, ?, ?, 1, ?)";
    private static final String STEP = "INSERT INTO gwms_order_journal (store, platform_order_id, version, at, what,"
            + " from_status, to_status, detail, rule_row, rules, actor)"
            + " VALUES (?, ?, 1, ?, 'IMPORTED', 'PENDING', 'PENDING', '', 'E10', 1, 'platform')";
    private static final String SKU =
            "INSERT INTO gwms_order_sku (store, platform_sku, platform_order_id) VALUES (?, ?, ?)";

    private BareSync() {}

    static Cost run(DataSource database, PageServer server, int orders) throws SQLException {
        JdbcState.open(database).close();
        OkHttpClient http = new OkHttpClient();
        try (Connection connection = database.getConnection()) {
            if (connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA journal_mode = WAL");
                    statement.execute("PRAGMA synchronous = FULL");
                }
            }
            connection.setAutoCommit(false);
            int[] stored = new int[1];
            Cost cost = Cost.of(() -> stored[0] = pull(http, connection, server));
            if (stored[0] != orders) {
                throw new IllegalStateException("stored " + stored[0] + " orders, but there are " + orders);
            }
            return cost;
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private static int pull(OkHttpClient http, Connection connection, PageServer server)
            throws IOException, SQLException {
        int stored = 0;
        String after = "null";
        try (PreparedStatement order = connection.prepareStatement(ORDER);
                PreparedStatement step = connection.prepareStatement(STEP);
                PreparedStatement sku = connection.prepareStatement(SKU)) {
            while (!after.isEmpty()) {
                JsonNode page = page(http, server, after).at("/data/orders");
                for (JsonNode node : page.path("nodes")) {
                    add(node, order, step, sku);
                    stored++;
                }
                order.executeBatch();
                step.executeBatch();
                sku.executeBatch();
                connection.commit();
                after = page.at("/pageInfo/hasNextPage").asBoolean()
                        ? "\"" + page.at("/pageInfo/endCursor").asText() + "\""
                        : "";
            }
        }
        return stored;
    }

    private static JsonNode page(OkHttpClient http, PageServer server, String after) throws IOException {
        Request request = new Request.Builder()
                .url(server.uri() + "/graphql.json")
                .post(RequestBody.create("{\"after\":" + after + "}", MediaType.get("application/json")))
                .build();
        try (Response response = http.newCall(request).execute()) {
            return MAPPER.readTree(response.body().bytes());
        }
    }

    private static void add(JsonNode node, PreparedStatement order, PreparedStatement step, PreparedStatement sku)
            throws SQLException {
        String store = PageServer.STORE.value();
        String id = node.path("id").asText();
        long at = Instant.parse(node.path("createdAt").asText()).toEpochMilli();
        long now = System.currentTimeMillis();
        String facts = node.toString();
        set(
                order,
                store,
                id,
                node.path("name").asText(),
                at,
                node.at("/shippingAddress/firstName").asText(),
                Integer.toHexString(facts.hashCode()),
                now,
                now,
                facts);
        set(step, store, id, now);
        TreeSet<String> skus = new TreeSet<>();
        node.at("/lineItems/nodes").forEach(line -> skus.add(line.path("sku").asText()));
        for (String one : skus) {
            set(sku, store, one, id);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
        statement.addBatch();
    }
}
