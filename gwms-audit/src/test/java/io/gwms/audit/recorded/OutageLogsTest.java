package io.gwms.audit.recorded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.Catalogue;
import io.gwms.outcome.Outcome;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockLedger;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskType;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that goes away for a while takes a few lines of the log, the last of which says that it is back. */
@Timeout(60)
class OutageLogsTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final TaskType TYPE = new TaskType("TYPE");

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final CountDownLatch stored = new CountDownLatch(1);
    private final Queue<String> health = new ConcurrentLinkedQueue<>();
    private volatile Gwms gwms;

    @Test
    void outageIsToldWhenItBeginsAndWhenItIsOver() throws InterruptedException {
        try (LogCapture logs = LogCapture.open()) {
            gwms = runtime();
            gwms.tasks().add(NewTask.of(TYPE, "k", BusinessType.ORDER, "O-1", NOON));
            looks.set(3);
            gwms.start();
            assertThat(stored.await(30, SECONDS)).isTrue();
            gwms.close(Duration.ofSeconds(10));

            assertThat(told(logs, "TaskEngine"))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line)
                                    .startsWith("WARN")
                                    .contains("Tasks cannot be claimed; it is tried again"),
                            line -> assertThat(line).startsWith("INFO").contains("Tasks are claimed again", "after="),
                            line -> assertThat(line)
                                    .startsWith("WARN")
                                    .contains("The ends of rounds cannot be stored; it is tried again"),
                            line -> assertThat(line)
                                    .startsWith("INFO")
                                    .contains("No end of a round waits for the store any longer"));
            assertThat(told(logs, "Housekeeping"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("Chores do not reach the database; it is tried again");
            assertThat(health).allSatisfy(line -> assertThat(line).contains("(GWMS-1002)"));
            assertThat(health)
                    .anySatisfy(line -> assertThat(line).contains("Tasks cannot be claimed for "))
                    .anySatisfy(line -> assertThat(line).contains("The ends of rounds cannot be stored for "));
            assertThat(gwms.health().get("tasks"))
                    .doesNotContain("cannot")
                    .contains("; Chores do not reach the database for ", " (GWMS-1002)");
        }
    }

    private static List<String> told(LogCapture logs, String by) {
        return logs.text()
                .lines()
                .filter(line -> line.contains("io.gwms.internal.task." + by + " "))
                .toList();
    }

    private Gwms runtime() {
        return Gwms.builder()
                .state(failing())
                .syncLog(InMemorySyncLog.empty())
                .snapshots(InMemorySnapshots.empty())
                .credentials(InMemoryCredentials.empty())
                .catalogue(unused(Catalogue.class))
                .stock(unused(StockLedger.class))
                .clock(VirtualClock.startingAt(NOON))
                .transport(call -> Outcome.unknown("there is no network here"))
                .module(module())
                .build();
    }

    private GwmsModule module() {
        return new GwmsModule() {
            @Override
            public String name() {
                return "host";
            }

            @Override
            public void install(ModuleSetup setup) {
                setup.housekeeping("chore", now -> {
                    throw FaultyState.outage();
                });
                setup.handler(TYPE, PollingPolicy.create(), run -> {
                    commits.set(3);
                    return TaskResult.done("ok");
                });
            }
        };
    }

    /** A state whose queue and whose commits fail a number of times; what is told for health after the first of each. */
    private StateRepository failing() {
        return FaultyState.of(InMemoryState.empty(), (changes, commit) -> {
                    failAFewTimes(commits);
                    CommitResult answer = commit.apply(changes);
                    if (changes.get(0) instanceof Change.UpdateTask) {
                        stored.countDown();
                    }
                    return answer;
                })
                .beforeQueue(() -> failAFewTimes(looks));
    }

    private void failAFewTimes(AtomicInteger failures) {
        int left = failures.getAndUpdate(now -> Math.max(0, now - 1));
        if (left == 1) {
            health.add(gwms.health().get("tasks"));
        }
        if (left > 0) {
            throw FaultyState.outage();
        }
    }

    private static <T> T unused(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
