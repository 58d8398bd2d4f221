package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.Retention;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain covers all that a call, its contents and a note say, each thing for itself. */
class ChainCoverageTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final CallContext OF_A_WAREHOUSE = CallContext.forProxy(
                    CallAction.OUTBOUND_CREATE, new ProxySystem("4PX"), "eu")
            .about("outbound", "OUT-1")
            .forOrder(new OrderId(new StoreId("shop-1"), "7"))
            .correlated("task:7");
    private static final List<String> ASKED = List.of("Accept: */*");
    private static final List<String> TOLD = List.of("x-id: 1");
    private static final List<WireAttempt> SENT = List.of(attempt(503), attempt(200));

    @TempDir
    Path folder;

    private DataSource source;
    private JdbcAudit log;

    @BeforeEach
    void open() {
        source = TestDatabase.sqlite(folder.resolve("log.db")).dataSource();
        log = JdbcAudit.open(source);
        log.chain().start(NOON);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void eachColumnOfARow() throws SQLException {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("created_at", "created_at + 1");
        others.put("duration_ns", "duration_ns + 1");
        others.put("action", "'OUTBOUND_CANCEL'");
        others.put("store", "'shop-2'");
        others.put("proxy_system", "'QIMEN'");
        others.put("proxy_account", "'us'");
        others.put("source_type", "'label'");
        others.put("source_id", "'OUT-2'");
        others.put("order_id", "'shop-1/8'");
        others.put("correlation", "'task:8'");
        others.put("direction", "'INCOMING'");
        others.put("method", "'GET'");
        others.put("host", "'other.example'");
        others.put("path", "'/other'");
        others.put("query", "'q=2'");
        others.put("status", "204");
        others.put("status_class", "'ORANGE'");
        others.put("error", "'no'");
        others.put("error_kind", "'TLS'");
        others.put("retryable", "1");
        others.put("phase", "'ABANDONED'");
        others.put("call_count", "2");
        others.put("request_state", "'PARTIAL'");
        others.put("request_size", "21");
        others.put("request_sha256", "'ff'");
        others.put("response_state", "'PARTIAL'");
        others.put("response_size", "21");
        others.put("response_sha256", "'ff'");
        others.put("contents", "1");
        for (String column : others.keySet()) {
            log.calls().append(List.of(call(column, ASKED, TOLD, SENT, "{\"a\":1}", "{\"b\":1}")));
        }
        assertThat(problems()).isEmpty();

        for (Map.Entry<String, String> other : others.entrySet()) {
            tamper("UPDATE gwms_audit_call SET %s = %s WHERE id = '%s'"
                    .formatted(other.getKey(), other.getValue(), other.getKey()));
        }

        assertThat(problems()).hasSameSizeAs(others.keySet());
        others.keySet()
                .forEach(column -> assertThat(problems())
                        .anySatisfy(problem -> assertThat(problem).startsWith("call " + column + " ")));
    }

    @Test
    void theStoreOfARow() throws SQLException {
        log.calls().append(List.of(AuditChainRules.call("a", CallPhase.ENDED)));
        tamper("UPDATE gwms_audit_call SET store = 'shop-2', order_id = 'shop-1/7' WHERE id = 'a'");

        assertThat(problems()).singleElement().asString().contains("its row was changed");
    }

    @Test
    void eachPartOfTheContents() throws SQLException {
        List<WireAttempt> others = List.of(attempt(200));
        Map<String, ApiCall> changed = Map.of(
                "asked", call("asked", TOLD, TOLD, SENT, "{\"a\":1}", "{\"b\":1}"),
                "told", call("told", ASKED, ASKED, SENT, "{\"a\":1}", "{\"b\":1}"),
                "sent", call("sent", ASKED, TOLD, others, "{\"a\":1}", "{\"b\":1}"),
                "request", call("request", ASKED, TOLD, SENT, "{\"a\":2}", "{\"b\":1}"),
                "response", call("response", ASKED, TOLD, SENT, "{\"a\":1}", "{\"b\":2}"));
        for (String id : changed.keySet()) {
            log.calls().append(List.of(call(id, ASKED, TOLD, SENT, "{\"a\":1}", "{\"b\":1}")));
        }
        try (Packer packer = new Packer();
                Connection connection = source.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE gwms_audit_content SET packed = ? WHERE call_id = ?")) {
            for (ApiCall other : changed.values()) {
                update.setBytes(1, Contents.Ready.of(other, packer).packed());
                update.setString(2, other.id());
                update.executeUpdate();
            }
        }

        assertThat(problems())
                .hasSize(5)
                .allSatisfy(problem -> assertThat(problem).contains("headers or bodies were changed"));
    }

    @Test
    void eachColumnOfANote() throws SQLException {
        List<String> others = List.of(
                "done_at = done_at + 1",
                "what = 'ERASED'",
                "reason = 'routine'",
                "from_at = from_at - 1",
                "to_at = to_at + 1",
                "calls = 2",
                "bytes = bytes + 1",
                "linked = 2");
        for (int i = 0; i < others.size(); i++) {
            log.calls().append(List.of(call("call-" + i, ASKED, TOLD, SENT, "{}", "{}")));
        }
        for (int i = 0; i < others.size(); i++) {
            assertThat(log.maintenance().purge(Retention.standard(), NOON.plus(Duration.ofDays(4000)), 1))
                    .isPresent();
        }
        assertThat(problems()).isEmpty();

        for (int i = 0; i < others.size(); i++) {
            tamper("UPDATE gwms_audit_purge SET %s WHERE number = %d".formatted(others.get(i), i + 1));
        }

        for (int i = 0; i < others.size(); i++) {
            assertThat(problems()).contains("the note of step " + (i + 1) + " was changed");
        }
    }

    @Test
    void aPartThatMovesFromOneColumnIntoTheNext() throws SQLException {
        log.calls().append(List.of(call("a", ASKED, TOLD, SENT, "{}", "{}")));
        tamper("UPDATE gwms_audit_call SET path = '/order', query = 's' || query WHERE id = 'a'");

        assertThat(problems()).hasSize(1);
    }

    @Test
    void whatIsPutBackInPlaceOfARemovedCall() throws SQLException {
        log.calls().append(List.of(call("a", ASKED, TOLD, SENT, "{}", "{}")));
        tamper("CREATE TABLE kept AS SELECT * FROM gwms_audit_call");
        log.maintenance().purge(Retention.standard(), NOON.plus(Duration.ofDays(4000)), 1);
        tamper("INSERT INTO gwms_audit_call SELECT * FROM kept");

        assertThat(problems()).singleElement().asString().contains("removed by step 1, yet it is there");
    }

    @Test
    void whatAnEarlierStepIsBlamedFor() throws SQLException {
        Duration day = Duration.ofDays(1);
        log.calls().append(List.of(call("old", ASKED, TOLD, SENT, "{}", "{}")));
        Retention contents = Retention.standard().withContents(day, day.multipliedBy(9));
        assertThat(log.maintenance().purge(contents, NOON.plus(day.multipliedBy(2)), 1))
                .isPresent();
        log.calls().append(List.of(call("a", ASKED, TOLD, SENT, "{}", "{}")));
        tamper(
                "DELETE FROM gwms_audit_content WHERE call_id = 'a'",
                "UPDATE gwms_audit_call SET contents = 1 WHERE id = 'a'",
                "UPDATE gwms_audit_chain SET contents_by = 1 WHERE subject = 'a'");

        assertThat(problems()).singleElement().asString().contains("step 1", "it noted 1 of them");
    }

    @Test
    void whatAnEarlierErasureIsBlamedFor() throws SQLException {
        log.calls().append(List.of(call("old", ASKED, TOLD, SENT, "{}", "{}")));
        log.maintenance().erase(Erasure.ofOrder(OF_A_WAREHOUSE.order().orElseThrow()), NOON);
        log.calls().append(List.of(call("a", ASKED, TOLD, SENT, "{}", "{}")));
        tamper(
                "DELETE FROM gwms_audit_content WHERE call_id = 'a'",
                "UPDATE gwms_audit_call SET path = '', query = '', error = '', source_type = NULL, source_id = NULL,"
                        + " order_id = NULL, request_sha256 = '', response_sha256 = '', salt = NULL, contents = 2"
                        + " WHERE id = 'a'",
                "UPDATE gwms_audit_chain SET detail_by = 1 WHERE subject = 'a'");

        assertThat(problems()).singleElement().asString().contains("step 1", "it noted 1 of them");
    }

    @Test
    void theHeadAndTheLastLink() throws SQLException {
        log.calls().append(List.of(call("a", ASKED, TOLD, SENT, "{}", "{}"), call("b", ASKED, TOLD, SENT, "{}", "{}")));
        tamper("UPDATE gwms_audit_chain_head SET hash = (SELECT hash FROM gwms_audit_chain WHERE seq = 2)");
        assertThat(problems()).singleElement().asString().contains("the head of the chain says");

        tamper("DELETE FROM gwms_audit_chain WHERE seq = 3");
        assertThat(problems()).contains("links 3 to 3 are missing");
    }

    @Test
    void noTwoCallsThatSayTheSameHaveTheSameDigest() throws SQLException {
        for (String id : List.of("a", "b")) {
            log.calls().append(List.of(call(id, ASKED, TOLD, SENT, "{}", "{}")));
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet digests = statement.executeQuery(
                        "SELECT count(DISTINCT detail), count(DISTINCT contents) FROM gwms_audit_chain"
                                + " WHERE kind = 'CALL'")) {
            assertThat(digests.next()).isTrue();
            assertThat(List.of(digests.getInt(1), digests.getInt(2))).containsOnly(2);
        }
    }

    @Test
    void aCallWithoutHeadersOrBodiesAndOneThatWasOpenAreWellWhateverIsRemovedOfThem() {
        log.calls().append(List.of(call("bare", List.of(), List.of(), List.of(), "", "")));
        log.calls().append(List.of(call("open", ASKED, List.of(), List.of(), "{}", "", CallPhase.OPEN)));
        log.calls().append(List.of(call("open", ASKED, TOLD, SENT, "{}", "{}")));
        assertThat(problems()).isEmpty();

        log.maintenance().purge(Retention.standard(), NOON.plus(Duration.ofDays(4000)), 10);
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return log.chain().verify(List.of()).problems();
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    private static WireAttempt attempt(int status) {
        return new WireAttempt(
                Duration.ZERO, Duration.ofMillis(1), "POST", "https://api.example/", status, "192.0.2.7:443", "");
    }

    private static ApiCall call(
            String id,
            List<String> asked,
            List<String> told,
            List<WireAttempt> attempts,
            String request,
            String response) {
        return call(id, asked, told, attempts, request, response, CallPhase.ENDED);
    }

    private static ApiCall call(
            String id,
            List<String> asked,
            List<String> told,
            List<WireAttempt> attempts,
            String request,
            String response,
            CallPhase phase) {
        List<CapturedBody> bodies = new ArrayList<>();
        for (String text : List.of(request, response)) {
            bodies.add(text.isEmpty() ? CapturedBody.none() : new CapturedBody(State.COMPLETE, text, 20, "ab12"));
        }
        return new ApiCall(
                id,
                NOON,
                OF_A_WAREHOUSE,
                "POST",
                "api.example",
                "/orders",
                "q=1",
                200,
                StatusClass.GREEN,
                Duration.ofMillis(3),
                asked,
                told,
                bodies.get(0),
                bodies.get(1),
                "",
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                phase,
                attempts,
                1);
    }
}
