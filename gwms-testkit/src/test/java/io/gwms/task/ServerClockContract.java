package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On a database that has a clock of its own. */
abstract class ServerClockContract {
    @Test
    void clockThatIsGivenIsTheClockWhateverTheDatabaseServerSays(TestDatabase database) {
        var time = VirtualClock.startingAt(START);
        var rounds = new AtomicInteger();
        try (Gwms gwms = Runtimes.hosted(time)
                .database(database.dataSource())
                .credentialKey(new byte[32])
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                            rounds.incrementAndGet();
                            return TaskResult.again("not yet");
                        })))
                .build()) {
            Runtimes.add(gwms, "OB-1");
            gwms.step();
            time.advance(Duration.ofMinutes(30));
            gwms.step();

            assertThat(gwms.clock().instant()).isEqualTo(START.plus(Duration.ofMinutes(30)));
            assertThat(rounds).hasValue(2);
        }
    }
}
