package io.gwms.audit;

import static io.gwms.audit.Exchanges.answered;
import static io.gwms.audit.Exchanges.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallVerdict;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                "<s:Envelope xmlns:s=\"urn:s\"><s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body></s:Envelope>|RED",
                "<e:Envelope><e:Body><e:Fault><faultcode>e:Client</faultcode></e:Fault></e:Body></e:Envelope>|ORANGE",
                "<Fault>no envelope</Fault>|GREEN",
                "[{\"errors\":[1]}]|GREEN",
                "{\"cut\":|GREEN",
                "<html>We'll be right back</html>|RED",
                "'\n<!DOCTYPE html><html lang=\"en\"></html>'|RED",
                "''|GREEN"
            })
    void aFailureInA200IsNotGreen(String body, StatusClass colour) {
        assertThat(colour(answered(200, body))).isEqualTo(colour);
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
        CallClassifier silent = exchange -> Optional.empty();
        CallClassifier red = exchange -> Optional.of(CallVerdict.RED);
        CallClassifier orange = exchange -> Optional.of(CallVerdict.ORANGE);

        assertThat(mapped(answered(200, "{}"), broken, silent, red, orange).statusClass())
                .isEqualTo(StatusClass.RED);
        assertThat(counters.classifierFailures.sum()).isOne();
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
}
