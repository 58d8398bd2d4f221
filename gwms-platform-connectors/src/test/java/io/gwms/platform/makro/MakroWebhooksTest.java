package io.gwms.platform.makro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.redact.Secret;
import io.gwms.testkit.makro.FakeMakro;
import io.gwms.testkit.makro.MakroFaults.Habit;
import io.gwms.testkit.makro.MakroItem;
import io.gwms.testkit.makro.MakroPush;
import io.gwms.testkit.makro.MakroShipment;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Pushes are believed by their signature, which leaves the body out: they say which orders to read and no more. */
class MakroWebhooksTest {
    private final MakroWebhooks webhooks = new MakroWebhooks();
    private final FakeMakro makro = FakeMakro.builder().build();

    private MakroPush push() {
        makro.seed(MakroShipment.of("S1", "OD1", MakroItem.of("A", 1)));
        return makro.push("OD1", MakroStage.CALLBACK.toString());
    }

    private WebhookVerdict verify(URI callback, Map<String, String> headers, String body, Instant at, String secret) {
        return webhooks.verify(WebhookDelivery.of(
                callback, headers, body.getBytes(StandardCharsets.UTF_8), at, List.of(Secret.of(secret))));
    }

    private WebhookVerdict verify(MakroPush push, String body, Instant at) {
        return verify(MakroStage.CALLBACK, push.headers(), body, at, "makro-secret");
    }

    private static Why why(WebhookVerdict verdict) {
        assertThat(verdict).isInstanceOf(Rejected.class);
        return ((Rejected) verdict).why();
    }

    @Test
    void publishedVectorIsAuthentic() throws IOException {
        String fixtures = System.getProperty("gwms.fixtures", "");
        Assumptions.assumeTrue(!fixtures.isEmpty(), "run with -Dgwms.fixtures to check the published vector");
        JsonNode vectors = new ObjectMapper()
                .readTree(Path.of(fixtures, "vectors", "signature-vectors.json").toFile());
        JsonNode vector = null;
        for (JsonNode one : vectors) {
            vector = one.path("header").asText("").startsWith("FKLOGIN") ? one : vector;
        }
        assertThat(vector).isNotNull();
        String secret = vector.path("secret").asText();
        String message = vector.path("message").asText();
        String url = message.substring(10, message.length() - secret.length() - "POST".length());
        Map<String, String> headers = Map.of(
                "X_Date", message.substring(0, 10),
                "X_Authorization", vector.path("header").asText());
        String body = "{\"eventType\":\"shipment_created\"}";

        Instant at = Instant.ofEpochSecond(1_432_026_135);
        assertThat(verify(URI.create(url), headers, body, at, secret)).isInstanceOf(Authentic.class);
        assertThat(why(verify(URI.create(url + "x"), headers, body, at, secret)))
                .isEqualTo(Why.FORGED);
        assertThat(why(verify(URI.create(url), headers, body, at, secret + "x")))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void pushSaysWhichOrderToReadAndNothingElse() {
        MakroPush push = push();

        Authentic authentic =
                (Authentic) verify(push, push.body(), makro.clock().instant());

        assertThat(authentic.topic()).isEqualTo("shipment_approved");
        assertThat(authentic.numbers()).containsExactly("OD1");
        assertThat(authentic.orders()).isEmpty();
    }

    @Test
    void dateInWordsStandsForItsSeconds() {
        makro.faults().habit(Habit.PUSHES_DATED_IN_WORDS, true);
        MakroPush push = push();

        assertThat(push.headers().get("X_Date")).endsWith("GMT");
        assertThat(verify(push, push.body(), makro.clock().instant())).isInstanceOf(Authentic.class);
    }

    @Test
    void staleUnsignedAndUnreadableAreRejected() {
        MakroPush push = push();
        Instant now = makro.clock().instant();

        assertThat(why(verify(push, push.body(), now.plus(Duration.ofDays(4))))).isEqualTo(Why.STALE);
        assertThat(why(verify(push, push.body(), now.minus(Duration.ofHours(1)))))
                .isEqualTo(Why.STALE);
        assertThat(why(verify(push, "[1]", now))).isEqualTo(Why.UNREADABLE);
        assertThat(why(verify(MakroStage.CALLBACK, Map.of("X_Date", "1"), push.body(), now, "makro-secret")))
                .isEqualTo(Why.UNSIGNED);
    }

    @Test
    void headersWhoseUnderscoreAServerDroppedAreRead() {
        MakroPush push = push();
        Map<String, String> hyphens = push.headers().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().replace('_', '-'), Map.Entry::getValue));

        assertThat(verify(
                        MakroStage.CALLBACK, hyphens, push.body(), makro.clock().instant(), "makro-secret"))
                .isInstanceOf(Authentic.class);
    }

    @Test
    void aDateThatIsNoneIsForged() {
        MakroPush push = push();
        Map<String, String> headers = new HashMap<>(push.headers());
        headers.put("X_Date", "yesterday");

        assertThat(why(verify(
                        MakroStage.CALLBACK, headers, push.body(), makro.clock().instant(), "makro-secret")))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void aBodyThatNobodySignedNamesAHundredOrdersAtMost() {
        String many = IntStream.range(0, 150)
                .mapToObj(i -> "{\"orderId\":\"OD" + i + "\"}")
                .collect(Collectors.joining(",", "{\"eventType\":\"shipment_created\",\"orders\":[", "]}"));

        Authentic authentic = (Authentic) verify(push(), many, makro.clock().instant());

        assertThat(authentic.numbers()).hasSize(100);
    }
}
