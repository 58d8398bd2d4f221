package io.gwms.audit;

import static io.gwms.audit.Exchanges.NOON;
import static io.gwms.audit.Exchanges.bytes;
import static io.gwms.audit.Exchanges.ended;
import static io.gwms.audit.Exchanges.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import io.gwms.transport.WireLog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A secret that a live credential holds is hidden wherever a call shows it. */
class NothingUnredactedTest {
    private static final String PLANTED = "planted7f3a9c21e5";
    private static final CallContext PUSH = CallContext.of(CallAction.STOCK_PUSH);

    private final Counters counters = new Counters();

    private ApiCall mapped(CallExchange exchange) {
        KnownSecrets known = new KnownSecrets();
        known.add(Secret.of(PLANTED));
        return new ExchangeMapper(
                        Redactor.builder().knownSecrets(known).build(),
                        new Verdicts(List.of(), counters),
                        context -> 1000,
                        counters)
                .call("id", exchange, true);
    }

    /** All texts of a record. */
    private static String shown(ApiCall call) {
        List<String> texts = new ArrayList<>(List.of(
                call.host(),
                call.path(),
                call.query(),
                call.error(),
                call.requestBody().text(),
                call.responseBody().text()));
        texts.addAll(call.requestHeaders());
        texts.addAll(call.responseHeaders());
        for (WireAttempt attempt : call.attempts()) {
            texts.addAll(List.of(attempt.url(), attempt.failure()));
        }
        return String.join("\n", texts);
    }

    private static CallExchange sent(HttpCall.Builder call) {
        return new CallExchange(NOON, Duration.ZERO, call.build(), json(200, "{}"));
    }

    private static CallExchange answered(Map<String, List<String>> headers, String body) {
        return ended(Outcome.done(HttpReply.of(200, headers, bytes(body))));
    }

    private static CallExchange over(WireAttempt attempt) {
        WireLog wire = new WireLog();
        wire.add(attempt);
        return ended(json(200, "{}")).over(wire);
    }

    private static WireAttempt attempt(String url, String failure) {
        return new WireAttempt(Duration.ZERO, Duration.ZERO, "GET", url, 0, "192.0.2.7:443", failure);
    }

    @Test
    void whereverItStands() {
        WireLog failed = new WireLog();
        failed.failed(new IOException("no route", new IllegalStateException("asked with " + PLANTED)));
        HttpCall.Builder plain = HttpCall.post(URI.create("https://a.example/x"), PUSH);
        Map<String, CallExchange> places = new LinkedHashMap<>();
        places.put("the path", sent(HttpCall.get(URI.create("https://a.example/hooks/" + PLANTED), PUSH)));
        places.put("the query", sent(HttpCall.get(URI.create("https://a.example/?q=" + PLANTED), PUSH)));
        places.put("the host", sent(HttpCall.get(URI.create("https://" + PLANTED + ".example/"), PUSH)));
        places.put("who asks", sent(HttpCall.get(URI.create("https://" + PLANTED + ":x@a_b.example/"), PUSH)));
        places.put(
                "a header",
                sent(HttpCall.get(URI.create("https://a.example/"), PUSH).header("X-Id", PLANTED)));
        places.put(
                "its name",
                sent(HttpCall.get(URI.create("https://a.example/"), PUSH).header(PLANTED, "1")));
        places.put("the request", sent(plain.body("application/json", bytes("{\"note\":\"" + PLANTED + "\"}"))));
        places.put("a header of the reply", answered(Map.of("X-Id", List.of(PLANTED)), "{}"));
        places.put("its name in the reply", answered(Map.of(PLANTED, List.of("1")), "{}"));
        places.put("the reply", answered(Map.of("Content-Type", List.of("text/plain")), "it was " + PLANTED));
        places.put("a refusal", ended(Outcome.refused(RefusalCode.INVALID_REQUEST, "not with " + PLANTED)));
        places.put("a cause", ended(Outcome.unknown("no answer to " + PLANTED)));
        places.put(
                "an exception",
                ended(Outcome.unknown(IOException.class.getName())).over(failed));
        places.put("an attempt", over(attempt("https://a.example/?q=" + PLANTED, "")));
        places.put("the end of an attempt", over(attempt("https://a.example/", "refused " + PLANTED)));

        places.forEach((place, exchange) -> {
            ApiCall call = mapped(exchange);
            assertThat(shown(call)).as(place).doesNotContain(PLANTED);
            assertThat(place.equals("who asks") || shown(call).contains("***"))
                    .as("%s is shown but for it", place)
                    .isTrue();
            assertThat(call.error()).as(place).doesNotContain("could not be redacted");
        });
    }

    @Test
    void whoAsksIsNeverShownWhateverTheHost() {
        for (String host : List.of("a.example", "a_b.example", "a_b.example:8443")) {
            URI uri = URI.create("https://someone:whatever-7@" + host + "/x");
            ApiCall call = mapped(sent(HttpCall.get(uri, PUSH)));

            assertThat(shown(call)).doesNotContain("someone", "whatever-7");
            assertThat(host).startsWith(call.host());
            assertThat(call.host()).isNotEmpty();
        }
    }

    @Test
    void whatIsCutWithinItShowsNoPartOfIt() {
        for (State state : List.of(State.TRUNCATED, State.PARTIAL, State.FAILED)) {
            for (String start :
                    List.of("it was " + PLANTED.substring(0, 12), "{\"token\":\"" + PLANTED.substring(0, 12))) {
                HttpReply reply = HttpReply.of(
                        200,
                        Map.of("Content-Type", List.of(start.startsWith("{") ? "application/json" : "text/plain")),
                        bytes(start));
                CallExchange whole = ended(Outcome.done(reply));
                CallExchange cut = new CallExchange(
                        NOON,
                        Duration.ZERO,
                        whole.call(),
                        whole.outcome(),
                        CallDirection.OUTGOING,
                        CallPhase.ENDED,
                        whole.sent(),
                        new BodyCapture(state, 500, ""),
                        List.of(),
                        null,
                        ErrorKind.NONE,
                        1);

                ApiCall call = mapped(cut);

                assertThat(shown(call)).as("%s %s", state, start).doesNotContain("plan");
                assertThat(call.responseBody().state()).isEqualTo(state);
                assertThat(call.responseBody().size()).isEqualTo(500);
            }
        }
    }
}
