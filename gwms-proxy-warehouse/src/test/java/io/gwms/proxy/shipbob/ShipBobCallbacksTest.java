package io.gwms.proxy.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackNotice;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Authentic;
import io.gwms.proxy.CallbackVerdict.Rejected;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.ReadCallback;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.task.BusinessType;
import io.gwms.testkit.shipbob.ShipBobDelivery;
import io.gwms.testkit.shipbob.ShipBobStock;
import io.gwms.transport.HttpCall.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notifications of ShipBob; the signature against the vector that Standard Webhooks publishes. */
class ShipBobCallbacksTest {
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant SENT = Instant.ofEpochSecond(1_614_265_330);

    private final StatusCallbacks callbacks =
            ShipBobConnector.create().callbacks().orElseThrow();

    private CallbackVerdict read(Map<String, String> headers, String body, Instant at, Credential credential) {
        List<Header> all = headers.entrySet().stream()
                .map(each -> new Header(each.getKey(), each.getValue()))
                .toList();
        return callbacks.read(new ReadCallback(
                new CallbackDelivery("POST", URI.create("/hook"), all, body.getBytes(StandardCharsets.UTF_8), at),
                credential,
                Redactor.standard()));
    }

    private CallbackVerdict vector(String signature, String body, Instant at) {
        return read(
                Map.of("Webhook-Id", ID, "Webhook-Timestamp", "1614265330", "Webhook-Signature", signature),
                body,
                at,
                ShipBobBench.credential());
    }

    private static Why why(CallbackVerdict verdict) {
        assertThat(verdict).isInstanceOf(Rejected.class);
        return ((Rejected) verdict).why();
    }

    @Test
    void thePublishedVectorIsAuthentic() {
        CallbackVerdict verdict = vector(SIGNATURE, "{\"test\": 2432232314}", SENT);

        assertThat(verdict).isEqualTo(new Authentic(ID, List.of()));
        assertThat(vector("v1,wrong " + SIGNATURE + " v2,x", "{\"test\": 2432232314}", SENT))
                .as("one that fits is enough")
                .isInstanceOf(Authentic.class);
    }

    @Test
    void anyOtherByteIdOrTimeIsNotAuthentic() {
        assertThat(why(vector(SIGNATURE, "{\"test\":2432232314}", SENT))).isEqualTo(Why.FORGED);
        assertThat(why(vector(SIGNATURE.substring(3), "{\"test\": 2432232314}", SENT)))
                .isEqualTo(Why.FORGED);
        assertThat(why(vector("", "{\"test\": 2432232314}", SENT))).isEqualTo(Why.UNSIGNED);
        assertThat(why(read(
                        Map.of(
                                "webhook-id",
                                "msg_other",
                                "webhook-timestamp",
                                "1614265330",
                                "webhook-signature",
                                SIGNATURE),
                        "{\"test\": 2432232314}",
                        SENT,
                        ShipBobBench.credential())))
                .isEqualTo(Why.FORGED);
    }

    @Test
    void anOldOneAndOneFromTheFutureAreStale() {
        assertThat(why(vector(SIGNATURE, "{\"test\": 2432232314}", SENT.plus(Duration.ofMinutes(6)))))
                .isEqualTo(Why.STALE);
        assertThat(why(vector(SIGNATURE, "{\"test\": 2432232314}", SENT.minus(Duration.ofMinutes(6)))))
                .isEqualTo(Why.STALE);
    }

