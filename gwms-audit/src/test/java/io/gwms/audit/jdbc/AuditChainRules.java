package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.gwms.store.StoreId;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the chain finds, and what it must not complain of; on each database. */
abstract class AuditChainRules {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OrderId ORDER = new OrderId(new StoreId("shop-1"), "7");

    private DataSource source;
    private JdbcAudit database;

    @BeforeEach
    void open(TestDatabase test) {
        source = test.dataSource();
        database = JdbcAudit.open(source);
        database.calls().append(List.of(call("before", NOON.minusSeconds(1), CallPhase.ENDED)));
        assertThat(database.chain().start(NOON)).isTrue();
        for (int batch = 0; batch < 4; batch++) {
            int first = batch * 3;
            database.calls()
                    .append(IntStream.range(first, first + 3)
                            .mapToObj(i -> call("call-%02d".formatted(i), CallPhase.ENDED))
                            .toList());
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ChainReport verify(ChainCheckpoint... kept) {
        return database.chain().verify(List.of(kept));
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    @Test
    void anUntouchedLogVerifiesAndIsStartedOnce() {
        assertThat(database.chain().start(NOON.plusSeconds(1))).isFalse();
        database.calls().append(List.of(call("call-00", CallPhase.ENDED), call("call-01", CallPhase.ENDED)));

        ChainReport report = verify(database.chain().checkpoint(NOON));

        assertThat(report.problems()).isEmpty();
        assertThat(report.links()).isEqualTo(13);
        assertThat(report.calls()).isEqualTo(12);
    }

    @Test
    void aCallThatWasOpenFirstIsCoveredAsItEnded() throws SQLException {
        database.calls().append(List.of(call("open", CallPhase.OPEN)));
        assertThat(verify().intact()).isTrue();
        database.calls().append(List.of(call("open", CallPhase.ENDED)));
        assertThat(verify().problems()).isEmpty();

        tamper("UPDATE gwms_audit_call SET phase = 'ABANDONED' WHERE id = 'open'");
        assertThat(verify().problems()).singleElement().asString().contains("call open", "its row was changed");
    }

    @Test
    void aCallThatCameWithItsIntentIsCoveredAsItEnded() {
        database.calls().append(List.of(call("both", CallPhase.OPEN), call("both", CallPhase.ENDED)));
        assertThat(verify().problems()).isEmpty();
    }

    @Test
    void whatRetentionAndErasureRemoveBreaksNothing() {
        Retention contents = Retention.standard().withContents(Duration.ofHours(1), Duration.ofDays(90));
        assertThat(database.maintenance().purge(contents, NOON.plus(Duration.ofHours(2)), 2))
                .isPresent();
        assertThat(database.maintenance().purge(Retention.standard().withBytes(5_000), NOON, 3))
                .isPresent();
        assertThat(database.maintenance().erase(Erasure.ofOrder(ORDER), NOON)).isNotEmpty();
        assertThat(database.maintenance().purge(Retention.standard(), NOON.plus(Duration.ofDays(200)), 5))
                .isPresent();

        ChainReport report = verify();

        assertThat(report.problems()).isEmpty();
        assertThat(report.removed()).isEqualTo(12);
    }

    @Test
    void anErasedCallLeavesNoDigestThatCouldBeGuessedFrom() throws SQLException {
        database.maintenance().erase(Erasure.ofOrder(ORDER), NOON);

        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var salts = statement.executeQuery(
                        "SELECT count(salt) + (SELECT count(*) FROM gwms_audit_content) FROM gwms_audit_call")) {
            assertThat(salts.next()).isTrue();
            assertThat(salts.getInt(1)).isZero();
        }
    }

    @Test
    void aChangedRowIsFound() throws SQLException {
        tamper("UPDATE gwms_audit_call SET status = 204 WHERE id = 'call-04'");
        assertThat(verify().problems()).singleElement().asString().contains("call call-04", "its row was changed");
    }

    @Test
    void aChangedPathIsFound() throws SQLException {
        tamper("UPDATE gwms_audit_call SET path = '/other' WHERE id = 'call-04'");
        assertThat(verify().problems()).singleElement().asString().contains("its path, query, error or source");
    }

    @Test
    void aChangedBodyIsFound() throws SQLException {
        tamper("UPDATE gwms_audit_content SET packed = (SELECT packed FROM gwms_audit_content WHERE call_id ="
                + " 'call-05') WHERE call_id = 'call-04'");
        assertThat(verify().problems()).singleElement().asString().contains("headers or bodies");
    }

    @Test
    void contentsThatWereRemovedInSilenceAreFound() throws SQLException {
        tamper(
                "DELETE FROM gwms_audit_content WHERE call_id = 'call-04'",
                "UPDATE gwms_audit_call SET contents = 1 WHERE id = 'call-04'");
        assertThat(verify().problems()).singleElement().asString().contains("no note says so");
    }

    @Test
    void contentsPutWhereRetentionRemovedThemAreFound() throws SQLException {
        Retention contents = Retention.standard().withContents(Duration.ofHours(1), Duration.ofDays(90));
        assertThat(database.maintenance().purge(contents, NOON.plus(Duration.ofHours(2)), 4))
                .isPresent();
        tamper(
                "INSERT INTO gwms_audit_content SELECT 'call-01', created_at, failed, bytes, packed, NULL"
                        + " FROM gwms_audit_content WHERE call_id = 'call-09'",
                "UPDATE gwms_audit_call SET contents = 0 WHERE id = 'call-01'");

        assertThat(verify().problems()).singleElement().asString().contains("call call-01", "yet they are there");
    }

    @Test
    void whatIsPutIntoAnErasedCallIsFound() throws SQLException {
        database.maintenance().erase(Erasure.ofOrder(ORDER), NOON);
        tamper(
                "UPDATE gwms_audit_call SET path = '/forged' WHERE id = 'call-01'",
                "UPDATE gwms_audit_call SET order_id = 'shop-1/8' WHERE id = 'call-02'",
                "UPDATE gwms_audit_call SET error = 'refused' WHERE id = 'call-03'");

        assertThat(verify().problems())
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).contains("it is erased, yet it is there"));
    }

