package io.gwms.audit.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gwms.audit.AuditModule;
import io.gwms.audit.export.CallExport;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.testkit.db.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/** Everything that a recorder and its database let people see, as one text. */
public final class Shown {
    private static final int PAGE = 500;

    private Shown() {}

    /** Rows of the list and whole, the three exports, and the metrics. */
    public static String by(AuditModule audit) {
        StringBuilder all = new StringBuilder();
        ApiCallQuery next = ApiCallQuery.newest(PAGE);
        List<ApiCall> page = audit.calls().list(next);
        while (!page.isEmpty()) {
            all.append(page);
            next = next.after(page.get(page.size() - 1));
            page = audit.calls().list(next);
        }
        List<ApiCall> calls = CallExport.calls(audit.calls(), ApiCallQuery.newest(PAGE));
        calls.forEach(call -> all.append(call).append(CallExport.curl(call)).append('\n'));
        return all.append(CallExport.har(calls))
                .append(CallExport.cassette("all", audit.calls(), ApiCallQuery.newest(PAGE))
                        .text())
                .append(audit.metrics())
                .append(audit.calls().actions())
                .toString();
    }

    /** Every column of every row of every table; what is packed is unpacked. */
    public static String columns(TestDatabase database) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : tables(database, statement)) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            Object value = rows.getObject(i);
                            all.append(value instanceof byte[] bytes ? unpacked(bytes) : String.valueOf(value))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return all.toString();
    }

    private static List<String> tables(TestDatabase database, Statement statement) throws SQLException {
        String from = database.dialect().equals("sqlite")
                ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                : "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'gwms%'";
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery(from)) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static String unpacked(byte[] bytes) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return new String(bytes, UTF_8);
        }
    }
}
