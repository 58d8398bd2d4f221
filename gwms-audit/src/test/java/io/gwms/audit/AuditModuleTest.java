package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.StatusClass;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.Transport;
import io.gwms.transport.WireLog;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a real HTTP call to the file on disk. */
@Timeout(60)
class AuditModuleTest {
    private static final String SECRET = "QzV7kW3m+XpX/9LtR2yHd4Na";

    @TempDir
    Path folder;

    private final AuditModule audit = AuditModule.create();
    private TestRuntime runtime;
    private Transport transport;

    @BeforeEach
    void install() {
        runtime = new TestRuntime(TestDatabase.sqlite(file()).dataSource());
        audit.install(runtime.setup());
        transport = runtime.transport();
    }

    @AfterEach
    void stop() {
        audit.stop(Duration.ofSeconds(10));
    }

    private Path file() {
        return folder.resolve("evidence.db");
    }

    @Test
    void aCallIsKeptWithAllTheLogPageShows() {
        audit.start();
        try (HostileServer server = HostileServer.start(Answer.reply(
                422, "{\"message\":\"no such SKU\"}", "Content-Type: application/json", "X-Request-Id: r-1"))) {
            CallContext context = CallContext.forStore(CallAction.STOCK_PUSH, new StoreId("shop-1"))
                    .about("sku", "A-1")
                    .correlated("task:7");
            HttpCall call = HttpCall.post(URI.create(server.uri() + "/stock/A-1?page=2"), context)
                    .header("X-Trace", "t-1")
                    .body("application/json", bytes("{\"sku\":\"A-1\",\"qty\":5}"))
                    .build();

            assertThat(transport.send(call).asDone().orElseThrow().status()).isEqualTo(422);

            assertThat(audit.flush()).isTrue();
            ApiCall row = only();
            ApiCall kept = audit.calls().find(row.id()).orElseThrow();
            assertThat(kept.createdAt()).isEqualTo(Exchanges.NOON);
            assertThat(kept.duration()).isPositive();
            assertThat(kept.context()).isEqualTo(context);
            assertThat(kept.method() + " " + kept.host() + " " + kept.path() + " " + kept.query())
                    .isEqualTo("POST 127.0.0.1 /stock/A-1 page=2");
            assertThat(kept.status()).isEqualTo(422);
            assertThat(kept.statusClass()).isEqualTo(StatusClass.ORANGE);
            assertThat(kept.requestHeaders()).containsExactly("X-Trace: t-1", "Content-Type: application/json");
            assertThat(kept.responseHeaders()).contains("x-request-id: r-1", "content-type: application/json");
            assertThat(kept.requestBody().text()).isEqualTo("{\"sku\":\"A-1\",\"qty\":5}");
            assertThat(kept.responseBody().text()).isEqualTo("{\"message\":\"no such SKU\"}");
            assertThat(row.requestBody().text()).isEmpty();
            assertThat(row.requestBody().size()).isEqualTo(21);
        }
    }

    @Test
    void aReplyThatIsTooLongOrBreaksOffIsRedAndHasTheStatusItCameWith() {
        audit.start();
        try (HostileServer server =
                HostileServer.start(Answer.flood("{\"a\":", 100_000), Answer.torn(201, "{\"a\":", 50))) {
            Transport narrow = runtime.transport(OkHttpTransport.create().withReplyLimit(1024));
            for (int i = 0; i < 2; i++) {
                assertThat(narrow.send(
                                HttpCall.post(URI.create(server.uri() + "/x"), CallContext.of(CallAction.STOCK_PUSH))
                                        .build()))
                        .isInstanceOf(Outcome.Unknown.class);
            }
        }

        assertThat(audit.flush()).isTrue();
        assertThat(audit.calls().list(ApiCallQuery.newest(5)))
                .extracting(ApiCall::status)
                .containsExactly(201, 200);
        assertThat(audit.calls().list(ApiCallQuery.newest(5)))
                .allSatisfy(row -> assertThat(row.statusClass()).isEqualTo(StatusClass.RED));
    }

