package io.gwms.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.recorded.LogCapture;
import io.gwms.audit.recorded.Shown;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallExchange;
import io.gwms.outcome.Outcome;
import io.gwms.redact.Secret;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import io.gwms.transport.WireLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in every place a call, a reply, a notification or an exception can hold one, in every way of writing them: none
 * comes out anywhere.
 */
abstract class CanaryRules {
    private static final String HEAD = "QzV7/kW+3m&p\"X<9=L";
    private static final CallContext CONTEXT =
            CallContext.of(CallAction.LABEL_GENERATION).about("shipment", "S-1").correlated("task:7");

    @TempDir
    private Path directory;

    /** What was planted, by where: as written, which must not come out. */
    private final Map<String, String> planted = new LinkedHashMap<>();

    private final List<String> secrets = new ArrayList<>();

    @Test
    void noSecretComesOutAnywhere(TestDatabase database) throws IOException, SQLException {
        LogCapture logs = LogCapture.open();
        TestRuntime runtime = new TestRuntime(database.dataSource());
        AuditModule audit = AuditModule.builder()
                .journal(directory)
                .policy(RecordingPolicy.standard().withDurability(RecordingPolicy.Durability.JOURNAL))
                .build();
        audit.install(runtime.setup());

        StringBuilder shown = new StringBuilder();
        for (CallExchange exchange : exchanges()) {
            secrets.forEach(secret -> runtime.knownSecrets.add(Secret.of(secret)));
            runtime.record(exchange);
        }
        audit.webhookRecorder().record(delivery(), WebhookRecorder.Verdict.FORGED, 401, Exchanges.NOON);
        secrets.forEach(secret -> runtime.knownSecrets.add(Secret.of(secret)));
        shown.append(files());
        assertThat(audit.flush()).isTrue();

        assertThat(audit.calls().list(ApiCallQuery.newest(500))).hasSizeGreaterThan(10);
        shown.append(Shown.by(audit)).append(runtime.health()).append(runtime.knownSecrets);
        shown.append(Shown.columns(database));
        audit.stop(Duration.ofSeconds(10));
        logs.close();

        String all = shown.append(logs.text()).toString();
        assertThat(planted).hasSizeGreaterThan(100);
        planted.forEach((place, text) -> assertThat(all).as(place).doesNotContain(text));
        secrets.forEach(secret -> assertThat(all).doesNotContain(secret));
        assertThat(all).contains("shipment", "S-1", "1Z999AA10123456784", "ORDER-10417");
    }

    private List<CallExchange> exchanges() throws IOException {
        List<CallExchange> all = new ArrayList<>();
        for (String form : List.of("plain", "percent", "base64", "base64url", "hex", "json", "xml")) {
            String url = "https://user:" + urlSafe(plant(form, "user info")) + "@api.example/v1/"
                    + urlSafe(plant(form, "path")) + "?page=2&odd=" + urlSafe(plant(form, "query")) + "#"
                    + urlSafe(plant(form, "fragment"));
            HttpCall.Builder call = HttpCall.post(URI.create(url), CONTEXT)
                    .header("Authorization", "Bearer " + plant(form, "Authorization"))
                    .header("Cookie", "a=1; session=" + plant(form, "Cookie"))
                    .header("X-Api-Key", plant(form, "X-Api-Key"))
                    .header("X-Plain", "order ORDER-10417 " + plant(form, "X-Plain"))
                    .header("Referer", "https://a.example/?q=" + urlSafe(plant(form, "Referer")));
            WireLog wire = new WireLog();
            wire.add(new WireAttempt(
                    Duration.ZERO,
                    Duration.ZERO,
                    "POST",
                    "https://b.example/?x=" + urlSafe(plant(form, "attempt")),
                    302,
                    "192.0.2.1:443 h2",
                    ""));
            all.add(exchange(
                            call.body("application/json", json(form, "request").getBytes(UTF_8))
                                    .build(),
                            reply(form, "text/xml", xml(form, "reply").getBytes(UTF_8)))
                    .over(wire));
            all.add(exchange(
                    post(
                            "application/x-www-form-urlencoded",
                            form(form, "request").getBytes(UTF_8)),
                    reply(
                            form,
                            "multipart/mixed; boundary=B",
                            multipart(form, "reply").getBytes(UTF_8))));
            all.add(exchange(
                    post(
                            "multipart/form-data; boundary=B",
                            multipart(form, "request").getBytes(UTF_8)),
                    reply(form, "text/plain", ("log line one\nand " + plant(form, "text reply")).getBytes(UTF_8))));
            all.add(exchange(
                    HttpCall.post(URI.create("https://api.example/"), CONTEXT)
                            .header("Content-Encoding", "gzip")
                            .body("application/json", gzip(json(form, "gzip request")))
                            .build(),
                    Outcome.unknown("timed out, sent was " + plant(form, "outcome"))));
            IllegalStateException thrown =
                    new IllegalStateException("for " + plant(form, "exception"), new IOException(plant(form, "cause")));
            thrown.addSuppressed(new IOException("closing " + plant(form, "suppressed")));
            WireLog failed = new WireLog();
            failed.failed(thrown);
            all.add(exchange(
                            post("text/plain", new byte[0]),
                            Outcome.unknown(thrown.getClass().getName()))
                    .over(failed));
        }
        return all;
    }

