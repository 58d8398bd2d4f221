package io.gwms.audit;

import static io.gwms.audit.Exchanges.answered;
import static io.gwms.audit.Exchanges.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallVerdict;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireLog;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a call looks like in the log: its colour, its bodies, its errors. */
class ExchangeMapperTest {
    private static final int BODY_LIMIT = RecordingPolicy.standard().bodyLimit();

    private final Counters counters = new Counters();

    private ApiCall mapped(CallExchange exchange, CallClassifier... classifiers) {
        return new ExchangeMapper(
                        Redactor.standard(),
                        new Verdicts(List.of(classifiers), counters),
                        context -> BODY_LIMIT,
                        counters)
                .call("id", exchange, true);
    }

    private StatusClass colour(CallExchange exchange) {
        return mapped(exchange, new AnswerInBody()).statusClass();
    }

    @ParameterizedTest
    @CsvSource({
        "100,GREEN", "200,GREEN", "204,GREEN", "304,GREEN", "301,ORANGE", "307,ORANGE", "400,ORANGE", "401,ORANGE",
        "404,ORANGE", "408,ORANGE", "422,ORANGE", "429,ORANGE", "500,RED", "502,RED", "503,RED", "599,RED"
    })
    void theStatusGivesTheColour(int status, StatusClass colour) {
        assertThat(colour(answered(status, "{}"))).isEqualTo(colour);
    }

    @Test
    void noAnswerIsRedAndACallThatCouldNotBeMadeOrange() {
        assertThat(colour(ended(Outcome.unknown("time-out")))).isEqualTo(StatusClass.RED);
        assertThat(colour(ended(Outcome.refused(RefusalCode.NOT_SENT, "connection refused"))))
                .isEqualTo(StatusClass.RED);
        assertThat(colour(ended(Outcome.refused(RefusalCode.INVALID_REQUEST, "no such scheme"))))
                .isEqualTo(StatusClass.ORANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"orders\":[]}}|GREEN",
                "{\"data\":{},\"errors\":[]}|GREEN",
                "{\"data\":null,\"errors\":null}|GREEN",
                "{\"errors\":[{\"message\":\"Field x doesn't exist\"}]}|ORANGE",
                "{\"\\u0065rrors\":[{\"message\":\"its name in escapes\"}]}|ORANGE",
                "{\"data\":{\"a\":1},\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}}]}|ORANGE",
                "{\"errors\":[{\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}|RED",
                "{\"data\":{\"errors\":[{\"message\":\"not at the top\"}]}}|GREEN",
                "{\"result\":\"1\",\"msg\":\"ok\",\"errors\":[],\"data\":{}}|GREEN",
                "{\"result\":\"0\",\"msg\":\"failed\",\"errors\":[{\"error_code\":\"E1\"}]}|ORANGE",
                "{\"result\":\"0\",\"msg\":\"failed\",\"errors\":null}|ORANGE",
                "{\"result\":\"0\"}|GREEN",
                "{\"result\":0,\"msg\":\"zero is a number here\"}|GREEN",
                "{\"error\":\"error_auth\",\"message\":\"Invalid access_token\"}|ORANGE",
                "{\"error\":\"\",\"response\":{}}|GREEN",
                "{\"code\":\"0\",\"data\":{},\"request_id\":\"a\"}|GREEN",
                "{\"code\":\"IllegalAccessToken\",\"request_id\":\"a\",\"type\":\"ISV\"}|ORANGE",
                "{\"code\":105002,\"message\":\"expired\",\"request_id\":\"a\"}|ORANGE",
                "{\"code\":\"404\",\"message\":\"a host's own\"}|GREEN",
                "{\"success\":false}|ORANGE",
                "{\"success\":true}|GREEN",
                "<?xml version=\"1.0\"?><response><flag>failure</flag><code>S003</code></response>|ORANGE",
                "<response><flag>success</flag></response>|GREEN",
                "<s:Envelope"
                        + " xmlns:s=\"urn:s\"><s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body></s:Envelope>|RED",
                "<e:Envelope><e:Body><e:Fault><faultcode>e:Client</faultcode></e:Fault></e:Body></e:Envelope>|ORANGE",
                "<Fault>no envelope</Fault>|GREEN",
                "[{\"errors\":[1]}]|GREEN",
                "{\"data\":{\"fulfillmentCreate\":{\"fulfillment\":null,\"userErrors\":[{\"message\":\"no\"}]}}}|ORANGE",
                "{\"data\":{\"orderCancel\":{\"orderCancelUserErrors\":[{\"code\":\"INVALID\"}]}}}|ORANGE",
                "{\"data\":{\"fulfillmentCreate\":{\"fulfillment\":{\"id\":\"1\"},\"userErrors\":[]}},\"extensions\":{}}|GREEN",
                "{\"error\":\"\",\"response\":{\"failure_list\":[{\"model_id\":1,\"failed_reason\":\"x\"}]}}|ORANGE",
                "{\"error\":\"\",\"response\":{\"failure_list\":[],\"success_list\":[{\"model_id\":1}]}}|GREEN",
                "{\"SKU-1\":{\"status\":\"SUCCESS\"},\"SKU-2\":{\"status\":\"FAILURE\",\"errors\":[{\"code\":\"E\"}]}}|ORANGE",
                "{\"shipments\":[{\"shipmentId\":\"s\",\"status\":\"FAILURE\"}]}|ORANGE",
                "{\"SKU-1\":{\"status\":\"WARNING\",\"note\":\"FAILURE\"}}|GREEN",
                "{\"cut\":|GREEN",
                "<html>We'll be right back</html>|RED",
                "'\n<!DOCTYPE html><html lang=\"en\"></html>'|RED",
                "''|GREEN"
            })
    void aFailureInA200IsNotGreen(String body, StatusClass colour) {
        assertThat(colour(answered(200, body))).isEqualTo(colour);
    }

