package io.gwms.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FakeProcessTest {
    private static final String LONG_IDLE = "PT1M";

    @TempDir
    Path directory;

    @Test
    void startingAgainFindsTheProcessThatRuns() {
        FakeProcess first = FakeProcess.start(SmallFake.class, directory, LONG_IDLE);
        try {
            Instant pushed = Instant.parse("2026-05-05T05:05:05Z");
            first.control("small").push(pushed);

            FakeProcess again = FakeProcess.start(SmallFake.class, directory, LONG_IDLE);

            assertThat(again.pid()).isEqualTo(first.pid()).isNotEqualTo(ProcessHandle.current().pid());
            assertThat(again.control("small").time()).isEqualTo(pushed);
        } finally {
            first.stop();
        }
        assertThat(first.isAlive()).isFalse();
        assertThat(FakeProcess.find(directory)).isEmpty();
    }

    @Test
    void ofTwoStartsAtOnceBothGetTheOneProcess() {
        CompletableFuture<FakeProcess> other =
                CompletableFuture.supplyAsync(() -> FakeProcess.start(SmallFake.class, directory, LONG_IDLE));
        FakeProcess one = FakeProcess.start(SmallFake.class, directory, LONG_IDLE);
        try {
            assertThat(other.join().pid()).isEqualTo(one.pid());
        } finally {
            one.stop();
        }
    }

    @Test
    void aPortsFileLeftByADeadProcessIsNotBelieved() {
        FakeProcess killed = FakeProcess.start(SmallFake.class, directory, LONG_IDLE);
        ProcessHandle process = ProcessHandle.of(killed.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();

        assertThat(directory.resolve(PortsFile.NAME)).exists();
        assertThat(FakeProcess.find(directory)).isEmpty();
        FakeProcess next = FakeProcess.start(SmallFake.class, directory, LONG_IDLE);
        assertThat(next.pid()).isNotEqualTo(killed.pid());
        next.stop();
    }

    @Test
    void itEndsByItselfWhenNobodyCalls() {
        FakeProcess idle = FakeProcess.start(SmallFake.class, directory, "PT0.2S");

        ProcessHandle.of(idle.pid()).ifPresent(process -> process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .join());

        assertThat(idle.isAlive()).isFalse();
        assertThat(FakeProcess.find(directory)).isEmpty();
    }

    @Test
    void itOutlivesTheProcessThatStartedItWhenThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (FakeProcess.find(directory).isEmpty() && System.nanoTime() < end) {
            parent.waitFor(20, TimeUnit.MILLISECONDS);
        }
        parent.destroyForcibly().waitFor();

        FakeProcess survivor = FakeProcess.find(directory).orElseThrow();
        assertThat(survivor.control("small").holdings()).isEqualTo("{}");
        survivor.stop();
    }

    @Test
    void aProgramThatDoesNotStartIsToldWithTheEndOfItsLog() throws IOException {
        assertThatThrownBy(() -> FakeProcess.start(SmallFake.class, directory, "no duration"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("DateTimeParseException");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .doesNotContainAnyElementsOf(List.of(PortsFile.NAME));
        }
    }

    /** Starts the fakes and waits to be killed. */
    static final class Starter {
        public static void main(String[] arguments) throws InterruptedException {
            FakeProcess.start(SmallFake.class, Path.of(arguments[0]), LONG_IDLE);
            new CompletableFuture<Void>().join();
        }
    }
}
