package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackVerdict;
import io.gwms.proxy.CallbackVerdict.Authentic;
import io.gwms.proxy.CallbackVerdict.Rejected;
import io.gwms.proxy.CallbackVerdict.Why;
import io.gwms.proxy.ReadCallback;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall.Header;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 12: a notification proves who sent it, names the order and keeps the word. */
abstract class CallbackClauses extends WarehouseClauses {
    private CallbackVerdict read(CallbackDelivery delivery, Credential credential) {
        return scene.connector
                .callbacks()
                .orElseThrow()
                .read(new ReadCallback(delivery, credential, scene.session().redactor()));
    }

    private CallbackVerdict read(CallbackDelivery delivery) {
        return read(delivery, scene.session().credential());
    }

    private Authentic authentic(CallbackDelivery delivery) {
        CallbackVerdict verdict = read(delivery);
        assertThat(verdict)
                .as("a delivery as the warehouse sends it, with the headers %s", names(delivery))
                .isInstanceOf(Authentic.class);
        return (Authentic) verdict;
    }

    private static List<String> names(CallbackDelivery delivery) {
        return delivery.headers().stream().map(Header::name).toList();
    }

    private static CallbackDelivery with(CallbackDelivery delivery, List<Header> headers, byte[] body) {
        return new CallbackDelivery(delivery.method(), delivery.target(), headers, body, delivery.receivedAt());
    }

    @Test
    @DisplayName("12.1 a delivery of the warehouse is authentic and names its order, whatever the case of its headers")
    public void authenticIsBelieved() {
        scene.created("R-1");
        CallbackDelivery delivery = scene.stage.callback("R-1");
        List<Header> upper = delivery.headers().stream()
                .map(header -> new Header(header.name().toUpperCase(Locale.ROOT), header.value()))
                .toList();

        for (Authentic verdict : List.of(authentic(delivery), authentic(with(delivery, upper, delivery.body())))) {
            assertThat(verdict.notices())
                    .singleElement()
                    .satisfies(notice -> assertThat(List.of(notice.reference(), notice.thirdPartyNo()))
                            .containsAnyOf("R-1", scene.found("R-1").thirdPartyNo()));
        }
    }

    @Test
    @DisplayName("12.2 a delivery whose bytes were changed, or that another signed, or nobody, is not believed")
    public void forgedIsRejected() {
        scene.created("R-1");
        CallbackDelivery good = scene.stage.callback("R-1");
        byte[] longer = Arrays.copyOf(good.body(), good.body().length + 1);
        longer[longer.length - 1] = ' ';
        Map<String, Secret> others = new TreeMap<>(scene.session().credential().secrets());
        others.replaceAll((name, secret) -> Secret.of("another-secret-of-the-same-name"));
        Credential stranger = Credential.of(
                scene.session().credential().owner(),
                others,
                scene.session().credential().settings());

        assertRejected("with a blank behind its body", Why.FORGED, read(with(good, good.headers(), longer)));
        assertRejected(
                "without headers and query",
                Why.UNSIGNED,
                read(new CallbackDelivery(
                        good.method(),
                        URI.create(good.target().getPath()),
                        List.of(),
                        good.body(),
                        good.receivedAt())));
        assertRejected("read with other secrets than signed it", Why.FORGED, read(good, stranger));
    }

    private static void assertRejected(String how, Why why, CallbackVerdict verdict) {
        assertThat(verdict)
                .as("a delivery %s", how)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(why));
    }

    @Test
    @DisplayName("12.3 a delivery of last year is stale, where the signature covers its time")
    public void oldIsStale() {
        scene.created("R-1");
        CallbackDelivery good = scene.stage.callback("R-1");
        CallbackVerdict verdict = read(new CallbackDelivery(
                good.method(),
                good.target(),
                good.headers(),
                good.body(),
                good.receivedAt().plus(Duration.ofDays(365))));

        if (scene.stage.callbacksExpire()) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.why()).isEqualTo(Why.STALE));
        } else {
            assertThat(verdict).isInstanceOf(Authentic.class);
        }
    }

    @Test
    @DisplayName("12.4 a delivery that comes again has the same id, and another event has another")
    public void eachEventHasItsId() {
        scene.created("R-1");
        CallbackDelivery first = scene.stage.callback("R-1");
        String id = authentic(first).deliveryId();

        assertThat(authentic(first).deliveryId())
                .as("the id of the same delivery come again")
                .isEqualTo(id);
        scene.created("R-2");
        assertThat(authentic(scene.stage.callback("R-2")).deliveryId())
                .as("the id of another event")
                .isNotEqualTo(id);
    }

    @Test
    @DisplayName("12.5 whatever comes, it answers, believes none of it and tells no secret")
    public void nothingMakesItThrow() {
        scene.created("R-1");
        CallbackDelivery good = scene.stage.callback("R-1");
        for (String body : List.of("", "null", "[]", "{", "<xml/>", "\u0000", "{\"id\":{}}")) {
            CallbackVerdict verdict = read(with(good, good.headers(), body.getBytes(StandardCharsets.UTF_8)));

            assertThat(verdict).isInstanceOf(Rejected.class);
            scene.session()
                    .credential()
                    .secrets()
                    .values()
                    .forEach(secret -> assertThat(verdict.toString()).doesNotContain(secret.reveal()));
        }
    }

    @Test
    @DisplayName("12.6 a signed delivery that nobody can check, as the credential has no secret, is not called forged")
    public void withoutASecretNobodyJudges() {
        scene.created("R-1");
        Credential kept = scene.session().credential();
        Credential none = Credential.of(kept.owner(), Map.of(), kept.settings());

        assertRejected(
                "read without any secret; else a sender gives it up before the secret is stored",
                Why.NO_SECRET,
                read(scene.stage.callback("R-1"), none));
    }
}