    @Test
    void theStatusOfAThingThatWasOnlyAskedForIsNotThatOfTheCall() {
        CallExchange pushed = answered(200, "{\"fulfillments\":[{\"status\":\"FAILURE\"}]}");
        for (HttpCall asking : List.of(
                HttpCall.post(pushed.call().uri(), CallContext.of(CallAction.ORDER_FETCH))
                        .build(),
                HttpCall.get(pushed.call().uri(), CallContext.of(CallAction.SHIPMENT_WRITE_BACK))
                        .build())) {
            assertThat(colour(new CallExchange(pushed.startedAt(), pushed.duration(), asking, pushed.outcome())))
                    .isEqualTo(StatusClass.GREEN);
        }
    }

    @ParameterizedTest
    @CsvSource({"200,false", "401,false", "408,true", "422,false", "429,true", "500,true", "503,true"})
    void theStatusTellsWhetherALaterTryMayHelp(int status, boolean retryable) {
        ApiCall call = mapped(answered(status, "{}"), new AnswerInBody());
        assertThat(call.retryable()).isEqualTo(retryable);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.errorKind()).isEqualTo(status == 429 ? ErrorKind.THROTTLED : ErrorKind.NONE);
    }

    static Stream<Arguments> failures() {
        IOException reset = new SocketException("Connection reset");
        return Stream.of(
                arguments(new SocketTimeoutException("Read timed out"), ErrorKind.TIMEOUT, StatusClass.RED, true),
                arguments(new InterruptedIOException("timeout"), ErrorKind.TIMEOUT, StatusClass.RED, true),
                arguments(new UnknownHostException("a.example"), ErrorKind.NO_CONNECTION, StatusClass.RED, true),
                arguments(new ConnectException("refused"), ErrorKind.NO_CONNECTION, StatusClass.RED, true),
                arguments(new NoRouteToHostException("none"), ErrorKind.NO_CONNECTION, StatusClass.RED, true),
                arguments(new SSLHandshakeException("no trust"), ErrorKind.TLS, StatusClass.RED, false),
                arguments(reset, ErrorKind.BROKEN_OFF, StatusClass.RED, true),
                arguments(new EOFException(), ErrorKind.BROKEN_OFF, StatusClass.RED, true),
                arguments(
                        new ProtocolException("unexpected end of stream"), ErrorKind.BROKEN_OFF, StatusClass.RED, true),
                arguments(
                        new IOException("unexpected end of stream on a"), ErrorKind.BROKEN_OFF, StatusClass.RED, true),
                arguments(
                        new ProtocolException("Too many follow-up requests: 21"),
                        ErrorKind.UNREADABLE,
                        StatusClass.RED,
                        true),
                arguments(new ZipException("not gzip"), ErrorKind.UNREADABLE, StatusClass.RED, true),
                arguments(new IOException("Canceled"), ErrorKind.CANCELLED, StatusClass.ORANGE, false),
                arguments(new CancellationException(), ErrorKind.CANCELLED, StatusClass.ORANGE, false),
                arguments(new InterruptedException(), ErrorKind.CANCELLED, StatusClass.ORANGE, false),
                arguments(new InterruptedIOException("interrupted"), ErrorKind.CANCELLED, StatusClass.ORANGE, false),
                arguments(
                        new IllegalStateException(new UncheckedIOException(reset)),
                        ErrorKind.BROKEN_OFF,
                        StatusClass.RED,
                        true),
                arguments(new IllegalStateException("a bug"), ErrorKind.OTHER, StatusClass.RED, true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCallWithoutAnAnswerSaysWhatKindOfFailureItWas(
            Throwable failure, ErrorKind kind, StatusClass colour, boolean retryable) {
        WireLog wire = new WireLog();
        wire.failed(failure);
        ApiCall call =
                mapped(ended(Outcome.unknown(failure.getClass().getName())).over(wire));

        assertThat(call.errorKind()).isEqualTo(kind);
        assertThat(call.statusClass()).isEqualTo(colour);
        assertThat(call.retryable()).isEqualTo(retryable);
        assertThat(call.status()).isZero();
        assertThat(call.error()).startsWith(failure.getClass().getName());
    }

    @Test
    void aPageThatAHostsOwnClientAskedForIsFine() {
        CallExchange page = answered(200, "<!doctype html><title>Labels</title>");
        HttpCall asked = HttpCall.get(page.call().uri(), CallContext.of(AuditInterceptors.HOST_CALL))
                .build();

        assertThat(colour(new CallExchange(page.startedAt(), page.duration(), asked, page.outcome())))
                .isEqualTo(StatusClass.GREEN);
        assertThat(mapped(page, new AnswerInBody()).errorKind()).isEqualTo(ErrorKind.UNREADABLE);
    }

    @Test
    void aStatusThatTellsIsNotOverruledByTheBody() {
        assertThat(colour(answered(503, "{\"errors\":[1]}"))).isEqualTo(StatusClass.RED);
    }

    @Test
    void theFirstClassifierWithAnOpinionDecidesAndABrokenOneIsCounted() {
        CallClassifier broken = exchange -> {
            throw new IllegalStateException("a bug");
        };
        CallClassifier unlinked = exchange -> {
            throw new NoClassDefFoundError("a class that is gone");
        };
        CallClassifier silent = exchange -> Optional.empty();
        CallClassifier red = exchange -> Optional.of(CallVerdict.RED);
        CallClassifier orange = exchange -> Optional.of(CallVerdict.ORANGE);

        assertThat(mapped(answered(200, "{}"), broken, unlinked, silent, red, orange)
                        .statusClass())
                .isEqualTo(StatusClass.RED);
        assertThat(counters.classifierFailures.sum()).isEqualTo(2);
    }

    @Test
    void aBinaryBodyIsSummarised() {
        byte[] label = new byte[5000];
        label[0] = (byte) 0xff;
        ApiCall call = mapped(
                ended(Outcome.done(HttpReply.of(200, Map.of("Content-Type", List.of("application/pdf")), label))));

        assertThat(call.responseBody().text()).startsWith("<binary 5000 bytes sha256:");
        assertThat(call.responseBody().state()).isEqualTo(State.COMPLETE);
        assertThat(call.responseBody().size()).isEqualTo(5000);
    }

    @Test
    void aSecretCutByTheLimitDoesNotShow() {
        String start = "{\"fill\":\"" + "x".repeat(BODY_LIMIT - 30) + "\",\"token\":\"";
        for (int shift = 0; shift < 40; shift++) {
            String body = start.substring(0, 9) + start.substring(9 + shift) + "planted-secret-value\"}";
            assertThat(mapped(answered(200, body)).responseBody().text()).doesNotContain("plan");
        }
    }

    @Test
    void whatNoDatabaseStoresIsReplaced() {
        ApiCall call = mapped(ended(Outcome.unknown("a\u0000b\uD800c😀")));

        assertThat(call.error()).isEqualTo("a\uFFFDb\uFFFDc😀");
    }

    @Test
    void ofABodyThatIsCutTheDigestIsThatOfAllOfIt() throws NoSuchAlgorithmException {
        String body = "x".repeat(BODY_LIMIT) + "and more";
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Exchanges.bytes(body));

        CapturedBody kept = mapped(answered(200, body)).responseBody();

        assertThat(kept.state()).isEqualTo(State.TRUNCATED);
        assertThat(kept.size()).isEqualTo(BODY_LIMIT + 8);
        assertThat(kept.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void aCallThatWasUnderWayWhenTheLogClosedSaysSo() {
        CallExchange open = answered(200, "{}");
        ApiCall call = mapped(new CallExchange(
                open.startedAt(),
                open.duration(),
                open.call(),
                Outcome.unknown(""),
                CallDirection.OUTGOING,
                CallPhase.ABANDONED,
                open.sent(),
                BodyCapture.whole(0),
                List.of(),
                null,
                ErrorKind.NONE,
                1));

        assertThat(call.error()).isEqualTo("the recorder was closed before the call had ended");
        assertThat(call.statusClass()).isEqualTo(StatusClass.RED);
    }
}