    @Test
    void aRemovedCallIsFoundAlsoWhenAnOldNoteIsBlamed() throws SQLException {
        assertThat(database.maintenance().purge(Retention.standard().withBytes(5_000), NOON, 3))
                .isPresent();
        tamper("DELETE FROM gwms_audit_call WHERE id = 'call-11'");
        assertThat(verify().problems()).singleElement().asString().contains("call-11", "it was removed");

        tamper("UPDATE gwms_audit_chain SET call_by = 1 WHERE subject = 'call-11'");
        assertThat(verify().problems()).singleElement().asString().contains("step 1");
    }

    @Test
    void anAddedCallIsFound() throws SQLException {
        tamper("UPDATE gwms_audit_call SET id = 'forged' WHERE id = 'call-04'");
        assertThat(verify().problems())
                .anySatisfy(problem -> assertThat(problem).contains("call forged is in the log but not in the chain"));
    }

    @Test
    void aRemovedLinkIsFound() throws SQLException {
        tamper("DELETE FROM gwms_audit_chain WHERE seq = 5");
        assertThat(verify().problems())
                .anySatisfy(problem -> assertThat(problem).contains("links 5 to 5 are missing"));
    }

    @Test
    void aChangedNoteIsFound() throws SQLException {
        database.maintenance().erase(Erasure.ofOrder(ORDER), NOON);
        assertThat(verify().intact()).isTrue();
        tamper("UPDATE gwms_audit_purge SET reason = 'routine' WHERE number = 1");
        assertThat(verify().problems()).singleElement().asString().contains("the note of step 1 was changed");
        tamper("DELETE FROM gwms_audit_purge WHERE number = 1");
        assertThat(verify().problems())
                .anySatisfy(problem -> assertThat(problem).contains("step 1 was removed"));
    }

    @Test
    void aTailThatWasCutOffNeatlyIsFoundByACheckpoint() throws SQLException {
        ChainCheckpoint kept =
                ChainCheckpoint.parse(database.chain().checkpoint(NOON).toString());
        tamper(
                "DELETE FROM gwms_audit_call WHERE id IN ('call-10', 'call-11')",
                "DELETE FROM gwms_audit_content WHERE call_id IN ('call-10', 'call-11')",
                "DELETE FROM gwms_audit_chain WHERE seq > 11",
                "UPDATE gwms_audit_chain_head SET seq = 11,"
                        + " hash = (SELECT hash FROM gwms_audit_chain WHERE seq = 11)");

        assertThat(verify().problems()).as("the chain alone cannot know").isEmpty();
        assertThat(verify(kept).problems()).singleElement().asString().contains("has 11 links", "taken at 13");
    }

    @Test
    void aChainWrittenAnewIsFoundByACheckpoint() throws SQLException {
        ChainCheckpoint kept = database.chain().checkpoint(NOON);
        tamper(
                "DELETE FROM gwms_audit_chain",
                "DELETE FROM gwms_audit_chain_head",
                "DELETE FROM gwms_audit_call",
                "DELETE FROM gwms_audit_content");
        database.chain().start(NOON);
        for (int i = 0; i < 12; i++) {
            database.calls().append(List.of(call("other-%02d".formatted(i), CallPhase.ENDED)));
        }

        assertThat(verify().intact()).isTrue();
        assertThat(verify(kept).problems()).singleElement().asString().contains("link 13 is not the one");
    }

    @Test
    void withoutAChainThereIsNothingToVerify() throws SQLException {
        tamper("DELETE FROM gwms_audit_chain", "DELETE FROM gwms_audit_chain_head");
        assertThat(database.chain().isOn()).isFalse();
        assertThatThrownBy(this::verify).hasMessageContaining("AuditChain.start");
    }

    static ApiCall call(String id, CallPhase phase) {
        return call(id, NOON, phase);
    }

    private static ApiCall call(String id, Instant at, CallPhase phase) {
        CapturedBody body = new CapturedBody(State.COMPLETE, "{\"id\":\"" + id + "\"}", 20, "");
        return new ApiCall(
                id,
                at,
                CallContext.forStore(CallAction.ORDER_FETCH, new StoreId("shop-1"))
                        .about("order", "1007")
                        .forOrder(ORDER),
                "POST",
                "api.example",
                "/orders",
                "",
                phase == CallPhase.OPEN ? 0 : 200,
                StatusClass.GREEN,
                Duration.ofMillis(3),
                List.of("Accept: */*"),
                List.of(),
                body,
                phase == CallPhase.OPEN ? CapturedBody.none() : body,
                "",
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                phase,
                List.of(),
                1);
    }
}
