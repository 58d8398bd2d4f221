package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gwms.Gwms;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.redact.Secret;
import io.gwms.state.Change;
import io.gwms.store.StoreId;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.state.InMemoryState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person is told of one task: its next time and the rule behind it, its error and where to look, what is left. */
class ExplainTest {
    private static final PollingPolicy POLICY = new PollingPolicy(
            Duration.ZERO,
            List.of(Duration.ofMinutes(10), Duration.ofMinutes(20)),
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
            3,
            3,
            4,
            Duration.ofDays(14),
            Duration.ofMinutes(10));

    private final InMemoryState state = InMemoryState.empty();
    private final TimeSkipping time = TimeSkipping.from(START);
    private TaskResult next = TaskResult.again("not yet");
    private final Gwms gwms = Runtimes.with(state, time.clock(), POLICY, run -> next);

    private TaskExplanation explain(TaskId id) {
        return gwms.tasks().explain(id).orElseThrow();
    }

    private TaskId afterOne(TaskResult result) {
        next = result;
        TaskId id = add(gwms, "OB-" + result.text());
        gwms.step();
        return id;
    }

    @Test
    void eachOutcomeNamesTheRuleBehindTheNextTime() {
        TaskId id = add(gwms, "OB-1");
        assertThat(explain(id).nextTime()).isEqualTo("the first round of a CREATE task, as set when it was created");
        gwms.step();
        assertThat(explain(id).nextTime()).isEqualTo("10 min after unfinished round 1 of a CREATE task");

        next = TaskResult.failed("HTTP 500");
        time.clock().advance(Duration.ofMinutes(10));
        gwms.step();
        assertThat(explain(id).nextTime()).isEqualTo("1 min after failed round 1 in a row");

        next = TaskResult.againAfter(Duration.ofMinutes(7), "429");
        time.clock().advance(Duration.ofMinutes(1));
        gwms.step();
        assertThat(explain(id).nextTime()).isEqualTo("as its last round asked, which uses up no attempt: 429");
        assertThat(explain(id).attemptsLeft()).contains(2);

        next = TaskResult.needsHuman(ManualReason.REJECTED, "no such channel");
        time.clock().advance(Duration.ofMinutes(7));
        gwms.step();
        assertThat(explain(id).nextTime()).startsWith("none until a person decides");
        assertThat(explain(id).toHuman()).isEqualTo("REJECTED: no such channel");

        gwms.tasks().syncNow(id);
        assertThat(explain(id).nextTime()).startsWith("at once: Sync Now was asked for");
        next = TaskResult.done("shipped");
        gwms.step();
        assertThat(explain(id).nextTime()).isEqualTo("it is over");
        assertThat(explain(id).toHuman()).isEqualTo("nothing any more");
        assertThat(explain(id).attemptsLeft()).isEmpty();
    }

    @Test
    void failedRoundBySyncNowIsExplainedByTheWaitThatItGot() {
        TaskId id = add(gwms, "OB-1");
        gwms.step();
        gwms.tasks().syncNow(id);
        next = TaskResult.failed("HTTP 500");
        gwms.step();

        assertThat(Duration.between(START, task(gwms, id).nextExecutionAt())).isEqualTo(Duration.ofMinutes(1));
        assertThat(explain(id).nextTime()).startsWith("1 min after failed round");
    }

    @Test
    void whatIsBroughtForwardOrHeldUpSaysSo() {
        TaskId id = gwms.tasks()
                .add(NewTask.of(Runtimes.TYPE, "k", BusinessType.OUTBOUND, "OUT-1", START)
                        .route(new TaskRoute(new WarehouseCode("JNB-1"), "ZA", new ProxySystem("4PX"))));
        gwms.step();
        gwms.tasks().pause(TaskScope.of(new ProxySystem("4PX")), "stocktaking");
        gwms.tasks().limit(TaskScope.of(Runtimes.TYPE), 2, null);
        gwms.tasks().pause(TaskScope.of(TaskType.QUERY), "another matter");
        assertThat(explain(id).nextTime())
                .startsWith("10 min after unfinished round 1")
                .contains("not before 4PX is resumed, which is paused: stocktaking")
                .contains("as the limit of CREATE allows")
                .doesNotContain("another matter");

        SyncTask task = task(gwms, id);
        SyncTask sooner = task.dueBy(START.plusSeconds(60)).orElseThrow();
        state.commit(List.of(new Change.UpdateTask(sooner, task.runToken(), null)));
        assertThat(explain(id).nextTime()).startsWith("brought forward, because news of it came in; else 10 min after");

        assertThat(gwms.tasks().syncNow(id).isSubmitted()).isTrue();
        assertThat(explain(id).nextTime()).contains("Sync Now").contains("stocktaking");
        assertThat(gwms.step().rounds()).as("it is submitted and waits").isZero();
    }

