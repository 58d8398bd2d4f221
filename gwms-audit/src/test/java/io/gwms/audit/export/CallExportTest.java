package io.gwms.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.Cassette;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.testkit.evidence.InMemoryApiCalls;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.WireAttempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API log in the forms of other tools. */
class CallExportTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void anArchiveHasAllThatTheFormatDemands() throws IOException {
        JsonNode log = new ObjectMapper()
                .readTree(CallExport.har(List.of(call("a", "page=2&q=a%20b&sign=***", "{\"x\":1}"))))
                .get("log");

        assertThat(log.get("version").asText()).isEqualTo("1.2");
        assertThat(log.get("creator").get("name").asText()).isEqualTo("GWMS SDK");
        JsonNode entry = log.get("entries").get(0);
        assertThat(entry.get("startedDateTime").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(entry.get("time").asDouble()).isEqualTo(31.5);
        assertThat(entry.get("timings").get("wait").asDouble()).isEqualTo(31.5);
        assertThat(entry.get("cache").isObject()).isTrue();
        JsonNode request = entry.get("request");
        assertThat(request.get("url").asText()).isEqualTo("http://shop.example/orders?page=2&q=a%20b&sign=***");
        assertThat(request.get("queryString").get(1).get("value").asText()).isEqualTo("a b");
        assertThat(request.get("headers").get(0).get("name").asText()).isEqualTo("Content-Type");
        assertThat(request.get("postData").get("mimeType").asText()).isEqualTo("application/json");
        assertThat(request.get("postData").get("text").asText()).isEqualTo("{\"x\":1}");
        assertThat(request.get("bodySize").asLong()).isEqualTo(7);
        JsonNode response = entry.get("response");
        assertThat(response.get("status").asInt()).isEqualTo(422);
        assertThat(response.get("redirectURL").asText()).isEqualTo("https://shop.example/next");
        assertThat(response.get("content").get("text").asText()).isEqualTo("no ü");
        for (String field : List.of("httpVersion", "statusText", "cookies", "headersSize")) {
            assertThat(response.has(field)).as(field).isTrue();
        }
    }

    /** As the format's page lists them for each object, those left out that it calls optional. */
    @Test
    void everyObjectOfAnArchiveHasTheFieldsThatAreNotOptional() throws IOException {
        JsonNode log = new ObjectMapper()
                .readTree(CallExport.har(List.of(call("a", "page=2", "{}"), gap())))
                .get("log");
        JsonNode entry = log.get("entries").get(0);

        has(log, "version", "creator", "entries");
        has(log.get("creator"), "name", "version");
        has(entry, "startedDateTime", "time", "request", "response", "cache", "timings");
        has(
                entry.get("request"),
                "method",
                "url",
                "httpVersion",
                "cookies",
                "headers",
                "queryString",
                "postData",
                "headersSize",
                "bodySize");
        has(entry.get("request").get("postData"), "mimeType", "params", "text");
        has(entry.get("request").get("queryString").get(0), "name", "value");
        has(
                entry.get("response"),
                "status",
                "statusText",
                "httpVersion",
                "cookies",
                "headers",
                "content",
                "redirectURL",
                "headersSize",
                "bodySize");
        has(entry.get("response").get("content"), "size", "mimeType", "text");
        has(entry.get("timings"), "send", "wait", "receive");
        assertThat(log.get("entries")).as("a gap is no request").hasSize(1);
    }

    private static void has(JsonNode node, String... fields) {
        assertThat(fields)
                .allSatisfy(
                        field -> assertThat(node.hasNonNull(field)).as(field).isTrue());
    }

    private static ApiCall gap() {
        return new ApiCall(
                "g",
                NOON,
                CallContext.of(new CallAction("API_LOG")),
                "",
                "",
                "",
                "",
                0,
                StatusClass.RED,
                Duration.ZERO,
                List.of(),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                "left out",
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                CallPhase.GAP,
                List.of(),
                7);
    }

    @Test
    void aCommandSendsTheCallAgain() {
        assertThat(CallExport.curl(call("a", "page=2", "it's")))
                .isEqualTo("curl --globoff --path-as-is -X 'POST'"
                        + " -H 'Content-Type: application/json' -H 'X-Empty;' --data-raw 'it'\\''s'"
                        + " --url 'http://shop.example/orders?page=2'");
    }

    @Test
    void aCassetteHoldsTheOutgoingCallsThatEndedAndReadsBackAsItWas() {
        InMemoryApiCalls log = InMemoryApiCalls.empty();
        log.append(List.of(call("b", "", "2"), call("a", "", "1"), webhook("c")));

        Cassette cassette = CallExport.cassette("run-7", log, ApiCallQuery.newest(2));

        assertThat(cassette.takes())
                .extracting(take -> take.request().text())
                .as("oldest first, over more than a page")
                .containsExactly("1", "2");
        assertThat(Cassette.parse(cassette.text())).isEqualTo(cassette);
    }

    private static ApiCall webhook(String id) {
        return call(id, "", "3", CallDirection.INCOMING);
    }

    static ApiCall call(String id, String query, String body) {
        return call(id, query, body, CallDirection.OUTGOING);
    }

    private static ApiCall call(String id, String query, String body, CallDirection direction) {
        return new ApiCall(
                id,
                NOON,
                CallContext.of(CallAction.STOCK_PUSH).correlated("task:7"),
                "POST",
                "shop.example",
                "/orders",
                query,
                422,
                StatusClass.ORANGE,
                Duration.ofNanos(31_500_000),
                List.of("Content-Type: application/json", "X-Empty: ", "Content-Length: 7", "@/etc/passwd: x"),
                List.of("location: https://shop.example/next", "content-type: text/plain"),
                new CapturedBody(State.COMPLETE, body, body.length(), ""),
                new CapturedBody(State.COMPLETE, "no ü", 5, ""),
                "",
                ErrorKind.NONE,
                false,
                direction,
                CallPhase.ENDED,
                List.of(new WireAttempt(
                        Duration.ZERO,
                        Duration.ofMillis(30),
                        "POST",
                        "http://shop.example/orders",
                        422,
                        "192.0.2.1:80 h1",
                        "")),
                1);
    }
}