    private HttpCall delivery() {
        return HttpCall.post(
                        URI.create("https://host.example/hooks?t=" + urlSafe(plant("plain", "hook query"))), CONTEXT)
                .header("X-Shopify-Hmac-Sha256", plant("base64", "hook header"))
                .body("application/json", json("plain", "hook").getBytes(UTF_8))
                .build();
    }

    private static HttpCall post(String type, byte[] body) {
        return HttpCall.post(URI.create("https://api.example/x"), CONTEXT)
                .body(type, body)
                .build();
    }

    private static CallExchange exchange(HttpCall call, Outcome<HttpReply> outcome) {
        return new CallExchange(Exchanges.NOON, Duration.ofMillis(3), call, outcome);
    }

    private Outcome<HttpReply> reply(String form, String type, byte[] body) {
        return Outcome.done(HttpReply.of(
                200,
                Map.of(
                        "Content-Type", List.of(type),
                        "Set-Cookie", List.of("sid=" + plant(form, "Set-Cookie") + "; Path=/"),
                        "Location", List.of("/next?u=" + urlSafe(plant(form, "Location"))),
                        "X-Trace", List.of("id " + plant(form, "X-Trace"))),
                body));
    }

    private String json(String form, String where) {
        return "{\"tracking\":\"1Z999AA10123456784\",\"note\":\"x " + inJson(plant(form, where + " note")) + " y\","
                + "\"list\":[1,\"" + inJson(plant(form, where + " list")) + "\"],\"password\":\""
                + inJson(plant(form, where + " password")) + "\",\"inner\":\"{\\\"a\\\":\\\""
                + inJson(inJson(plant(form, where + " inner"))) + "\\\"}\"}";
    }

    private String xml(String form, String where) {
        return "<?xml version=\"1.0\"?><r a=\"" + inXml(plant(form, where + " attribute")) + "\"><n>"
                + inXml(plant(form, where + " element")) + "</n><t><![CDATA[" + plant(form, where + " cdata")
                + "]]></t></r>";
    }

    private String form(String form, String where) {
        return "a=1&note=" + URLEncoder.encode(plant(form, where + " field"), UTF_8) + "&secret="
                + URLEncoder.encode(plant(form, where + " secret"), UTF_8);
    }

    private String multipart(String form, String where) {
        return "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n" + plant(form, where + " part")
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.json\"\r\nContent-Type: application/json\r\n\r\n"
                + json(form, where + " file") + "\r\n--B--\r\n";
    }

    /** A new secret, written in that form; remembered by its place. */
    private String plant(String form, String where) {
        String secret = HEAD + "%04d".formatted(secrets.size()) + "t'R2>yHd";
        secrets.add(secret);
        byte[] bytes = secret.getBytes(UTF_8);
        String written = switch (form) {
            case "percent" -> URLEncoder.encode(secret, UTF_8);
            case "base64" -> Base64.getEncoder().encodeToString(("user:" + secret).getBytes(UTF_8));
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "json" -> inJson(secret);
            case "xml" -> inXml(secret);
            default -> secret;
        };
        String core = written.length() > 20 ? written.substring(8, written.length() - 4) : written;
        planted.put(form + " in " + where, core);
        return written;
    }

    /** A URI takes no quotes and the like as they are. */
    private static String urlSafe(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String inJson(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
    }

    private static String inXml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    /** The journal, byte for byte. */
    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".calls")).toList()) {
                all.append(new String(Files.readAllBytes(file), UTF_8));
            }
        }
        assertThat(all).isNotEmpty();
        return all.toString();
    }
}