    @Test
    void eachReasonHasItsFamilyAndRemedy() {
        Map<String, ErrorFamily> families = Map.ofEntries(
                Map.entry("REJECTED", ErrorFamily.INTERFACE),
                Map.entry("OUTCOME_UNKNOWN", ErrorFamily.INTERFACE),
                Map.entry("RUN_FAILED", ErrorFamily.INTERFACE),
                Map.entry("MAPPING", ErrorFamily.MAPPING),
                Map.entry("NO_MANAGED_LOCATION", ErrorFamily.MAPPING),
                Map.entry("NO_HANDLER", ErrorFamily.CONFIGURATION),
                Map.entry("NO_CREDENTIAL", ErrorFamily.CONFIGURATION),
                Map.entry("NO_INVENTORY", ErrorFamily.CONFIGURATION),
                Map.entry("REMOTE_DONE_LOCAL_FAILED", ErrorFamily.LOCAL),
                Map.entry("CRASH_LOOP", ErrorFamily.PROCESS),
                Map.entry("GATE_TRIPPED", ErrorFamily.DECISION),
                Map.entry("SHORT_RECEIVED", ErrorFamily.DECISION),
                Map.entry("A_HOSTS_OWN", ErrorFamily.DECISION));
        families.forEach((reason, family) -> {
            TaskId id = afterOne(TaskResult.needsHuman(new ManualReason(reason), reason + " it is"));
            assertThat(explain(id).family()).as(reason).contains(family);
            assertThat(explain(id).lastError()).isEqualTo(reason + " it is");
        });
        assertThat(ErrorFamily.values()).allMatch(family -> !family.remedy().isBlank());
    }

    @Test
    void failureOfAWaitingTaskPointsToTheRequestLogsAndOneThatWasNotStoredPointsHere() {
        assertThat(explain(afterOne(TaskResult.failed("HTTP 500"))).family()).contains(ErrorFamily.INTERFACE);
        assertThat(explain(afterOne(TaskResult.again("not yet"))).family()).isEmpty();
        TaskId unstored = afterOne(TaskResult.done("ok").with(() -> {
            throw new IllegalStateException("no such row");
        }));
        assertThat(task(gwms, unstored).error()).contains("no such row");
        assertThat(explain(unstored).family()).contains(ErrorFamily.LOCAL);
    }

    @Test
    void missingPartOfACredentialIsAMatterOfSetUpAndSaysHowToGiveIt() {
        Credential half = Credential.of(
                CredentialOwner.store(new StoreId("acme")), Map.of("token", Secret.of("t-4711")), Map.of());
        String refused = catchThrowable(() -> half.secret("appSecret")).getMessage();
        TaskId waiting = afterOne(TaskResult.failed("sending failed: NOT_AUTHORIZED: " + refused));
        TaskId ended = afterOne(TaskResult.needsHuman(new ManualReason("RUN_FAILED"), refused));

        for (TaskId id : List.of(waiting, ended)) {
            assertThat(explain(id).family()).contains(ErrorFamily.CONFIGURATION);
            assertThat(explain(id).lastError())
                    .contains(
                            "acme",
                            "no secret 'appSecret'",
                            "store one that has it with gwms.credentials().replace(…)");
        }
    }

    @Test
    void credentialThatIsNotAcceptedIsAMatterOfSetUp() {
        Refusal expired = Refusal.permanent(RefusalCode.NOT_AUTHORIZED, "000012 Signature verification error");
        TaskId id = afterOne(TaskResult.failed("outbound order OB-1 was not taken: " + expired));

        assertThat(explain(id).family()).contains(ErrorFamily.CONFIGURATION);
        assertThat(ErrorFamily.CONFIGURATION.remedy()).contains("gwms.credentials().replace(…)");
    }

    @Test
    void failuresThatExhaustThePolicyNameTheLimitAndTheLastWord() {
        TaskId id = afterOne(TaskResult.failed("HTTP 500"));
        assertThat(explain(id).toHuman())
                .startsWith(
                        "3 failed rounds in a row (1 so far); 4 unfinished rounds (1 so far); 14 days without an end")
                .endsWith("3 crashes in a row (0 so far); or its handler says so");
        time.clock().advance(Duration.ofMinutes(1));
        gwms.step();
        time.clock().advance(Duration.ofMinutes(2));
        gwms.step();
        assertThat(explain(id).toHuman())
                .isEqualTo("CONSECUTIVE_FAILURES: 3 rounds failed in a row; the last one: HTTP 500");
        assertThat(explain(id).family()).contains(ErrorFamily.INTERFACE);
    }
}
