package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.CallPhase;
import io.gwms.evidence.Retention;
import io.gwms.testkit.db.TestDatabase;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain is verified while others write and purge: what they do meanwhile is no tampering. */
class ChainBesideWritersTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int PAGE = 500;

    @TempDir
    Path folder;

    private final AtomicInteger untilThen = new AtomicInteger();
    private Runnable then = () -> {};

    @Test
    void whatIsPurgedAndWrittenBetweenTwoPagesIsNoProblem() {
        DataSource source = TestDatabase.sqlite(folder.resolve("log.db")).dataSource();
        try (JdbcAudit log = JdbcAudit.open(source);
                JdbcAudit watched = JdbcAudit.open(interrupted(source))) {
            log.chain().start(NOON);
            log.calls()
                    .append(IntStream.range(0, 2 * PAGE)
                            .mapToObj(i -> AuditChainRules.call("call-%04d".formatted(i), CallPhase.ENDED))
                            .toList());
            then = () -> {
                Retention retention = Retention.standard().withContents(Duration.ofHours(1), Duration.ofDays(90));
                assertThat(log.maintenance().purge(retention, NOON.plus(Duration.ofHours(2)), 4 * PAGE))
                        .hasValueSatisfying(step -> assertThat(step.calls()).isEqualTo(2 * PAGE));
                log.calls().append(List.of(AuditChainRules.call("new", CallPhase.ENDED)));
            };
            untilThen.set(3); // the head and the first page come before

            ChainReport report = watched.chain().verify(List.of());

            assertThat(report.problems()).isEmpty();
            assertThat(report.removed()).isEqualTo(PAGE + 1);
            assertThat(log.chain().verify(List.of()).problems()).isEmpty();
        }
    }

    /** Does something before it gives the connection that is due. */
    private DataSource interrupted(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    if (method.getName().equals("getConnection") && untilThen.getAndDecrement() == 1) {
                        then.run();
                    }
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == values[0];
                        default -> method.invoke(source, values);
                    };
                });
    }
}