    @Test
    void whoeverMadeACallFindsItsEntry() {
        audit.start();
        HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:1/stock"), CallContext.of(CallAction.STOCK_PUSH))
                .build();
        WireLog lost = new WireLog();
        WireLog told = new WireLog();
        try (HostileServer server = HostileServer.start(Answer.reply(200, "{}"))) {
            HttpCall good = HttpCall.get(URI.create(server.uri() + "/stock"), call.context())
                    .build();
            transport.send(call.notedIn(lost));
            transport.send(good.notedIn(told));
        }

        assertThat(audit.flush()).isTrue();
        assertThat(audit.calls()
                        .find(told.filedAs().orElseThrow())
                        .orElseThrow()
                        .status())
                .isEqualTo(200);
        assertThat(audit.calls()
                        .find(lost.filedAs().orElseThrow())
                        .orElseThrow()
                        .status())
                .as("a call without an answer has an entry too")
                .isZero();
    }

    @Test
    void noPlantedSecretReachesTheFile() throws IOException {
        runtime.knownSecrets.add(Secret.of(SECRET));
        audit.start();
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqd3QifQ.c2lnbmF0dXJlLXBsYW50ZWQ";
        String shopify = "shpat_0123456789abcdef0123456789abcdef";
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String based = Base64.getEncoder().encodeToString(bytes("user:" + SECRET));
        Map<String, String> bodies = new TreeMap<>(Map.ofEntries(
                Map.entry("json field", "{\"access_token\":\"planted-01\"}"),
                Map.entry("nested json", "{\"a\":{\"b\":[{\"clientSecret\":\"planted-02\"}]}}"),
                Map.entry("json in a string", "{\"a\":\"{\\\"refresh_token\\\":\\\"planted-03\\\"}\"}"),
                Map.entry("escaped name", "{\"\\u0070assword\":\"planted-04\"}"),
                Map.entry("cut json", "{\"a\":1,\"password\":\"planted-05"),
                Map.entry("form", "grant_type=refresh&client_secret=planted-06&x=1"),
                Map.entry("xml", "<soap:Envelope><w:Password>planted-07</w:Password></soap:Envelope>"),
                Map.entry("xml attribute", "<login token=\"planted-08\"/>"),
                Map.entry("jwt in text", "the token was " + jwt + " in the end"),
                Map.entry("platform token", "tried " + shopify + " in vain"),
                Map.entry("known value in text", "we sent " + SECRET + " to them"),
                Map.entry("known value, url-encoded", "{\"note\":\"" + encoded + "\"}"),
                Map.entry("known value, base64", "{\"note\":\"" + based + "\"}"),
                Map.entry("known value, hex", "{\"note\":\"" + HexFormat.of().formatHex(bytes(SECRET)) + "\"}"),
                Map.entry("known value, json-escaped", "{\"note\":\"" + SECRET.replace("/", "\\/") + "\"}"),
                Map.entry(
                        "multipart",
                        "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nplanted-09\r\n--b--")));
        try (HostileServer server = HostileServer.start()) {
            bodies.forEach((name, body) -> transport.send(HttpCall.post(
                            URI.create(server.uri() + "/p?access_token=planted-10&sign=planted-11&q=" + encoded),
                            CallContext.of(CallAction.ORDER_FETCH).about("shape", name))
                    .header("Authorization", "Bearer planted-12")
                    .header("X-Shopify-Access-Token", "planted-13")
                    .header("Cookie", "sid=planted-14; theme=dark")
                    .header("X-Callback", "https://u:planted-15@h.example/?token=planted-16")
                    .header("X-Debug", SECRET)
                    .body("text/plain", bytes(body))
                    .build()));
        }
        Answer echo = Answer.reply(
                401,
                "{\"error\":\"bad token\",\"token\":\"planted-17\",\"sent\":\"" + SECRET + "\"}",
                "Content-Type: application/json",
                "Set-Cookie: session=planted-18; Path=/",
                "Location: https://h.example/cb?code=planted-19");
        try (HostileServer server = HostileServer.start(echo)) {
            transport.send(get(server.uri().toString() + "/echo"));
        }
        transport.send(get("http://u:planted-20@no-such-host.invalid/?api_key=planted-21"));
        assertThat(audit.flush()).isTrue();

        assertThat(audit.calls().list(ApiCallQuery.newest(100))).hasSize(bodies.size() + 2);
        assertThat(audit.metrics().lost()).isZero();
        String shown = shownToPeople();
        String disk = onDisk();
        assertThat(shown).contains("theme=***", "bad token").contains("grant_type=refresh");
        for (String planted : List.of("planted-", SECRET, encoded, based, jwt, shopify, "c2lnbmF0dXJlLXBsYW50ZWQ")) {
            assertThat(shown).as("what people see").doesNotContain(planted);
            assertThat(disk).as("the bytes on disk").doesNotContain(planted);
        }
    }

