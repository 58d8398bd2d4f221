package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.testkit.time.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private final VirtualClock time = VirtualClock.startingAt(START);

    @TempDir
    private Path folder;

    private Gwms open(TaskHandler handler) {
        return Runtimes.hosted(time)
                .database(EmbeddedDatabase.file(folder.resolve("gwms.db")))
                .credentialKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))
                .node("only")
                .module(Runtimes.module(
                        "tasks", setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), handler)))
                .build();
    }

    @Test
    void taskThatWasRunningWhenTheProcessDiedGoesOnAtOnceFromItsCheckpoint() {
        Gwms first = open(run -> TaskResult.done("never"));
        TaskId id = Runtimes.add(first, "OB-1");
        long killed = first.state().queue().register("only", time.instant(), Duration.ofSeconds(30));
        SyncTask claimed =
                first.state().queue().claim(killed, time.instant(), 1).get(0);
        assertThat(first.state().queue().checkpoint(id, claimed.runToken(), "SENDING"))
                .isTrue();
        first.close();

        try (Gwms second = open(run -> TaskResult.done("found " + run.checkpoint()))) {
            assertThat(second.step().rounds()).isEqualTo(1);
            assertThat(task(second, id).summary()).isEqualTo("found SENDING");
            assertThat(second.tasks().attempts(id))
                    .extracting(TaskAttempt::outcome)
                    .containsExactly("CRASHED", "DONE");
        }
    }
}
