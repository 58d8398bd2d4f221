package io.gwms.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.testkit.process.FakeProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quickstart is killed again and again, in every phase, and ends as if nobody had touched it. Its fakes run on in
 * their own process and tell what was really done. The seed is printed; {@code -Dgwms.seed=N} repeats it, {@code
 * -Pslow} kills more often.
 */
class QuickstartKillTest {
    private static final long SEED = Long.getLong("gwms.seed", System.nanoTime());
    private static final boolean SLOW = Boolean.getBoolean("gwms.slow");
    private static final int MOST_MILLIS = 400;

    @TempDir
    Path disturbed;

    @TempDir
    Path undisturbed;

    @AfterEach
    void stopTheFakes() {
        for (Path directory : List.of(disturbed, undisturbed)) {
            FakeProcess.find(directory.resolve("fakes")).ifPresent(FakeProcess::stop);
        }
    }

    @Test
    void killedInEveryPhaseItEndsInTheSameTables() throws InterruptedException {
        System.out.println("QuickstartKillTest: seed " + SEED + "; repeat with -Dgwms.seed=" + SEED);
        var random = new Random(SEED);
        Killable untouched = Killable.start(undisturbed, "never");

        List<String> kills = new ArrayList<>();
        for (Phase phase : phasesToKill(random)) {
            String line = "[" + phase.label() + "]";
            long millis = random.nextInt(MOST_MILLIS);
            boolean alive = Killable.start(disturbed, line).killSoonAfter(millis);
            kills.add(line + " +" + millis + " ms" + (alive ? "" : " (had ended)"));
        }
        System.out.println("QuickstartKillTest: killed at " + kills);
        Killable last = Killable.start(disturbed, "never");
        String output = last.finish();
        String expected = untouched.finish();

        assertThat(untouched.exitCode()).as(expected).isZero();
        assertThat(last.exitCode()).as("after %s:%n%s", kills, output).isZero();
        assertThat(Essence.of(output)).as("after %s", kills).isEqualTo(Essence.of(expected));
        assertThat(output).contains("All of it is so.").doesNotContain("FALSE");
    }

    /** Each phase once, in their order, so that every phase is reached; with -Pslow more often. */
    private static List<Phase> phasesToKill(Random random) {
        var phases = new ArrayList<Phase>(List.of(Phase.values()));
        while (SLOW && phases.size() < 24) {
            phases.add(phases.get(random.nextInt(phases.size())));
        }
        phases.sort(null);
        return phases;
    }
}