    @Test
    void aWrongColourIsNeverGivenToACallWithoutAnAnswer() {
        audit.start();
        try (HostileServer server = HostileServer.start(Answer.lost(), Answer.reply(200, "fine"))) {
            transport.send(post(server.uri()));
            transport.send(post(server.uri()));
        }
        transport.send(post(URI.create("http://127.0.0.1:1")));
        audit.flush();

        assertThat(audit.calls().list(ApiCallQuery.newest(5)))
                .extracting(ApiCall::status, ApiCall::statusClass)
                .containsExactly(tuple(0, StatusClass.RED), tuple(200, StatusClass.GREEN), tuple(0, StatusClass.RED));
        assertThat(audit.calls().list(ApiCallQuery.newest(1)).get(0).error()).contains("NOT_SENT");
    }

    @Test
    void aReplyOfTwoMegabytesIsCutWithItsSizeAndDigest() {
        audit.start();
        try (HostileServer server = HostileServer.start(Answer.flood("", 2_000_000))) {
            transport.send(get(server.uri().toString()));
        }
        audit.flush();

        var body = audit.calls().find(only().id()).orElseThrow().responseBody();
        assertThat(body.state()).isEqualTo(State.TRUNCATED);
        assertThat(body.size()).isEqualTo(2_000_000);
        assertThat(body.text()).hasSize(1024 * 1024);
        assertThat(body.sha256()).hasSize(64);
    }

    @Test
    void aRuntimeThatIsOnlySteppedWritesAtEachStep() {
        try (HostileServer server = HostileServer.start()) {
            transport.send(get(server.uri().toString()));
            assertThat(audit.calls().list(ApiCallQuery.newest(5))).isEmpty();

            runtime.step();
            assertThat(audit.calls().list(ApiCallQuery.newest(5))).hasSize(1);

            transport.send(get(server.uri().toString()));
            assertThat(audit.flush()).isTrue();
            assertThat(audit.calls().list(ApiCallQuery.newest(5))).hasSize(2);
        }
    }

    @Test
    void stoppingWritesWhatIsLeft() {
        audit.start();
        try (HostileServer server = HostileServer.start()) {
            transport.send(get(server.uri().toString()));
        }
        audit.stop(Duration.ofSeconds(10));

        assertThat(audit.calls().list(ApiCallQuery.newest(5))).hasSize(1);
        assertThat(runtime.health())
                .containsExactly("1 calls written, 0 waiting (0 bytes), 0 lost, 0 failures of the store");
    }

