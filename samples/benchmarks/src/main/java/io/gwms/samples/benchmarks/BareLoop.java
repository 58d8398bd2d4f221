package io.gwms.samples.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.samples.benchmarks.Recording.Sent;
import io.gwms.samples.quickstart.InProcessPath;
import io.gwms.testkit.http.FakeControl;
import io.gwms.transport.HttpCall;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What the path costs without the SDK: the same HTTP calls to equal fakes, each answer parsed once, and as many durable
 * commits to SQLite (write-ahead log, full sync), which leave a file of the same size. It knows beforehand what to ask and
 * decides nothing.
 */
final class BareLoop {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    private final List<Sent> calls;
    private final int commits;
    private final byte[] payload;

    BareLoop(List<Sent> calls, int commits, long bytes) {
        this.calls = calls;
        this.commits = commits;
        this.payload = new byte[Math.toIntExact(Math.max(1, bytes / Math.max(1, commits)))];
    }

    /** Runs it once and gives the seconds it took. */
    double run(InProcessPath fakes, Path database) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            try (Statement setUp = connection.createStatement()) {
                setUp.execute("PRAGMA journal_mode=WAL");
                setUp.execute("PRAGMA synchronous=FULL");
                setUp.execute("CREATE TABLE done (id INTEGER PRIMARY KEY, what BLOB NOT NULL)");
            }
            long from = System.nanoTime();
            loop(fakes, connection);
            return (System.nanoTime() - from) / 1e9;
        }
    }

    private void loop(InProcessPath fakes, Connection connection) throws SQLException, IOException {
        Instant now = Instant.MIN;
        int committed = 0;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO done (what) VALUES (?)")) {
            for (int i = 0; i < calls.size(); i++) {
                Sent sent = calls.get(i);
                if (sent.at().isAfter(now)) {
                    now = sent.at();
                    for (FakeControl fake : fakes.controls()) {
                        fake.push(now);
                    }
                }
                send(sent, fakes.uris().get(sent.fake()));
                long due = (long) commits * (i + 1) / calls.size();
                for (; committed < due; committed++) {
                    insert.setBytes(1, payload);
                    insert.executeUpdate();
                }
            }
        }
    }

    private static void send(Sent sent, URI fake) throws IOException {
        HttpCall call = sent.call();
        var request = new Request.Builder().url(fake + pathAndQuery(call.uri()));
        MediaType type = null;
        for (HttpCall.Header header : call.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                type = MediaType.parse(header.value());
            } else {
                request.header(header.name(), header.value());
            }
        }
        request.method(call.method(), call.method().equals("GET") ? null : RequestBody.create(call.body(), type));
        try (Response response = HTTP.newCall(request.build()).execute()) {
            String body = response.body().string();
            if (!response.isSuccessful() || JSON.readTree(body).isEmpty()) {
                throw new IllegalStateException("the bare loop got HTTP " + response.code() + ": " + body);
            }
        }
    }

    private static String pathAndQuery(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
