package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.StepReport;
import io.gwms.state.Change;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SteppedTasksTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();

    private Gwms runtime(TaskHandler handler) {
        return Runtimes.with(state, time, PollingPolicy.create(), handler);
    }

    @Test
    void dueTaskRunsAndItsEndIsStoredWithWhatWasLearnt() {
        Gwms gwms = runtime(run -> TaskResult.done("shipped")
                .thirdPartyNo("4PX-1")
                .requestId("r-9")
                .checkpoint("left"));
        TaskId id = add(gwms, "OB-1");

        StepReport report = gwms.step();

        assertThat(report).isEqualTo(new StepReport(1, (Instant) null));
        SyncTask task = task(gwms, id);
        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(task.summary()).isEqualTo("shipped");
        assertThat(task.thirdPartyNo()).isEqualTo("4PX-1");
        assertThat(task.requestId()).isEqualTo("r-9");
        assertThat(task.checkpoint()).isEqualTo("left");
        assertThat(task.lastExecutedAt()).isEqualTo(START);
        assertThat(gwms.tasks().attempts(id))
                .containsExactly(new TaskAttempt(id, 1, START, START, "DUE", "DONE", "shipped"));
        assertThat(gwms.step().rounds()).isZero();
    }

    @Test
    void everyOutcomeSetsEveryColumnAndTheRoundTellsItsWords() {
        Map<String, TaskResult> results = Map.of(
                "DONE", TaskResult.done("shipped"),
                "AGAIN", TaskResult.again("not yet"),
                "AGAIN_AFTER", TaskResult.againAfter(Duration.ofMinutes(3), "429"),
                "FAILED", TaskResult.failed("HTTP 500"),
                "MANUAL", TaskResult.remoteDoneLocalFailed("shipped there, not booked here"));
        Gwms gwms = runtime(run -> {
            String outcome = run.task().key();
            return Objects.requireNonNull(results.get(outcome))
                    .thirdPartyNo("4PX-" + outcome)
                    .requestId("r-" + outcome)
                    .checkpoint("left by " + outcome)
                    .with(() -> List.of(recordOf(outcome)));
        });
        results.keySet().forEach(outcome -> add(gwms, outcome));

        gwms.step();

        for (SyncTask task : gwms.tasks().list(TaskQuery.newest(50))) {
            String outcome = task.key();
            String words = Objects.requireNonNull(results.get(outcome)).text();
            boolean wrong = outcome.equals("FAILED") || outcome.equals("MANUAL");
            assertThat(task.thirdPartyNo()).isEqualTo("4PX-" + outcome);
            assertThat(task.requestId()).isEqualTo("r-" + outcome);
            assertThat(task.checkpoint()).isEqualTo("left by " + outcome);
            assertThat(task.lastExecutedAt()).isEqualTo(START);
            assertThat(task.summary()).isEqualTo(words);
            assertThat(task.error()).isEqualTo(wrong ? words : "");
            assertThat(state.orders().command(outcome)).as(outcome).isPresent();
            assertThat(gwms.tasks().attempts(task.id()))
                    .containsExactly(new TaskAttempt(task.id(), 1, START, START, "DUE", outcome, words));
        }
    }

    @Test
    void fourteenDaysOfPollingAreThirtyMinutesApartAndEndWithAPerson() {
        List<Instant> rounds = new ArrayList<>();
        Gwms gwms = runtime(run -> {
            rounds.add(run.startedAt());
            return TaskResult.again("not shipped yet");
        });
        TaskId id = add(gwms, "OB-1");

        StepReport report = gwms.step();
        while (report.nextDueAt() != null) {
            time.advanceTo(report.nextDueAt());
            report = gwms.step();
        }

        assertThat(rounds).hasSize(14 * 48 + 1);
        for (int i = 1; i < rounds.size(); i++) {
            assertThat(Duration.between(rounds.get(i - 1), rounds.get(i))).isEqualTo(Duration.ofMinutes(30));
        }
        assertThat(task(gwms, id).manualReason()).isEqualTo(ManualReason.RETRIES_EXHAUSTED);
    }

    @Test
    void resultOfARoundThatWasTakenOverIsDropped() {
        Gwms gwms = runtime(run -> {
            time.advance(LEASE);
            runtime(other -> TaskResult.done("finished by another node")).step();
            return TaskResult.failed("the zombie's word").with(() -> List.of(recordOf("zombie")));
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(task(gwms, id).summary()).isEqualTo("finished by another node");
        assertThat(state.orders().command("zombie")).isEmpty();
        assertThat(gwms.tasks().attempts(id)).extracting(TaskAttempt::outcome).containsExactly("CRASHED", "DONE");
    }

    @Test
    void resultIsDroppedWhileAnotherNodeRunsTheTask() {
        Gwms gwms = runtime(run -> {
            time.advance(LEASE);
            long other = state.queue().register("other", time.instant(), LEASE);
            state.queue().rescue(time.instant());
            assertThat(state.queue().claim(other, time.instant(), 10)).hasSize(1);
            return TaskResult.done("the zombie's word");
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task(gwms, id).summary()).isEmpty();
        assertThat(gwms.tasks().attempts(id)).extracting(TaskAttempt::outcome).containsExactly("CRASHED");
    }

    @Test
    void tasksOfInboundOrdersMayHaveAPolicyOfTheirOwn() {
        Gwms gwms = Runtimes.bare(state, time)
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(
                                Runtimes.TYPE,
                                task -> task.businessType().equals(BusinessType.INBOUND)
                                        ? PollingPolicy.createInbound()
                                        : PollingPolicy.create(),
                                run -> TaskResult.again("on its way"))))
                .build();
        TaskId outbound = add(gwms, "OB-1");
        TaskId inbound =
                gwms.tasks().add(NewTask.of(Runtimes.TYPE, "IB-1", BusinessType.INBOUND, "IB-1", time.instant()));
        time.advance(Duration.ofDays(15));

        gwms.step();

        assertThat(task(gwms, outbound).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task(gwms, inbound).status()).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void zombieCannotCommitACheckpoint() {
        List<Class<?>> seen = new ArrayList<>();
        Gwms gwms = runtime(run -> {
            time.advance(LEASE);
            state.queue().rescue(time.instant());
            try {
                run.checkpoint("SENDING");
            } catch (TaskLeaseLostException e) {
                seen.add(e.getClass());
                throw e;
            }
            return TaskResult.done("never");
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(seen).contains(TaskLeaseLostException.class);
        assertThat(task(gwms, id).checkpoint()).isEmpty();
        assertThat(task(gwms, id).manualReason())
                .as("each round lost its lease, as if the worker had died")
                .isEqualTo(ManualReason.CRASH_LOOP);
    }

    @Test
    void checkpointIsKeptForTheNextRoundAlsoWhenTheRoundFails() {
        List<String> found = new ArrayList<>();
        Gwms gwms = runtime(run -> {
            found.add(run.checkpoint());
            run.checkpoint("SENDING");
            throw new IllegalStateException("the network is gone");
        });
        add(gwms, "OB-1");

        gwms.step();
        time.advance(Duration.ofMinutes(30));
        gwms.step();

        assertThat(found).containsExactly("", "SENDING");
    }

    @Test
    void handlerThatThrowsFailsItsRoundWithRedactedText() {
        Gwms gwms = runtime(run -> {
            throw new IllegalStateException("refused: Authorization: Bearer eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl");
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        SyncTask task = task(gwms, id);
        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task.failures()).isEqualTo(1);
        assertThat(task.error()).startsWith("IllegalStateException: refused").doesNotContain("eyJhbGciOi");
        assertThat(gwms.tasks().attempts(id)).extracting(TaskAttempt::outcome).containsExactly("FAILED");
    }

    @Test
    void delayNamedByTheFarSideIsKeptAndUsesUpNoAttempt() {
        Gwms gwms = runtime(run -> TaskResult.againAfter(Duration.ofSeconds(90), "429"));
        TaskId id = add(gwms, "OB-1");

        assertThat(gwms.step().nextDueAt()).isEqualTo(START.plusSeconds(90));
        assertThat(task(gwms, id).attempts()).isZero();
        assertThat(gwms.tasks().explain(id).orElseThrow().nextTime()).endsWith("uses up no attempt: 429");
    }

    @Test
    void changesAreAskedForAgainWhenTheyMeetAConflict() {
        state.commit(List.of(recordOf("key-1")));
        AtomicInteger asked = new AtomicInteger();
        Supplier<List<Change>> changes = () -> List.of(recordOf("key-" + asked.incrementAndGet()));
        Gwms gwms = runtime(run -> TaskResult.done("ok").with(changes));
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(asked).hasValue(2);
        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(state.orders().command("key-2")).isPresent();
    }

    @Test
    void roundFailsWhenItsChangesMeetFiveConflicts() {
        state.commit(List.of(recordOf("taken")));
        AtomicInteger asked = new AtomicInteger();
        Gwms gwms = runtime(run -> TaskResult.done("ok").with(() -> {
            asked.incrementAndGet();
            return List.of(recordOf("taken"));
        }));
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(asked).hasValue(5);
        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(gwms, id).error()).contains("changed meanwhile, 5 times in a row");
    }

    @Test
    void poisonedChangesFailTheRoundAndNothingElse() {
        Gwms gwms = runtime(run -> TaskResult.done("ok").with(() -> List.of(recordOf("a\u0000b"))));
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(gwms, id).error()).contains("the result could not be stored");
    }

    @Test
    void typeThatThisNodeCannotRunIsLeftToOneThatCanAndTold() {
        Gwms without = Runtimes.bare(state, time).build();
        TaskId id = add(without, "OB-1");

        assertThat(without.step()).isEqualTo(new StepReport(0, (Instant) null));

        assertThat(task(without, id).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(task(without, id).rounds()).isZero();
        assertThat(without.tasks().explain(id).orElseThrow().toHuman())
                .contains("ProxyWarehouseModule")
                .contains("Gwms.builder().module(…)");
        TaskReminder reminder = without.tasks()
                .overview(TaskQuery.newest(50), ZoneOffset.UTC)
                .reminders()
                .get(0);
        assertThat(reminder.name()).isEqualTo("no-handler");
        assertThat(reminder.text()).startsWith("1 tasks are due, but no handler for tasks of type CREATE");
        assertThat(without.tasks().list(reminder.query()))
                .extracting(SyncTask::id)
                .containsExactly(id);

        assertThat(runtime(run -> TaskResult.done("shipped")).step().rounds()).isEqualTo(1);
        assertThat(without.tasks()
                        .overview(TaskQuery.newest(50), ZoneOffset.UTC)
                        .reminders())
                .isEmpty();
    }

    @Test
    void taskInWhichTheWorkerDiedThreeTimesNeedsAPerson() {
        AtomicInteger rounds = new AtomicInteger();
        Gwms gwms = runtime(run -> {
            rounds.incrementAndGet();
            return TaskResult.done("ok");
        });
        TaskId id = add(gwms, "OB-1");
        for (int i = 0; i < 3; i++) {
            dieWith(id, true);
        }

        gwms.step();

        assertThat(rounds).hasValue(0);
        assertThat(task(gwms, id).manualReason()).isEqualTo(ManualReason.CRASH_LOOP);
        assertThat(gwms.tasks().syncNow(id).isSubmitted()).isTrue();
        gwms.step();
        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void taskThatWaitedItsTurnEachTimeTheWorkerDiedIsRun() {
        Gwms gwms = runtime(run -> TaskResult.done("ok"));
        TaskId id = add(gwms, "OB-1");
        for (int i = 0; i < 5; i++) {
            dieWith(id, false);
        }

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(gwms.tasks().attempts(id)).hasSize(6);
    }

    private void dieWith(TaskId id, boolean begun) {
        long doomed = state.queue().register("doomed", time.instant(), LEASE);
        SyncTask claimed = state.queue().claim(doomed, time.instant(), 1).get(0);
        assertThat(claimed.id()).isEqualTo(id);
        if (begun) {
            assertThat(state.queue().begin(id, claimed.rounds())).isTrue();
        }
        state.queue().retire(doomed);
        state.queue().rescue(time.instant());
    }

    @Test
    void nodeStartedAgainUnderItsNameResumesAtOnce() {
        Gwms gwms = Runtimes.bare(state, time)
                .node("quickstart")
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(
                                Runtimes.TYPE, PollingPolicy.create(), run -> TaskResult.done("resumed"))))
                .build();
        TaskId id = add(gwms, "OB-1");
        long killed = state.queue().register("quickstart", time.instant(), LEASE);
        state.queue().claim(killed, time.instant(), 1);

        assertThat(gwms.step().rounds()).isEqualTo(1);
        assertThat(task(gwms, id).summary()).isEqualTo("resumed");
        assertThat(gwms.tasks().attempts(id)).extracting(TaskAttempt::cause).endsWith("RESCUE");
    }

    @Test
    void syncNowMakesAWaitingTaskDueWithoutUsingAnAttempt() {
        Gwms gwms = runtime(run -> TaskResult.again("not yet"));
        TaskId id = add(gwms, "OB-1");
        gwms.step();

        assertThat(gwms.tasks().explain(id).orElseThrow().nextTime()).contains("30 min after unfinished round 1");
        assertThat(gwms.tasks().syncNow(id).isSubmitted()).isTrue();
        assertThat(gwms.tasks().explain(id).orElseThrow().nextTime()).contains("Sync Now");
        assertThat(gwms.step().rounds()).isEqualTo(1);

        assertThat(task(gwms, id).attempts()).isEqualTo(1);
        assertThat(gwms.tasks().attempts(id)).extracting(TaskAttempt::cause).containsExactly("DUE", "SYNC_NOW");
    }

    @Test
    void syncNowWhileItRunsMeansOneMoreRoundHoweverOftenItIsAsked() {
        AtomicInteger rounds = new AtomicInteger();
        List<Gwms> self = new ArrayList<>();
        Gwms gwms = runtime(run -> {
            if (rounds.incrementAndGet() == 1) {
                self.get(0).tasks().syncNow(run.task().id());
                run.checkpoint("still mine");
                self.get(0).tasks().syncNow(run.task().id());
            }
            return TaskResult.again("not yet: " + run.checkpoint());
        });
        self.add(gwms);
        TaskId id = add(gwms, "OB-1");

        assertThat(gwms.step().rounds()).isEqualTo(2);

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(gwms, id).summary()).isEqualTo("not yet: still mine");
        assertThat(task(gwms, id).attempts()).isEqualTo(1);
    }

    @Test
    void cancelEndsARunningTaskAndDropsItsResult() {
        List<Gwms> self = new ArrayList<>();
        Gwms gwms = runtime(run -> {
            self.get(0).tasks().cancel(run.task().id());
            return TaskResult.done("too late");
        });
        self.add(gwms);
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(task(gwms, id).summary()).isEqualTo("cancelled by hand");
    }

    @Test
    void finishedTasksRefuseAndSayWhy() {
        Gwms gwms = runtime(run -> TaskResult.done("ok"));
        TaskId done = add(gwms, "OB-1");
        gwms.step();
        TaskId cancelled = add(gwms, "OB-2");
        gwms.tasks().cancel(cancelled);

        assertThat(gwms.tasks().syncNow(done))
                .isEqualTo(new TaskAnswer.Refused("the task has finished with success; there is nothing left to run"));
        assertThat(gwms.tasks().syncNow(cancelled))
                .isEqualTo(new TaskAnswer.Refused("the task is cancelled and will not run any more"));
        assertThat(gwms.tasks().cancel(cancelled).isSubmitted()).isFalse();
        assertThat(gwms.tasks().syncNow(new TaskId(99))).isEqualTo(new TaskAnswer.Refused("there is no task 99"));
        assertThat(gwms.tasks().explain(done).orElseThrow().offersSyncNow()).isFalse();
        assertThat(gwms.tasks().explain(done).orElseThrow().offersCancel()).isFalse();
        assertThat(gwms.tasks().countByStatus()).isEqualTo(Map.of(TaskStatus.SUCCESS, 1L, TaskStatus.CANCELLED, 1L));
    }

    private Change recordOf(String key) {
        return new Change.RecordCommand(key, "hash", "result", time.instant());
    }
}
