package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.state.InMemoryState;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person sees of the tasks as a whole, and what they can do to many at once. */
class OverviewTest {
    private static final TaskQuery ALL = TaskQuery.newest(50);
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    private final InMemoryState state = InMemoryState.empty();
    private final TimeSkipping time = TimeSkipping.from(START);
    private TaskResult next = TaskResult.again("not yet");
    private final Gwms gwms = Runtimes.with(state, time.clock(), PollingPolicy.create(), run -> next);

    private TaskId add(String key) {
        return gwms.tasks()
                .add(NewTask.of(
                                Runtimes.TYPE,
                                key,
                                BusinessType.OUTBOUND,
                                "OUT-" + key,
                                time.clock().instant())
                        .route(new TaskRoute(WAREHOUSE, "ZAJNBA", new ProxySystem("4PX"))));
    }

    private TaskOverview overview() {
        return gwms.tasks().overview(ALL, ZoneOffset.UTC);
    }

    private long count(String metric) {
        return overview().metric(metric).orElseThrow().count();
    }

    @Test
    void everyFigureIsTheNumberOfTasksItsQueryShows() {
        time.drive(gwms);
        add("waits");
        time.settle();
        next = TaskResult.done("shipped");
        add("good");
        time.settle();
        next = TaskResult.failed("timeout");
        add("bad");
        time.settle();
        next = TaskResult.needsHuman(ManualReason.REJECTED, "no such channel");
        add("person");
        time.settle();
        add("due");

        TaskOverview overview = overview();

        assertThat(overview.primary()).extracting(TaskMetric::name).containsExactly("backlog", "running", "manual");
        for (List<TaskMetric> metrics : List.of(overview.primary(), overview.secondary())) {
            for (TaskMetric metric : metrics) {
                assertThat(gwms.tasks().list(metric.query())).as(metric.name()).hasSize((int) metric.count());
                assertThat(gwms.tasks().count(metric.query())).as(metric.name()).isEqualTo(metric.count());
                assertThat(metric.meaning()).isNotBlank();
            }
        }
        assertThat(count("backlog")).isEqualTo(1);
        assertThat(count("waiting")).isEqualTo(2);
        assertThat(count("manual")).isEqualTo(1);
        assertThat(count("succeeded-today")).isEqualTo(1);
        assertThat(count("failed-rounds-today")).isEqualTo(1);
        assertThat(overview.oldestDueAge()).isEqualTo(Duration.ZERO);
    }

    @Test
    void overdueIsWhatShouldHaveRunMoreThanOneIntervalAgo() {
        add("k");
        time.clock().advanceTo(START.plus(Duration.ofMinutes(30)));
        assertThat(count("overdue")).isZero();

        time.clock().advanceTo(START.plus(Duration.ofMinutes(30)).plusMillis(1));

        assertThat(count("overdue")).isEqualTo(1);
        assertThat(overview().reminders()).extracting(TaskReminder::name).containsExactly("overdue");
        assertThat(gwms.tasks().list(overview().reminders().get(0).query())).hasSize(1);
    }

    @Test
    void reminderTellsOfWhatHasNeededAPersonForADayAndOfManyFailures() {
        time.drive(gwms);
        next = TaskResult.needsHuman(ManualReason.MAPPING, "no SKU for ABC");
        TaskId id = add("k");
        time.settle();
        assertThat(overview().reminders()).isEmpty();
        time.clock().advanceTo(START.plus(Duration.ofHours(24)).plusMillis(1));
        assertThat(overview().reminders()).extracting(TaskReminder::name).containsExactly("manual-for-a-day");
        assertThat(gwms.tasks().explain(id).orElseThrow().errorFamily()).isEqualTo(ErrorFamily.MAPPING);

        next = TaskResult.failed("HTTP 500");
        add("f");
        time.settle();
        assertThat(overview().reminders())
                .extracting(TaskReminder::name)
                .containsExactly("manual-for-a-day", "failing");
    }

