package io.gwms.audit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.Catalogue;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Outcome;
import io.gwms.redact.Secret;
import io.gwms.stock.StockLedger;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What handlers, policies and chores say in exceptions reaches neither the logs nor what is stored with its secrets. */
class TaskLogsTest {
    private static final String SECRET = "shpat_0123456789abcdef0123456789abcdef";
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final TaskType FAILS = new TaskType("FAILS");
    private static final TaskType NO_POLICY = new TaskType("NO_POLICY");
    private static final TaskType NO_CHANGES = new TaskType("NO_CHANGES");

    private static IllegalStateException saying(String where) {
        return new IllegalStateException(
                where + " was refused with " + SECRET, new IllegalArgumentException("cause " + SECRET));
    }

    private static final class Careless implements GwmsModule {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public void install(ModuleSetup setup) {
            setup.handler(FAILS, PollingPolicy.create(), Careless::fails);
            setup.handler(
                    NO_POLICY,
                    task -> {
                        throw saying("the policy");
                    },
                    run -> TaskResult.needsHuman(new ManualReason("OWN"), "why " + SECRET));
            setup.handler(
                    NO_CHANGES,
                    PollingPolicy.create(),
                    run -> TaskResult.done("did " + SECRET).with(() -> {
                        throw saying("the change");
                    }));
            setup.housekeeping("chore", now -> {
                throw saying("the chore");
            });
        }

        @Override
        public void stop(Duration within) {
            throw saying("the end");
        }

        private static TaskResult fails(TaskRun run) {
            throw saying("the call");
        }
    }

    @Test
    void noSecretOfAnExceptionIsLoggedOrStored() {
        try (LogCapture logs = LogCapture.open()) {
            Gwms gwms = Gwms.builder()
                    .state(InMemoryState.empty())
                    .syncLog(InMemorySyncLog.empty())
                    .snapshots(InMemorySnapshots.empty())
                    .credentials(InMemoryCredentials.empty())
                    .catalogue(unused(Catalogue.class))
                    .stock(unused(StockLedger.class))
                    .clock(VirtualClock.startingAt(NOON))
                    .transport(call -> Outcome.unknown("there is no network here"))
                    .module(new Careless())
                    .build();
            gwms.credentials()
                    .save(Credential.of(
                            CredentialOwner.store(new StoreId("acme")), Map.of("token", Secret.of(SECRET)), Map.of()));
            StringBuilder shown = new StringBuilder();
            for (TaskType type : new TaskType[] {FAILS, NO_POLICY, NO_CHANGES}) {
                TaskId id = gwms.tasks().add(NewTask.of(type, "k", BusinessType.ORDER, "O-1", NOON));
                gwms.step();
                shown.append(gwms.tasks().find(id))
                        .append(gwms.tasks().attempts(id))
                        .append(gwms.tasks().explain(id));
            }
            shown.append(gwms.tasks().overview(TaskQuery.newest(1), ZoneOffset.UTC));
            gwms.close();

            assertThat(logs.text())
                    .contains("the call was refused", "the policy was refused", "the chore was refused", "cause ***")
                    .contains("The policy of a type of tasks cannot be told")
                    .contains("the end was refused with ***")
                    .contains("the change was refused", "at io.gwms.audit.recorded.TaskLogsTest")
                    .doesNotContain(SECRET);
            assertThat(shown.toString()).contains("the call was refused").doesNotContain(SECRET);
        }
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
