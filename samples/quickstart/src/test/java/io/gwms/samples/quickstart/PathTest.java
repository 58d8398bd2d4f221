package io.gwms.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path in one process: fakes over real HTTP, an SQLite file, skipped time. */
class PathTest {
    @TempDir
    Path directory;

    @Test
    void everyOrderGoesAllTheWayRoundOnceAndASecondRunDoesNothing() {
        try (var path = new InProcessPath(directory, 60, true)) {
            String first = run(path);

            assertThat(first)
                    .contains("60 orders at the shop, 60 here")
                    .contains("60 outbound orders at the warehouse")
                    .contains("60 fulfilments at the shop")
                    .contains("All of it is so.")
                    .doesNotContain("FALSE");

            String again = run(path);

            assertThat(tables(again)).isEqualTo(tables(first));
            assertThat(again).contains("0 HTTP calls were made by this run, 0 are in the API log", "All of it is so.");
        }
    }

    private static String run(InProcessPath path) {
        var bytes = new ByteArrayOutputStream();
        path.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String tables(String output) {
        return output.substring(output.indexOf("== Order sync log"), output.indexOf("== What is claimed"));
    }
}
