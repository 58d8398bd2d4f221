package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.order.OrderQuery;
import io.gwms.store.StoreId;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A closed runtime runs nothing, and answers commands and queries as long as its database does; as Gwms.close says. */
class ClosedRuntimeTest {
    abstract static class Rules {
        private final VirtualClock time = VirtualClock.startingAt(START);

        private Gwms runtime(TestDatabase database, TaskHandler handler) {
            return Runtimes.hosted(time)
                    .database(database.dataSource())
                    .credentialKey(new byte[32])
                    .module(Runtimes.module(
                            "tasks", setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), handler)))
                    .build();
        }

        @Test
        void whatIsAskedOfItIsAnsweredAndLeftToTheNextRuntime(TestDatabase database) {
            Gwms closed = runtime(database, run -> TaskResult.done("by the closed one"));
            closed.start();
            assertThat(closed.close(Duration.ofSeconds(20)).isClean()).isTrue();

            TaskId id = add(closed, "OB-1");
            TaskId other = add(closed, "OB-2");
            assertThat(closed.tasks().cancel(other).isSubmitted()).isTrue();
            TaskAnswer.Submitted asked = (TaskAnswer.Submitted) closed.tasks().syncNow(id);
            closed.tasks().pause(TaskScope.of(TaskType.QUERY), "stocktaking");
            closed.tasks().resume(TaskScope.of(TaskType.QUERY));
            assertThat(closed.tasks().list(TaskQuery.newest(50))).hasSize(2);
            assertThat(closed.tasks()
                            .overview(TaskQuery.newest(50), ZoneOffset.UTC)
                            .metric("backlog")
                            .orElseThrow()
                            .count())
                    .isEqualTo(1);
            assertThat(closed.tasks().explain(id)).isPresent();
            assertThat(closed.stores().find(new StoreId("acme"))).isEmpty();
            assertThat(closed.orders().list(OrderQuery.newest(5))).isEmpty();
            assertThat(closed.metrics().completed()).isZero();
            assertThat(closed.health()).containsKey("tasks");
            assertThatThrownBy(closed::step).hasMessageContaining("GWMS-1109");
            assertThatThrownBy(closed::start).hasMessageContaining("GWMS-1109");
            assertThat(task(closed, id).rounds()).isZero();

            try (Gwms next = runtime(database, run -> TaskResult.done("by the next one"))) {
                next.step();
                assertThat(closed.tasks().await(asked, Duration.ofDays(1)))
                        .map(TaskAttempt::text)
                        .contains("by the next one");
            }
            assertThat(ownThreads()).isEmpty();
        }

        private static List<String> ownThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("gwms-tasks") || name.startsWith("gwms-lease"))
                    .toList();
        }
    }

    @Nested
    @OnSqlite
    class OnAFile extends Rules {}

    @Nested
    @OnPostgres
    class OnAServer extends Rules {}
}
