package io.gwms.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.evidence.Cassette;
import io.gwms.testkit.db.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command over a database that is named by its JDBC URL. */
class ExportFromUrlTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aCassetteComesFromTheDatabaseThatTheUrlNames(String dialect) throws IOException, SQLException {
        try (TestDatabase test = dialect.equals("sqlite") ? TestDatabase.sqlite() : TestDatabase.postgres();
                JdbcAudit database = JdbcAudit.open(test.dataSource())) {
            database.calls()
                    .append(List.of(CallExportTest.call("a", "page=1", "1"), CallExportTest.call("b", "page=2", "2")));

            assertThat(export(url(test), user(test))).isZero();
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("2 calls written to ");
        Cassette cassette = Cassette.parse(Files.readString(folder.resolve("task-7.cassette.json")));
        assertThat(cassette.takes()).extracting(take -> take.request().text()).containsExactly("1", "2");
    }

    @Test
    void aUrlThatNoDriverTakesIsAnError() {
        assertThatThrownBy(() -> export("jdbc:nobody://host/db", "gwms")).hasStackTraceContaining("jdbc:nobody");
    }

    private int export(String url, String user) throws IOException {
        return ExportMain.run(
                List.of("--url", url, "--user", user, "--task", "7", "--to", folder.toString()), out, out);
    }

    private static String url(TestDatabase test) throws SQLException {
        try (Connection connection = test.dataSource().getConnection()) {
            return connection.getMetaData().getURL();
        }
    }

    private static String user(TestDatabase test) throws SQLException {
        try (Connection connection = test.dataSource().getConnection()) {
            String user = connection.getMetaData().getUserName();
            return user == null ? "" : user;
        }
    }
}
