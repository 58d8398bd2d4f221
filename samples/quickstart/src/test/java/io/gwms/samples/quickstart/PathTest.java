package io.gwms.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeControl;
import io.gwms.testkit.http.FakeHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path in one process: fakes over real HTTP, an SQLite file, skipped time. */
class PathTest {
    private final Map<String, FakeHttpServer> fakes =
            QuickstartFakes.start(Scenario.standard(), EffectJournal.inMemory(), EffectJournal.inMemory());
    private final FakeControl shop = fakes.get(QuickstartFakes.SHOP).control();
    private final FakeControl warehouse = fakes.get(QuickstartFakes.WAREHOUSE).control();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        fakes.values().forEach(FakeHttpServer::close);
    }

    @Test
    void everyOrderGoesAllTheWayRoundOnceThoughRepliesAreLost() {
        String output = run();

        assertThat(output)
                .contains("60 orders at the shop, 60 here")
                .contains("60 outbound orders at the warehouse")
                .contains("All of it is so.")
                .doesNotContain("FALSE");
    }

    @Test
    void aSecondRunOnWhatIsFinishedDoesNothingAndSaysTheSame() {
        String first = run();
        String held = shop.holdings() + warehouse.holdings();

        String second = run();

        assertThat(tables(second)).isEqualTo(tables(first));
        assertThat(second).contains("0 HTTP calls were made by this run, 0 are in the API log", "All of it is so.");
        assertThat(shop.holdings() + warehouse.holdings()).isEqualTo(held);
    }

    private String run() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        TimeSkipping time = TimeSkipping.from(Scenario.START, shop, warehouse);
        try (Host host = Host.open(
                directory,
                Scenario.standard(),
                time,
                fakes.get(QuickstartFakes.SHOP).uri(),
                fakes.get(QuickstartFakes.WAREHOUSE).uri())) {
            time.drive(host.gwms());
            new Journey(host, time, shop, warehouse, out).travel();
            new Tables(host, out).print();
            new Claims(host, shop, warehouse).print(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String tables(String output) {
        return output.substring(output.indexOf("== Order sync log"), output.indexOf("== What is claimed"));
    }
}
