package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.audit.export.ExportMain;
import io.gwms.evidence.Cassette;
import io.gwms.outcome.Outcome;
import io.gwms.store.StoreId;
import io.gwms.testkit.cassette.CassettePlayer;
import io.gwms.testkit.contract.CassetteContract;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a failure in production to a test that fails in the same way, by one command. */
@Timeout(60)
class ReportBecomesTestTest {
    @TempDir
    Path folder;

    /** A connector that reads stock, and stumbles over a quantity that is a text. */
    private static int quantity(Transport transport, URI shop, String token) {
        HttpCall call = HttpCall.post(
                        shop.resolve("/stock?access_token=" + token + "&sku=A-1"),
                        CallContext.forStore(CallAction.STOCK_PUSH, new StoreId("shop-1"))
                                .correlated("task:7"))
                .body("application/json", Exchanges.bytes("{\"sku\":\"A-1\",\"token\":\"" + token + "\"}"))
                .build();
        Outcome<HttpReply> outcome = transport.send(call);
        String text = outcome.asDone().orElseThrow().text();
        return Integer.parseInt(text.replaceAll(".*\"qty\":([^}]*)}", "$1"));
    }

    @Test
    void aReportIsExportedWithOneCommandAndFailsAsATest() throws Throwable {
        Path file = folder.resolve("gwms.db");
        record(file, "{\"qty\":\"five\"}", "planted-token-1");

        assertThat(export(file, "--task", "7"))
                .isEqualTo("0 1 call written to " + cassettes().resolve("task-7.cassette.json"));
        assertThat(Files.readString(folder.resolve("cassettes/task-7.cassette.json")))
                .contains("five")
                .doesNotContain("planted-token-1");
        DynamicTest report = new Reports(cassettes()).cassettes().get(0);
        assertThat(report.getDisplayName()).isEqualTo("task-7.cassette.json");
        assertThatThrownBy(() -> report.getExecutable().execute())
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("five");
    }

    @Test
    void theSameTestPassesOnceTheReplyIsOneItCanRead() throws Throwable {
        Path file = folder.resolve("gwms.db");
        record(file, "{\"qty\":5}", "planted-token-1");

        assertThat(export(file, "--correlation", "task:7")).startsWith("0 ");
        new Reports(cassettes()).cassettes().get(0).getExecutable().execute();
    }

    // docs: cassettes
    private static final class Reports extends CassetteContract {
        private final Path folder;

        private Reports(Path folder) {
            this.folder = folder;
        }

        @Override
        protected Path folder() {
            return folder;
        }

        @Override
        protected void replay(Cassette cassette, CassettePlayer player) {
            String host = cassette.takes().get(0).host();
            assertThat(quantity(player, URI.create("http://" + host), "another-token"))
                    .isEqualTo(5);
        }
    }
    // docs: end

    @Test
    void whatIsNotThereOrNotSaidIsAnsweredInWords() throws IOException {
        Path file = folder.resolve("gwms.db");
        record(file, "{\"qty\":5}", "planted-token-1");

        assertThat(export(file, "--task", "8")).isEqualTo("1 No call of task '8' is in the log.");
        assertThat(export(file, "--task", "seven")).startsWith("2 --task is the number of a task");
        assertThat(export(file, "--as", "pdf", "--task", "7")).startsWith("2 --as is cassette, har or curl");
        assertThat(export(file, "--what", "7")).startsWith("2 '--what' is not known");
        assertThat(export(folder.resolve("none.db"), "--task", "7")).startsWith("2 There is no file");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    /** What the command answers, and says. */
    private String export(Path file, String... what) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("--file", file.toString(), "--to", cassettes().toString()));
        words.addAll(List.of(what));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = ExportMain.run(words, out, out);
        return code + " " + said.toString(StandardCharsets.UTF_8).strip();
    }

    private Path cassettes() {
        return folder.resolve("cassettes");
    }

    private void record(Path file, String reply, String token) throws IOException {
        TestRuntime runtime = new TestRuntime(TestDatabase.sqlite(file).dataSource());
        AuditModule audit = AuditModule.create();
        audit.install(runtime.setup());
        audit.start();
        try (HostileServer server = HostileServer.start(Answer.reply(200, reply, "Content-Type: application/json"))) {
            URI shop = server.uri();
            try {
                quantity(runtime.transport(), shop, token);
            } catch (NumberFormatException e) {
                assertThat(e).hasMessageContaining("five");
            }
        } finally {
            audit.stop(Duration.ofSeconds(10));
        }
    }
}