    @Test
    void todayBeginsAtMidnightOfTheZoneThatIsAsked() {
        time.drive(gwms);
        next = TaskResult.done("shipped");
        add("k");
        time.settle();
        time.clock().advanceTo(START.plus(Duration.ofHours(9))); // 17:00 UTC, 22:30 in India, 01:00 in China
        assertThat(count("succeeded-today")).isEqualTo(1);
        assertThat(gwms.tasks()
                        .overview(ALL, ZoneId.of("Asia/Kolkata"))
                        .metric("succeeded-today")
                        .orElseThrow()
                        .count())
                .isEqualTo(1);
        assertThat(gwms.tasks()
                        .overview(ALL, ZoneId.of("Asia/Shanghai"))
                        .metric("succeeded-today")
                        .orElseThrow()
                        .count())
                .isZero();
    }

    @Test
    void filterNarrowsEveryFigureDown() {
        add("k");
        TaskQuery elsewhere = ALL.withWarehouse(new WarehouseCode("US-1"));
        TaskQuery manualOnly = ALL.withStatus(TaskStatus.MANUAL);

        assertThat(gwms.tasks()
                        .overview(elsewhere, ZoneOffset.UTC)
                        .metric("backlog")
                        .orElseThrow()
                        .count())
                .isZero();
        TaskMetric backlog = gwms.tasks()
                .overview(manualOnly, ZoneOffset.UTC)
                .metric("backlog")
                .orElseThrow();
        assertThat(backlog.count()).isZero();
        assertThat(gwms.tasks().list(backlog.query())).isEmpty();
    }

    @Test
    void pausedScopeBeginsNothingAndIsToldUntilItIsResumed() {
        time.drive(gwms);
        gwms.tasks().pause(TaskScope.of(WAREHOUSE), "stocktaking");
        TaskId id = add("k");
        time.settle();

        assertThat(gwms.tasks().find(id).orElseThrow().rounds()).isZero();
        assertThat(overview().reminders()).extracting(TaskReminder::name).containsExactly("paused");

        gwms.tasks().resume(TaskScope.of(WAREHOUSE));
        time.settle();
        assertThat(gwms.tasks().find(id).orElseThrow().rounds()).isEqualTo(1);
        assertThat(gwms.tasks().controls()).isEmpty();
    }

    @Test
    void tasksThatNeedAPersonForOneReasonAreReopenedTogether() {
        time.drive(gwms);
        next = TaskResult.needsHuman(ManualReason.MAPPING, "no SKU for ABC");
        TaskId first = add("k1");
        TaskId second = add("k2");
        time.settle();
        next = TaskResult.needsHuman(ManualReason.REJECTED, "no");
        add("k3");
        time.settle();
        assertThat(gwms.tasks().manualByReason(ALL))
                .containsEntry(ManualReason.MAPPING, 2L)
                .hasSize(2);

        next = TaskResult.done("shipped");
        assertThat(gwms.tasks().reopen(ManualReason.MAPPING, ALL)).containsExactlyInAnyOrder(first, second);
        time.settle();

        assertThat(gwms.tasks().count(ALL.withStatus(TaskStatus.SUCCESS))).isEqualTo(2);
        assertThat(gwms.tasks().count(ALL.withStatus(TaskStatus.MANUAL))).isEqualTo(1);
    }

    @Test
    void submittedRoundCanBeAwaited() {
        time.drive(gwms);
        TaskId id = add("k");
        time.settle();
        next = TaskResult.done("shipped");

        TaskAnswer.Submitted submitted = (TaskAnswer.Submitted) gwms.tasks().syncNow(id);
        assertThat(gwms.tasks().await(submitted, Duration.ZERO)).isEmpty();
        time.settle();

        Optional<TaskAttempt> round = gwms.tasks().await(submitted, Duration.ZERO);
        assertThat(round).isPresent();
        assertThat(round.get().outcome()).isEqualTo("DONE");
        assertThat(round.get().round()).isEqualTo(2);
    }

    @Test
    void finishedTasksAreForgottenAfterTheirTime() {
        Gwms forgetful = Runtimes.bare(state, time.clock())
                .taskRetention(Duration.ofDays(2))
                .module(Runtimes.module(
                        "tasks", setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> next)))
                .build();
        time.drive(forgetful);
        next = TaskResult.done("shipped");
        TaskId id = add("k");
        time.settle();

        time.clock().advanceTo(START.plus(Duration.ofDays(2)));
        forgetful.step();
        assertThat(forgetful.tasks().find(id)).isPresent();
        time.clock().advanceTo(START.plus(Duration.ofDays(2)).plusMillis(1));
        forgetful.step();
        assertThat(forgetful.tasks().find(id)).isEmpty();
    }
}
