package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A back-fill holds no more memory at its end than at its beginning, however many orders it brings. */
class FlatMemoryTest {
    private static final boolean SLOW = Boolean.getBoolean("gwms.slow");
    private static final int ORDERS = SLOW ? 1_000_000 : 20_000;
    private static final String HEAP = SLOW ? "-Xmx128m" : "-Xmx64m";
    private static final long MOST_GROWTH = 200_000;

    @Test
    void backfillHoldsNoMoreAtItsEndThanAtItsBeginning(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BackfillMain.class.getName(),
                        folder.resolve("gwms.db").toString(),
                        Integer.toString(ORDERS))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }

        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertThat(lines).as("what the process said").contains("ended SUCCESS " + ORDERS + " 100");
        List<Long> used = lines.stream()
                .filter(line -> line.startsWith("used "))
                .map(line -> Long.parseLong(line.substring(5)))
                .toList();
        assertThat(used).hasSize(2);
        assertThat(used.get(1) - used.get(0))
                .as("bytes between a quarter and three quarters")
                .isLessThan(MOST_GROWTH);
    }
}
