package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.state.InMemoryState;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions of a host that throw while people look at tasks: what they break is told, and nothing else breaks. */
class BrokenPolicyTest {
    private static final TaskType OTHER = TaskType.QUERY;
    private static final String SECRET = "words-of-a-secret";

    private final TimeSkipping time = TimeSkipping.from(START);
    private final Gwms gwms = Runtimes.bare(InMemoryState.empty(), time.clock())
            .module(Runtimes.module("host", setup -> {
                setup.handler(Runtimes.TYPE, task -> failing(), run -> TaskResult.again("not yet"));
                setup.handler(OTHER, PollingPolicy.query(), run -> TaskResult.again("not yet"));
                setup.reminders(filter -> failing());
                setup.reminders(filter -> List.of(new TaskReminder("stock", "two SKUs are low", "any", filter)));
                setup.health("queue", BrokenPolicyTest::failing);
                setup.health("last call", () -> "refused with " + SECRET);
            }))
            .build();

    private static <T> T failing() {
        throw new IllegalStateException("no policy under " + SECRET);
    }

    @BeforeEach
    void storeTheSecret() {
        gwms.credentials()
                .save(Credential.of(
                        CredentialOwner.store(new StoreId("acme")), Map.of("token", Secret.of(SECRET)), Map.of()));
    }

    @AfterEach
    void close() {
        gwms.close();
    }

    @Test
    void explanationTellsOfTheFailureAndOfThePolicyThatCountsInstead() {
        TaskId id = add(gwms, "OB-1");
        gwms.step();

        TaskExplanation explained = gwms.tasks().explain(id).orElseThrow();

        assertThat(explained.toHuman())
                .contains("by the policy of short work, because the one of its type cannot be told")
                .contains("IllegalStateException: no policy under ")
                .doesNotContain(SECRET);
        assertThat(explained.nextTime()).contains("after unfinished round 1");
    }

    @Test
    void overviewStillCountsAllTasksAndKeepsTheRemindersOfTheOthers() {
        add(gwms, "OB-1");
        gwms.tasks().add(NewTask.of(OTHER, "Q-1", BusinessType.OUTBOUND, "Q-1", START));

        TaskOverview overview = gwms.tasks().overview(TaskQuery.newest(1), ZoneOffset.UTC);

        assertThat(overview.metric("backlog").orElseThrow().count()).isEqualTo(2);
        assertThat(overview.reminders())
                .extracting(TaskReminder::name)
                .contains("reminders-failed", "stock")
                .doesNotContain("no-handler");
        assertThat(overview.reminders().toString())
                .contains("because it failed: java.lang.IllegalStateException: no policy under ")
                .doesNotContain(SECRET);
    }

    @Test
    void healthNamesThePartThatFailedAndShowsNoSecret() {
        assertThat(gwms.health().get("host: queue"))
                .startsWith("failed: java.lang.IllegalStateException: no policy under ")
                .doesNotContain(SECRET);
        assertThat(gwms.health().get("host: last call"))
                .startsWith("refused with ")
                .doesNotContain(SECRET);
    }
}
