package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link SyncLogRepository}. */
public abstract class SyncLogRepositoryContract {
    protected SyncLogRepositoryContract() {}

    /** The log under test: the same throughout a test, empty at its start. */
    protected abstract SyncLogRepository log();

    private static SyncRun run(String id, Instant submitted, SyncRun.Status status, @Nullable TimeWindow window) {
        boolean ended = status == SyncRun.Status.SUCCESS;
        return new SyncRun(
                new SyncRunId(id),
                new StoreId(id.startsWith("b") ? "beta" : "acme"),
                "Acme «ZA» 😀",
                PlatformType.SHOPIFY,
                OrderKind.B2C,
                id.endsWith("auto") ? SyncTrigger.AUTOMATIC : SyncTrigger.MANUAL,
                SyncMode.TIME_RANGE,
                ended ? new SyncRunId("r0") : null,
                status,
                window,
                submitted,
                ended ? submitted.plusMillis(5) : null,
                ended ? submitted.plusMillis(1234) : null,
                ended ? new SyncCounts(4_000, 1, 0, 1, 1) : SyncCounts.NONE,
                ended ? List.of("#1", "#2") : List.of(),
                ended ? List.of("#3") : List.of(),
                List.of(),
                ended ? List.of("#4 \"odd\"") : List.of(),
                ended ? List.of("#5") : List.of(),
                status == SyncRun.Status.FAILED
                        ? new SyncFailure(FailureFamily.PLATFORM, "PLATFORM_FAILURE", "the platform answered 503")
                        : null);
    }

    private static SyncRun queued(String id, Instant submitted) {
        return run(id, submitted, SyncRun.Status.QUEUED, null);
    }

    private List<String> shown(SyncRunQuery query) {
        return log().list(query).stream().map(run -> run.id().value()).toList();
    }

    @Test
    @DisplayName("replaces a run by saving it again, whole (rule 1)")
    public void savingAgainReplaces() {
        log().save(queued("r1", NOON));
        SyncRun done = run("r1", NOON, SyncRun.Status.SUCCESS, new TimeWindow(NOON.minusSeconds(3600), NOON));
        log().save(done);

        assertThat(log().find(new SyncRunId("r1"))).contains(done);
        assertThat(log().list(SyncRunQuery.newest(10))).containsExactly(done);

        SyncRun failed = run("r1", NOON.plusSeconds(1), SyncRun.Status.FAILED, null);
        log().save(failed);
        assertThat(log().find(new SyncRunId("r1"))).contains(failed);
        assertThat(log().find(new SyncRunId("none"))).isEmpty();
    }

    @Test
    @DisplayName("deletes the records that are named and says how many there were (rule 2)")
    public void deletes() {
        log().save(failed("r1"));
        log().save(failed("r2"));
        log().save(failed("r3"));
        List<SyncRunId> named = List.of(new SyncRunId("r1"), new SyncRunId("r3"), new SyncRunId("none"));

        assertThat(log().delete(named)).isEqualTo(2);
        assertThat(log().delete(named)).as("deleting again").isZero();
        assertThat(shown(SyncRunQuery.newest(10))).containsExactly("r2");
        assertThat(log().delete(List.of())).isZero();
    }

    private static SyncRun failed(String id) {
        return run(id, NOON, SyncRun.Status.FAILED, null);
    }

    @Test
    @DisplayName("keeps the record of a run that has not ended (rule 2)")
    public void keepsOpenRuns() {
        log().save(queued("r1", NOON));
        log().save(run("r2", NOON, SyncRun.Status.RUNNING, null));

        assertThat(log().delete(List.of(new SyncRunId("r1"), new SyncRunId("r2"))))
                .isZero();
        assertThat(shown(SyncRunQuery.newest(10))).containsExactly("r2", "r1");
    }

    @Test
    @DisplayName("pages newest first, then by id downwards (rule 3)")
    public void pagesNewestFirst() {
        for (int i = 0; i < 5; i++) {
            log().save(queued("r" + i, NOON.plusSeconds(i / 2)));
        }
        List<String> all = new ArrayList<>();
        SyncRunQuery page = SyncRunQuery.newest(2);
        for (List<SyncRun> runs = log().list(page); !runs.isEmpty(); runs = log().list(page)) {
            runs.forEach(run -> all.add(run.id().value()));
            page = page.after(runs.get(runs.size() - 1).id());
        }

        assertThat(all).containsExactly("r4", "r3", "r2", "r1", "r0");
        SyncRunQuery gone = page.after(new SyncRunId("gone"));
        assertThatThrownBy(() -> log().list(gone)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("filters by store, trigger and status, all together (rule 3)")
    public void filters() {
        log().save(queued("a1", NOON));
        log().save(queued("b1-auto", NOON.plusSeconds(1)));
        log().save(run("b2", NOON.plusSeconds(2), SyncRun.Status.FAILED, null));

        assertThat(shown(SyncRunQuery.newest(9).withStore(new StoreId("beta")))).containsExactly("b2", "b1-auto");
        assertThat(shown(SyncRunQuery.newest(9).withTrigger(SyncTrigger.AUTOMATIC)))
                .containsExactly("b1-auto");
        assertThat(shown(SyncRunQuery.newest(9).withStore(new StoreId("beta")).withStatus(SyncRun.Status.FAILED)))
                .containsExactly("b2");
    }
}