    @Test
    void aDatabaseThatBreaksNeverBreaksACall() throws IOException {
        audit.start();
        try (HostileServer server = HostileServer.start()) {
            transport.send(get(server.uri().toString()));
            assertThat(audit.flush()).isTrue();
            Files.write(file(), new byte[100], StandardOpenOption.WRITE);

            assertThat(transport.send(get(server.uri().toString()))).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void aDiskWithoutRoomBreaksNoCallAndNothingIsLostOnceThereIsRoom() throws SQLException {
        FullDisk disk =
                new FullDisk(TestDatabase.sqlite(folder.resolve("small.db")).dataSource());
        AuditModule onSmallDisk = AuditModule.create();
        TestRuntime small = new TestRuntime(disk.dataSource(), call -> Exchanges.json(200, "{}"));
        onSmallDisk.install(small.setup());
        disk.full(true);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[20_000];
            new Random(i).nextBytes(noise);
            HttpCall call = HttpCall.post(URI.create("https://api.example/x"), CallContext.of(CallAction.STOCK_PUSH))
                    .body("text/plain", bytes(HexFormat.of().formatHex(noise)))
                    .build();

            assertThat(small.transport().send(call)).isInstanceOf(Outcome.Done.class);
        }
        small.step();
        assertThat(onSmallDisk.metrics().storeFailures()).isPositive();
        disk.full(false);
        small.step();

        assertThat(onSmallDisk.metrics().written()).isEqualTo(100);
        assertThat(onSmallDisk.metrics().lost()).isZero();
        onSmallDisk.stop(Duration.ofSeconds(10));
    }

    @Test
    void personalDataIsMaskedUnlessAskedFor() {
        String body = "{\"customer\":{\"name\":\"Maria Muster\",\"email\":\"maria@muster.example\"},\"city\":\"Bern\"}";
        assertThat(keptBody(AuditModule.create(), body))
                .doesNotContain("Muster", "maria@muster.example")
                .contains("Bern");
        assertThat(keptBody(AuditModule.builder().showPersonalData().build(), body))
                .isEqualTo(body);
    }

    private String keptBody(AuditModule module, String body) {
        TestRuntime other = new TestRuntime(
                TestDatabase.sqlite(folder.resolve(System.identityHashCode(module) + ".db"))
                        .dataSource(),
                call -> Exchanges.json(200, body));
        module.install(other.setup());
        other.transport().send(get("https://shop.example/"));
        other.step();
        String id = module.calls().list(ApiCallQuery.newest(1)).get(0).id();
        String text = module.calls().find(id).orElseThrow().responseBody().text();
        module.stop(Duration.ofSeconds(5));
        return text;
    }

    /** What was masked cannot be found by its value; the numbers of a person's orders are never masked. */
    @Test
    void aMaskedPersonIsErasedByTheNumbersOfTheirOrders() {
        String page = "{\"orders\":[{\"name\":\"#1001\",\"email\":\"maria@muster.example\"},{\"name\":\"#1002\"}]}";
        runtime = new TestRuntime(
                TestDatabase.sqlite(folder.resolve("page.db")).dataSource(), call -> Exchanges.json(200, page));
        AuditModule module = AuditModule.create();
        module.install(runtime.setup());
        runtime.transport().send(get("https://shop.example/orders"));
        runtime.step();

        assertThat(module.maintenance()
                        .erase(Erasure.ofPerson("r-1", List.of(), List.of("maria@muster.example")), Exchanges.NOON))
                .isEmpty();
        assertThat(module.maintenance()
                        .erase(
                                Erasure.ofPerson("r-1", List.of(), List.of("maria@muster.example", "#1001")),
                                Exchanges.NOON))
                .hasSize(1);

        String id = module.calls().list(ApiCallQuery.newest(1)).get(0).id();
        assertThat(module.calls().find(id).orElseThrow().responseBody().text()).isEmpty();
        module.stop(Duration.ofSeconds(5));
    }

    @Test
    void misuseIsToldInWords() {
        assertThatThrownBy(() -> audit.install(runtime.setup())).hasMessageContaining("AuditModule.create()");
        assertThatThrownBy(() -> AuditModule.create().calls()).hasMessageContaining("not installed");
    }

    private ApiCall only() {
        List<ApiCall> rows = audit.calls().list(ApiCallQuery.newest(5));
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private String shownToPeople() {
        StringBuilder shown = new StringBuilder();
        for (ApiCall row : audit.calls().list(ApiCallQuery.newest(100))) {
            ApiCall call = audit.calls().find(row.id()).orElseThrow();
            shown.append(call)
                    .append(call.requestBody().text())
                    .append(call.responseBody().text())
                    .append(call.requestHeaders())
                    .append('\n');
        }
        return shown.append(audit.metrics()).append(runtime.health()).toString();
    }

    /** The database with its log, byte for byte; bodies are packed there, which is why people's view is checked too. */
    private String onDisk() throws IOException {
        StringBuilder disk = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path path : files.toList()) {
                disk.append(Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(disk).contains("ORDER_FETCH");
        return disk.toString();
    }

    private static HttpCall get(String uri) {
        return HttpCall.get(URI.create(uri), CallContext.of(CallAction.ORDER_FETCH))
                .build();
    }

    private static HttpCall post(URI uri) {
        return HttpCall.post(uri, CallContext.of(CallAction.STOCK_PUSH))
                .body("text/plain", bytes("x"))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
