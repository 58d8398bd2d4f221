package io.gwms.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.OwnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to the nodes and to their database, no task is lost and no effect is doubled. The seed is printed;
 * {@code -Dgwms.seed=N} repeats it as far as chance allows, {@code -Pslow} takes four nodes, ten times the tasks and many
 * more disturbances.
 */
@OnPostgres
@Timeout(2_400)
class DisturbedNodesTest {
    private static final long SEED = Long.getLong("gwms.seed", System.nanoTime());
    private static final boolean SLOW = Boolean.getBoolean("gwms.slow");
    private static final int NODES = SLOW ? 4 : 2;
    private static final int CONNECTIONS = 12;

    @TempDir
    Path logs;

    private final Random random = new Random(SEED);

    /** What happens in the middle of the work, for the so-manieth time. */
    private interface Disturbance {
        void happens(int count) throws InterruptedException, IOException;
    }

    @Test
    void nodesThatAreKilledLoseAndDoubleNothing(TestDatabase database) throws Exception {
        try (Fleet fleet = fleet(database, CONNECTIONS, false)) {
            disturb(fleet, SLOW ? 20_000 : 2_000, SLOW ? 12 : 2, count -> fleet.kill(count % fleet.size()));
        }
    }

    @Test
    void databaseThatIsStartedAgainLosesAndDoublesNothing() throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start();
                Fleet fleet = new Fleet(postgres.url(), logs, CONNECTIONS, false)) {
            disturb(fleet, SLOW ? 20_000 : 1_000, SLOW ? 2 : 1, count -> postgres.restart());
        }
    }

    @Test
    void connectionsThatAreTerminatedLoseAndDoubleNothing(TestDatabase database) throws Exception {
        try (Fleet fleet = fleet(database, CONNECTIONS, false)) {
            disturb(fleet, SLOW ? 20_000 : 1_000, SLOW ? 20 : 4, count -> fleet.terminateBackends());
        }
    }

    @Test
    void poolThatIsExhaustedAgainAndAgainLosesAndDoublesNothing(TestDatabase database) throws Exception {
        try (Fleet fleet = fleet(database, 3, true)) {
            disturb(fleet, SLOW ? 20_000 : 600, SLOW ? 4 : 1, count -> fleet.kill(count % fleet.size()));
            assertThat(fleet.printed()).contains("holds all connections");
        }
    }

    private Fleet fleet(TestDatabase database, int connections, boolean hogs) {
        return new Fleet(Worker.url(database), logs, connections, hogs);
    }

    /** Lets it happen so often, each time at a random moment of an equal share of the work. */
    private void disturb(Fleet fleet, int tasks, int times, Disturbance disturbance)
            throws InterruptedException, IOException, SQLException {
        System.out.println("DisturbedNodesTest: seed " + SEED + "; repeat with -Dgwms.seed=" + SEED);
        fleet.start(NODES, tasks);
        for (int i = 0; i < times; i++) {
            fleet.awaitFinished((long) (tasks * (i + random.nextDouble()) / (times + 1)) + 1);
            SystemTime.pause(Duration.ofMillis(random.nextInt(300)));
            disturbance.happens(i);
        }
        fleet.awaitFinished(tasks);
        fleet.assertNothingLostAndNothingDoubled(tasks);
        System.out.println("DisturbedNodesTest: " + tasks + " tasks, disturbed " + times + " times: " + fleet.story());
    }
}
