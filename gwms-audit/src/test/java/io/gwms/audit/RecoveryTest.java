package io.gwms.audit;

import static io.gwms.audit.Exchanges.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallPhase;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that was killed leaves one row; one that was closed, or still lives, leaves none. */
@OnSqlite
class RecoveryTest {
    private static final String DEAD = Long.MAX_VALUE / 2 + "@0";

    private JdbcAudit database;

    @BeforeEach
    void open(TestDatabase test) {
        database = JdbcAudit.open(test.dataSource());
        database.sessions().opened(session("dead00000001", here(), DEAD, NOON));
        database.sessions().alive("dead00000001", NOON.plusSeconds(9), NOON.plusSeconds(10));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theNextStartNotesTheGapOfAKilledRecorderOnce() {
        start("own000000001", NOON.plusSeconds(60));
        start("own000000002", NOON.plusSeconds(70));

        assertThat(gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.createdAt()).isEqualTo(NOON.plusSeconds(9));
            assertThat(gap.duration()).isEqualTo(Duration.ofSeconds(51));
            assertThat(gap.count()).isEqualTo(8192);
            assertThat(gap.error()).contains("at most so many", "besides those that it had left out");
            assertThat(gap.phase()).isEqualTo(CallPhase.GAP);
            assertThat(gap.context().action()).isEqualTo(Recovery.LOG_ITSELF);
        });
    }

    @Test
    void aRecorderThatWasFoundDeadIsNotLookedAtAgain() {
        start("own000000001", NOON.plusSeconds(60));

        assertThat(database.sessions().unclosed())
                .extracting(RecorderSession::id)
                .containsExactly("own000000001");
    }

    @Test
    void aSignOfLifeTellsWhatIsWrittenAndNeverLessThanBefore() {
        Recovery own = start("own000000001", NOON.plusSeconds(60));

        own.writtenTo(NOON.plusSeconds(65), NOON.plusSeconds(66));
        own.writtenTo(NOON.plusSeconds(63), NOON.plusSeconds(68));

        assertThat(database.sessions().unclosed()).singleElement().satisfies(session -> {
            assertThat(session.writtenTo()).isEqualTo(NOON.plusSeconds(65));
            assertThat(session.seenAt()).isEqualTo(NOON.plusSeconds(68));
        });
    }

    @Test
    void aClosedRecorderLeavesNone() {
        database.sessions().closed("dead00000001", NOON.plusSeconds(20), 0);
        Recovery own = start("own000000001", NOON.plusSeconds(60));
        own.closed(NOON.plusSeconds(61), 0);
        database.sessions().alive("own000000001", NOON, NOON);

        assertThat(gaps()).isEmpty();
        assertThat(database.sessions().unclosed()).isEmpty();
    }

    @Test
    void aRecorderOfALivingProcessIsLeftAlone() {
        database.sessions().closed("dead00000001", NOON, 0);
        start("own000000001", NOON);
        start("own000000002", NOON.plus(Duration.ofDays(1)));

        assertThat(gaps()).isEmpty();
        assertThat(database.sessions().unclosed())
                .extracting(RecorderSession::id)
                .contains("own000000001");
    }

    @Test
    void aRecorderOfAnotherMachineIsGivenTenMinutes() {
        database.sessions().closed("dead00000001", NOON, 0);
        database.sessions().opened(session("far000000001", "elsewhere.example", "1@1", NOON));
        Recovery own = start("own000000001", NOON.plus(Duration.ofMinutes(10)));
        assertThat(gaps()).isEmpty();

        own.beat(NOON.plus(Duration.ofMinutes(10)).plusMillis(1), this::write);
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void whileTheStoreIsOutTheGapWaits() {
        Recovery own = new Recovery(null, database.sessions(), "own000000001", 8192);
        own.run(NOON.plusSeconds(60), calls -> false);
        assertThat(database.sessions().unclosed())
                .extracting(RecorderSession::id)
                .contains("dead00000001");

        own.beat(NOON.plusSeconds(61), this::write);
        assertThat(gaps()).hasSize(1);
    }

    @Test
    void aJournalThatCannotBeReadKeepsNoGapBack(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("00000000000000000001.calls"));
        try (Journal journal = Journal.open(directory, 1_000, 1_000)) {
            Recovery own = new Recovery(journal, database.sessions(), "own000000001", 8192);
            own.run(NOON.plusSeconds(60), this::write);
            own.run(NOON.plusSeconds(61), this::write);

            assertThat(gaps()).hasSize(1);
            assertThat(database.sessions().unclosed())
                    .extracting(RecorderSession::id)
                    .containsExactly("own000000001");
        }
    }

    private Recovery start(String id, Instant now) {
        Recovery recovery = new Recovery(null, database.sessions(), id, 8192);
        recovery.run(now, this::write);
        return recovery;
    }

    private boolean write(List<ApiCall> calls) {
        database.calls().append(calls);
        return true;
    }

    private List<ApiCall> gaps() {
        return database.calls().list(ApiCallQuery.newest(100));
    }

    private static RecorderSession session(String id, String host, String process, Instant at) {
        return new RecorderSession(id, host, process, at, at, at, 8192);
    }

    private static String here() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
