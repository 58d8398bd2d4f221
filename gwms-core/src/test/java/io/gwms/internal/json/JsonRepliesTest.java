package io.gwms.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.outcome.Outcome;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A reply is one whole JSON object, or nobody knows what it says. */
class JsonRepliesTest {
    private static final String SECRET = "QzV7kW3mXp9LtR2yHd";

    @TestFactory
    Stream<DynamicTest> whatIsNotOneWholeObjectIsUnknown() {
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "true",
                        "[]",
                        "\"text\"",
                        "{",
                        "{\"orders\":[{\"id\":1}",
                        "{\"orders\":[]}{\"orders\":[]}",
                        "{\"orders\":[]} trailing",
                        "{\"orders\":[]}]",
                        "<html><body>Service Unavailable</body></html>",
                        "{'orders':[]}",
                        "{\"a\":NaN}",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000))
                .map(body -> DynamicTest.dynamicTest(
                        body.isBlank() ? body.length() + " blanks" : body.substring(0, Math.min(40, body.length())),
                        () -> {
                            assertThat(cause(JsonReplies.object(reply(body), Redactor.standard())))
                                    .startsWith("answered HTTP 200 with")
                                    .hasSizeLessThan(600);
                        }));
    }

    @Test
    void aWholeObjectIsDoneWithItsNumbersAsTheyWere() {
        JsonNode tree = JsonReplies.object(
                        reply("\n{\"price\":10.10,\"big\":12345678901234567890.5}\n"), Redactor.standard())
                .asDone()
                .orElseThrow();

        assertThat(tree.get("price").decimalValue()).isEqualByComparingTo("10.10");
        assertThat(tree.get("big").decimalValue()).isEqualByComparingTo("12345678901234567890.5");
    }

    @Test
    void aListIsAWholeArrayAndAnErrorObjectIsNone() {
        assertThat(JsonReplies.array(reply("[{\"id\":1},{\"id\":2}]"), Redactor.standard())
                        .asDone()
                        .orElseThrow())
                .hasSize(2);
        for (String other : new String[] {"", "{\"message\":\"internal error\"}", "[{\"id\":1}", "[]]", "null"}) {
            assertThat(cause(JsonReplies.array(reply(other), Redactor.standard())))
                    .startsWith("answered HTTP 200 with");
        }
    }

    @Test
    void theQuoteShowsNoSecretAlsoWhereItIsCut() {
        for (int padding = 0; padding < 200; padding++) {
            String body = "{\"a\":\"" + "x".repeat(padding) + "\",\"access_token\":\"" + SECRET + "\" broken";
            String cause = cause(JsonReplies.object(reply(body), Redactor.standard()));
            for (int i = 0; i + 4 <= SECRET.length(); i++) {
                assertThat(cause).doesNotContain(SECRET.substring(i, i + 4));
            }
        }
    }

    @Test
    void theQuoteShowsNoKnownSecretWhereverItStands() {
        KnownSecrets known = new KnownSecrets();
        known.add(Secret.of(SECRET));
        Redactor redactor = Redactor.builder().knownSecrets(known).build();
        for (int padding = 0; padding < 4_200; padding += 7) {
            String cause =
                    cause(JsonReplies.object(reply("<p>" + "x ".repeat(padding / 2) + SECRET + "</p>"), redactor));
            for (int i = 0; i + 4 <= SECRET.length(); i++) {
                assertThat(cause).doesNotContain(SECRET.substring(i, i + 4));
            }
        }
    }

    @Test
    void fiftyMegabytesOfSomethingElseAreQuotedBriefly() {
        String html = "<html>" + "x".repeat(50_000_000);

        assertThat(cause(JsonReplies.object(reply(html), Redactor.standard())))
                .contains("<html>")
                .hasSizeLessThan(600);
    }

    @Test
    void fiftyMegabytesOfJsonThatLackTheirLastByteAreUnknown() {
        String json = "{\"orders\":[" + "{\"id\":1,\"note\":\"0123456789\"},".repeat(1_600_000) + "{}]}";
        assertThat(json.length()).isGreaterThan(45_000_000);

        assertThat(JsonReplies.object(reply(json.substring(0, json.length() - 1)), Redactor.standard()))
                .isInstanceOf(Outcome.Unknown.class);
    }

    private static HttpReply reply(String body) {
        return HttpReply.of(
                200, Map.of("Content-Type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String cause(Outcome<JsonNode> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        return ((Outcome.Unknown<JsonNode>) outcome).cause();
    }
}