    @Test
    void whileASecretIsReplacedBothCount() {
        Credential old = ShipBobBench.credential();
        Map<String, Secret> both = new HashMap<>(old.secrets());
        both.put("webhookSecret", Secret.of("whsec_bmV3IHNlY3JldA=="));
        both.put("webhookSecretBefore", Secret.of(ShipBobBench.WEBHOOK_SECRET));
        Map<String, String> headers =
                Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", SIGNATURE);
        String body = "{\"test\": 2432232314}";

        assertThat(read(headers, body, SENT, Credential.of(old.owner(), both, old.settings())))
                .isInstanceOf(Authentic.class);
        both.remove("webhookSecretBefore");
        assertThat(why(read(headers, body, SENT, Credential.of(old.owner(), both, old.settings()))))
                .isEqualTo(Why.FORGED);
        both.put("webhookSecret", Secret.of("whsec_###"));
        CallbackVerdict noKey = read(headers, body, SENT, Credential.of(old.owner(), both, old.settings()));
        assertThat(why(noKey)).isEqualTo(Why.FORGED);
        assertThat(noKey.toString()).doesNotContain("whsec_");
        Credential none = Credential.of(old.owner(), Map.of(), old.settings());
        assertThat(why(read(headers, body, SENT, none))).isEqualTo(Why.NO_SECRET);
        assertThat(read(headers, body, SENT, none).toString()).contains("has no secret 'webhookSecret'");
    }

    @Test
    void aShipmentIsToldByTheFakeAsTheConnectorReadsIt() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(ShipBobStock.lot(77, "P-1", "ASN-1"), 50))) {
            String number = ShipBobConnector.create()
                    .createOutbounds(new CreateOutbounds(bench.session(), List.of(ShipBobBench.order("R-1", "P-1", 2))))
                    .get(0)
                    .asDone()
                    .orElseThrow()
                    .thirdPartyNo();
            bench.pass(Duration.ofHours(2));

            ShipBobDelivery told = bench.fake.deliveries().get(0);
            CallbackVerdict verdict = read(
                    told.headers(),
                    told.body(),
                    ShipBobBench.START.plus(Duration.ofHours(1)),
                    ShipBobBench.credential());

            assertThat(told.topic()).isEqualTo("order.shipped");
            assertThat(verdict)
                    .isEqualTo(new Authentic(
                            told.id(), List.of(new CallbackNotice(BusinessType.OUTBOUND, "R-1", number, "Fulfilled"))));
            assertThat(why(read(
                            told.headers(),
                            told.body().replace("Fulfilled", "Cancelled"),
                            ShipBobBench.START.plus(Duration.ofHours(1)),
                            ShipBobBench.credential())))
                    .isEqualTo(Why.FORGED);
        }
    }

    @Test
    void eachKindOfBodyNamesItsOrderAndOthersNone() {
        assertThat(notices("{\"id\":9,\"order_id\":5,\"reference_id\":\"R-1\",\"status\":\"Exception\"}"))
                .containsExactly(new CallbackNotice(BusinessType.OUTBOUND, "R-1", "5", "Exception"));
        assertThat(notices("{\"data\":{\"id\":7,\"purchase_order_number\":\"ASN-1\",\"status\":\"Completed\"}}"))
                .containsExactly(new CallbackNotice(BusinessType.INBOUND, "ASN-1", "7", "Completed"));
        assertThat(notices("{\"charge_id\":1,\"amount\":2}")).isEmpty();
    }

    private List<CallbackNotice> notices(String body) {
        CallbackVerdict verdict = signed(body);
        assertThat(verdict).isInstanceOf(Authentic.class);
        return ((Authentic) verdict).notices();
    }

    private CallbackVerdict signed(String body) {
        byte[] content = (ID + ".1614265330." + body).getBytes(StandardCharsets.UTF_8);
        byte[] signature = ShipBobCallbacks.signature(Secret.of(ShipBobBench.WEBHOOK_SECRET), content)
                .orElseThrow();
        return vector("v1," + new String(signature, StandardCharsets.UTF_8), body, SENT);
    }

    @Test
    void whateverIsSignedIsAnsweredAndNothingThrown() {
        for (String body : List.of("", "[]", "null", "{", "<xml/>", "{\"order_id\":\"\"}x")) {
            assertThat(why(signed(body))).as(body).isEqualTo(Why.UNREADABLE);
        }
        assertThat(signed("{\"order_id\":\"\",\"reference_id\":\"\"}"))
                .as("a notice without any name")
                .isEqualTo(new Authentic(ID, List.of()));
    }
}
