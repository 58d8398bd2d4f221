package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gwms.GwmsException;
import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.transport.CallAction;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An outage loses no call however long it lasts, and what is not kept is counted until it is noted. */
class BatchWriterTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final CallAction ACTION = new CallAction("TEST");
    private static final AsyncCallRecorder.Settings SETTINGS = new AsyncCallRecorder.Settings(
            8, 1_000, 8, Duration.ZERO, Duration.ZERO, Duration.ofHours(1), Duration.ZERO);

    private final Counters counters = new Counters();
    private final List<String> kept = new ArrayList<>();
    private int tries;

    private static ApiCall call(String id) {
        return Gaps.row(id, ACTION, "reason", NOON, NOON, 1);
    }

    @SuppressWarnings("unchecked")
    private BatchWriter writer(Consumer<List<ApiCall>> store) {
        ApiCallRepository calls = (ApiCallRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ApiCallRepository.class}, (proxy, method, values) -> {
                    tries++;
                    store.accept((List<ApiCall>) values[0]);
                    ((List<ApiCall>) values[0]).forEach(call -> kept.add(call.id()));
                    return null;
                });
        return new BatchWriter(calls, counters, SETTINGS);
    }

    private static RuntimeException outage() {
        return catchThrowableOfType(
                GwmsException.class,
                () -> JdbcAudit.open((DataSource) Proxy.newProxyInstance(
                        BatchWriterTest.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (proxy, method, values) -> {
                            throw new SQLException("gone", "08006");
                        })));
    }

    @Test
    void anOutageIsWaitedOutAlsoForOneCallAlone() {
        RuntimeException gone = outage();
        BatchWriter writer = writer(calls -> {
            if (tries <= 20) {
                throw gone;
            }
        });

        assertThat(writer.write(List.of(call("1")), Duration.ofHours(1))).isEmpty();

        assertThat(kept).containsExactly("1");
        assertThat(tries).as("and nothing is split for it").isEqualTo(21);
        assertThat(counters.lost.sum()).isZero();
    }

    @Test
    void whatIsRefusedWhileOthersAreTakenIsGivenUpAfterFiveTries() {
        BatchWriter writer = writer(calls -> {
            if (calls.stream()
                    .anyMatch(call -> call.id().equals("2") || call.id().equals("3"))) {
                throw new IllegalStateException("no");
            }
        });

        assertThat(writer.write(List.of(call("1"), call("2"), call("3"), call("4")), Duration.ofHours(1)))
                .isEmpty();

        assertThat(kept).containsExactly("1", "4");
        assertThat(counters.lost.sum()).isEqualTo(2);
        assertThat(writer.gaps().take(at -> "gap"))
                .singleElement()
                .satisfies(gap -> assertThat(gap.count()).isEqualTo(2));
    }

    @Test
    void whatCannotBeNotedIsCountedAgainWithWhatCameMeanwhile() {
        Gaps gaps = new Gaps();
        gaps.add(ACTION, "full", NOON.plusSeconds(5));
        gaps.add(ACTION, "full", NOON);
        List<ApiCall> rows = gaps.take(at -> "gap");
        assertThat(rows.get(0).createdAt()).isEqualTo(NOON);
        assertThat(rows.get(0).duration()).isEqualTo(Duration.ofSeconds(5));
        assertThat(gaps.take(at -> "gap")).isEmpty();

        gaps.add(ACTION, "full", NOON.plusSeconds(9));
        gaps.putBack(rows);

        assertThat(gaps.take(at -> "gap")).singleElement().satisfies(gap -> {
            assertThat(gap.count()).isEqualTo(3);
            assertThat(gap.createdAt()).isEqualTo(NOON);
            assertThat(gap.duration()).isEqualTo(Duration.ofSeconds(9));
        });
    }
}
