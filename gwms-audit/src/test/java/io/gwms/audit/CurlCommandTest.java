package io.gwms.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gwms.audit.export.CallExport;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exported command, run by a shell with curl, sends what was sent. */
@OnSqlite
@Timeout(60)
class CurlCommandTest {
    private static final Path SHELL = Path.of("/bin/bash");
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");
    /** Which of them a client sends is its own affair, and says nothing of the call. */
    private static final Set<String> OF_CLIENTS =
            Set.of("Accept", "Connection", "Content-length", "Content-encoding", "Transfer-encoding");

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCommandSendsTheSameCall(TestDatabase database) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SHELL) && Files.isExecutable(Path.of("/usr/bin/curl")), "no curl here");
        AuditModule audit = AuditModule.create();
        audit.install(new TestRuntime(database.dataSource()).setup());
        OkHttpClient client = audit.okHttp().install(new OkHttpClient.Builder()).build();
        for (Request request : requests()) {
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.isSuccessful()).isTrue();
            }
        }
        List<String> sent = new ArrayList<>(received);
        received.clear();
        assertThat(audit.flush()).isTrue();

        for (ApiCall call : CallExport.calls(audit.calls(), ApiCallQuery.newest(5))) {
            run(CallExport.curl(call));
        }
        audit.stop(Duration.ofSeconds(10));
        assertThat(received).isEqualTo(sent);
    }

    private List<Request> requests() throws IOException {
        Buffer packed = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(packed))) {
            gzip.writeUtf8("{\"n\":1}");
        }
        return List.of(
                request("/a?x=%2F1&y=a+b&z=%5B1-3%5D").build(),
                request("/p'q/$HOME/%60id%60/!!")
                        .header("X-Q", "it's \"q\" $(id) `id`")
                        .post(RequestBody.create("{\"a\":\"it's ü € 😀 $(id)\"}", MediaType.get("application/json")))
                        .build(),
                request("/form")
                        .post(new FormBody.Builder()
                                .add("a b", "c&d=@/etc/passwd")
                                .build())
                        .build(),
                request("/file").post(RequestBody.create("@/etc/passwd", TEXT)).build(),
                request("/control")
                        .post(RequestBody.create("one\r\ntwo\n\tthree\u0001\u0085", TEXT))
                        .build(),
                request("/parts")
                        .post(new MultipartBody.Builder("b")
                                .setType(MultipartBody.FORM)
                                .addFormDataPart("n", "v v")
                                .addFormDataPart("f", "a.txt", RequestBody.create("file", TEXT))
                                .build())
                        .build(),
                request("/packed")
                        .header("Content-Encoding", "gzip")
                        .post(RequestBody.create(packed.readByteArray(), MediaType.get("application/json")))
                        .build(),
                request("/untyped").put(RequestBody.create("x=1", null)).build(),
                request("/nothing").post(RequestBody.create(new byte[0], null)).build(),
                request("/head").head().build(),
                request("/gone").delete().build());
    }

    private Request.Builder request(String path) {
        return new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(
                        SHELL.toString(), "--norc", "-c", command + " --silent --noproxy '*' --max-time 30")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(shell.waitFor(40, TimeUnit.SECONDS)).as(command).isTrue();
        assertThat(shell.exitValue()).as(command).isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                    ? Okio.buffer(new okio.GzipSource(new Buffer().write(body))).readUtf8()
                    : new String(body, ISO_8859_1);
            TreeMap<String, List<String>> headers = new TreeMap<>(exchange.getRequestHeaders());
            headers.keySet().removeAll(OF_CLIENTS);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers + "\n" + text);
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
