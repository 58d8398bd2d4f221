package io.gwms.audit;

import static io.gwms.audit.Exchanges.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallPhase;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody else's transaction keeps the log locked: the module's callers go on, and nothing that was queued is lost. */
@Timeout(120)
abstract class LockedDatabaseRules {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final int ROOM = 40;

    /** Statements that keep others from writing calls, and the one that lets them again. */
    protected abstract List<String> lock();

    protected String unlock() {
        return "COMMIT";
    }

    @Test
    void callersGoOnAndWhatWasQueuedIsWrittenOnceTheLockIsGone(TestDatabase test) throws SQLException {
        TestRuntime runtime = new TestRuntime(test.dataSource());
        AuditModule audit = AuditModule.builder()
                .queue(ROOM, 1 << 20)
                .callersWait(Duration.ZERO)
                .build();
        audit.install(runtime.setup());
        audit.start();
        runtime.record(numbered(0));
        assertThat(audit.flush()).isTrue();

        int calls = 200;
        try (Connection other = test.otherNodesDataSource().getConnection()) {
            execute(other, lock());
            IntStream.range(1, calls).forEach(i -> runtime.record(numbered(i)));

            assertThat(audit.metrics().queued()).isEqualTo(ROOM + ROOM / 4);
            assertThat(audit.metrics().blocked()).as("nobody waited").isZero();
            assertThat(audit.metrics().written()).isOne();
            execute(other, List.of(unlock()));
        }
        assertThat(audit.flush()).isTrue();
        audit.stop(Duration.ofSeconds(30));

        assertThat(in(audit, CallPhase.ENDED)).hasSize(1 + ROOM + ROOM / 4);
        assertThat(in(audit, CallPhase.GAP).stream().mapToLong(ApiCall::count).sum())
                .as("in one row or more, for some may be noted while others are still left out")
                .isEqualTo(calls - 1 - ROOM - ROOM / 4);
    }

    @Test
    void closingEndsInTime(TestDatabase test) throws SQLException {
        TestRuntime runtime = new TestRuntime(test.dataSource());
        AuditModule audit = AuditModule.create();
        audit.install(runtime.setup());
        audit.start();
        try (Connection other = test.otherNodesDataSource().getConnection()) {
            execute(other, lock());
            IntStream.range(0, 5).forEach(i -> runtime.record(numbered(i)));
            long begun = System.nanoTime();
            assertThatThrownBy(() -> audit.stop(SOON))
                    .hasMessageContaining("5 calls of the API log could not be written");

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("it would wait half a minute for a lock")
                    .isLessThan(Duration.ofSeconds(10));
            execute(other, List.of(unlock()));
        }
    }

    private static List<ApiCall> in(AuditModule audit, CallPhase phase) {
        return audit.calls().list(ApiCallQuery.newest(500)).stream()
                .filter(call -> call.phase() == phase)
                .toList();
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
