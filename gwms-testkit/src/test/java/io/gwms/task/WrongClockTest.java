package io.gwms.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.TestSettings;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.SystemTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine whose clock is wrong runs tasks as the others do, because the database's clock is everybody's. */
@OnPostgres
@Timeout(120)
class WrongClockTest {
    /** What a test may take on a machine that is busy; far less than a clock is wrong by. */
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void nodeWhoseClockIsTenMinutesFastRunsWhatIsDueAndNothingElse(TestDatabase database) throws SQLException {
        runsWhatIsDueAndNothingElse(10, database);
    }

    @Test
    void nodeWhoseClockIsTenMinutesSlowRunsWhatIsDueAndNothingElse(TestDatabase database) throws SQLException {
        runsWhatIsDueAndNothingElse(-10, database);
    }

    private static void runsWhatIsDueAndNothingElse(long minutes, TestDatabase database) throws SQLException {
        try (Gwms right = node(database, 0);
                Gwms wrong = node(database, minutes)) {
            TaskId due = Runtimes.add(right, "due");
            TaskId later = right.tasks()
                    .add(NewTask.of(Runtimes.TYPE, "later", BusinessType.OUTBOUND, "OB-2", now(right))
                            .dueAt(now(right).plus(Duration.ofMinutes(5))));
            Instant before = databaseTime(database);

            assertThat(wrong.step().rounds()).isEqualTo(1);

            assertThat(wrong.clock().offset())
                    .isBetween(off(-minutes).minus(SOON), off(-minutes).plus(SOON));
            assertThat(Runtimes.task(right, later).status()).isEqualTo(TaskStatus.PENDING);
            assertThat(right.tasks().attempts(due)).singleElement().satisfies(attempt -> {
                assertThat(attempt.startedAt()).isBetween(before.minusSeconds(1), before.plus(SOON));
                assertThat(attempt.endedAt()).isBetween(attempt.startedAt(), before.plus(SOON));
            });
            SyncTask again = Runtimes.task(right, due);
            assertThat(again.nextExecutionAt())
                    .isBetween(before.plus(off(30)), before.plus(off(30)).plus(SOON));
            assertThat(right.step().rounds())
                    .as("nothing is due for anybody else")
                    .isZero();
        }
    }

    @Test
    void nodeWhoseClockIsTenMinutesFastTakesNoTaskFromANodeThatLives(TestDatabase database) {
        takesNoTaskFromANodeThatLives(10, database);
    }

    @Test
    void nodeWhoseClockIsTenMinutesSlowIsNotTakenForDead(TestDatabase database) {
        takesNoTaskFromANodeThatLives(-10, database);
    }

    /** Nor does anybody take it for dead. */
    private static void takesNoTaskFromANodeThatLives(long minutes, TestDatabase database) {
        try (Gwms right = node(database, 0);
                Gwms wrong = node(database, minutes)) {
            TaskId id = Runtimes.add(right, "OB-1");
            long alive = right.state().queue().register("right", now(right), Duration.ofMinutes(5));
            assertThat(right.state().queue().claim(alive, now(right), 1)).hasSize(1);

            assertThat(wrong.step().rounds()).isZero();
            assertThat(Runtimes.task(right, id).status()).isEqualTo(TaskStatus.RUNNING);

            right.state().queue().retire(alive);
            long itself = wrong.state().queue().register("wrong", now(wrong), Duration.ofMinutes(5));
            assertThat(right.step().rounds()).as("what a dead node left").isEqualTo(1);
            assertThat(wrong.state().queue().renew(itself, now(wrong), Duration.ofMinutes(5)))
                    .as("the node with the wrong clock was not taken for dead")
                    .isTrue();
        }
    }

    /** A node whose machine's clock is so many minutes ahead. */
    private static Gwms node(TestDatabase database, long minutes) {
        return TestSettings.systemClock(
                        Runtimes.hosted(database.otherNodesDataSource()),
                        () -> SystemTime.source().instant().plus(off(minutes)))
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> TaskResult.again("ok"))))
                .build();
    }

    private static Duration off(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Instant now(Gwms gwms) {
        return gwms.clock().instant();
    }

    private static Instant databaseTime(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
            rows.next();
            return Instant.ofEpochMilli(rows.getLong(1));
        }
    }
}
