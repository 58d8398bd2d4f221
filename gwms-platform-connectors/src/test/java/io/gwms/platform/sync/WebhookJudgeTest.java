package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.evidence.CallExchange;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.HttpCall;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each verdict of a connector, for the store it is about and for no other. */
class WebhookJudgeTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final URI CALLBACK = URI.create("https://host.example/webhooks");
    private static final Secret SECRET = Secret.of("the-secret-of-the-app-4711");
    private static final Authentic GOOD = Authentic.of("orders/updated", "D-1").about(OrderKind.B2C, List.of("#1"));

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final JudgedPushes judging = new JudgedPushes();
    private final SyncBench bench = SyncBench.of(
            new PushingConnector(platform.connector(), judging),
            STORE,
            ScriptedPlatform.credential(ID),
            platform.transport(),
            clock);

    @BeforeEach
    void putAnOrder() {
        connect(STORE, credential(ID));
        judging.verdict = delivery -> GOOD;
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant()));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static Credential credential(StoreId id) {
        return ScriptedPlatform.credential(id).withSecret(WebhookReceiver.SECRET, SECRET);
    }

    private void connect(Store store, Credential credential) {
        bench.state.stores().save(store);
        bench.replace(credential);
    }

    private WebhookReceipt receive(Map<String, List<String>> headers) {
        return bench.module.webhooks().receive(ID, CALLBACK, headers, new byte[] {'{', '}'});
    }

    private WebhookReceipt shared() {
        return bench.module.webhooks().receive(ScriptedPlatform.TYPE, CALLBACK, Map.of(), new byte[] {'{', '}'});
    }

    private boolean isStored(StoreId store) {
        return bench.state.orders().find(new OrderId(store, "id-#1")).isPresent();
    }

    private CallExchange onRecord() {
        return bench.deliveries.get(bench.deliveries.size() - 1);
    }

    private void assertNothingChanged() {
        bench.runUntilIdle();
        assertThat(bench.state.orders().list(OrderQuery.newest(9))).isEmpty();
        assertThat(bench.state.tasks().list(TaskQuery.newest(9))).isEmpty();
    }

    @Test
    void anotherAccountsDeliveryIsNotBelievedThoughTheSecretIsTheApps() {
        judging.verdict = delivery -> GOOD.forAccount("other.example");

        WebhookReceipt receipt = receive(Map.of());

        assertThat(receipt.result()).isEqualTo(Result.OTHER_ACCOUNT);
        assertThat(receipt.status()).isEqualTo(403);
        assertThat(receipt.isAuthentic()).isFalse();
        assertThat(onRecord().errorKind().value()).isEqualTo("OTHER_ACCOUNT");
        assertNothingChanged();
    }

    @ParameterizedTest
    @CsvSource({"host", "HOST", "setting", "none"})
    void theStoresOwnAccountIsTheHostOfItsEndpointOrASetting(String which) {
        connect(STORE, credential(ID).withSetting("shop", "7001"));
        String host = STORE.endpoint().getHost();
        String account = Map.of("host", host, "HOST", host.toUpperCase(Locale.ROOT), "setting", "7001", "none", "")
                .get(which);
        judging.verdict = delivery -> GOOD.forAccount(account);

        assertThat(receive(Map.of()).result()).isEqualTo(Result.ACCEPTED);
    }

    @Test
    void oneSecretOfAllStoresOfAnAppFindsTheStoreOfTheAccount() {
        Store other = ScriptedPlatform.store("other");
        connect(STORE, credential(ID).withSetting("shop", "7001"));
        connect(other, credential(other.id()).withSetting("shop", "7002"));

        judging.verdict = delivery -> GOOD.forAccount("7002");
        assertThat(shared().result()).isEqualTo(Result.ACCEPTED);
        judging.verdict = delivery -> GOOD.forAccount("7003");
        assertThat(shared().result()).isEqualTo(Result.OTHER_ACCOUNT);
        bench.runUntilIdle();

        assertThat(isStored(other.id())).isTrue();
        assertThat(isStored(ID)).isFalse();
    }

    @Test
    void whoKnowsMostOfADeliveryTellsWhatIsWrong() {
        Store other = ScriptedPlatform.store("other");
        Secret theirs = Secret.of("the secret of the other store");
        connect(other, credential(other.id()).withSecret(WebhookReceiver.SECRET, theirs));
        for (Why why : List.of(Why.STALE, Why.UNREADABLE)) {
            for (Secret mine : List.of(SECRET, theirs)) {
                judging.verdict = delivery -> delivery.secrets().contains(mine)
                        ? new Rejected(why, "it is signed")
                        : new Rejected(Why.FORGED, "by another");

                assertThat(shared().result()).isEqualTo(Result.valueOf(why.name()));
            }
        }
    }

    @Test
    void aConnectorThatFailsBelievesNothing() {
        judging.verdict = delivery -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(receive(Map.of()).result()).isEqualTo(Result.UNREADABLE);
        assertNothingChanged();
    }

    @ParameterizedTest
    @CsvSource({"UNSIGNED,401", "FORGED,401", "STALE,400", "UNREADABLE,200"})
    void eachRefusalHasItsAnswer(Why why, int status) {
        judging.verdict = delivery -> new Rejected(why, "no");

        WebhookReceipt receipt = receive(Map.of());

        assertThat(receipt.result().name()).isEqualTo(why.name());
        assertThat(receipt.status()).isEqualTo(status);
        assertNothingChanged();
    }

    @Test
    void aHandshakeIsAnsweredWithWhatThePlatformWants() {
        judging.verdict = delivery -> new Handshake("challenge-5");

        assertThat(receive(Map.of()).body()).isEqualTo("challenge-5");
        assertThat(onRecord().outcome().asDone().orElseThrow().text()).isEqualTo("challenge-5");
        assertNothingChanged();
    }

    @Test
    void aStoreWithoutASecretAsksForTheDeliveryAgain() {
        connect(STORE, ScriptedPlatform.credential(ID));

        WebhookReceipt receipt = receive(Map.of());

        assertThat(receipt.result()).isEqualTo(Result.NO_SECRET);
        assertThat(receipt.status()).isEqualTo(503);
        assertNothingChanged();
    }

    @Test
    void aSecretBeforeThatEndsAtAMomentNobodyCanReadIsGoodNoMore() {
        Secret before = Secret.of("the secret before, which leaked");
        connect(
                STORE,
                credential(ID)
                        .withSecret(WebhookReceiver.SECRET_BEFORE, before)
                        .withSetting(WebhookReceiver.SECRET_BEFORE_UNTIL, "next week"));
        judging.verdict = delivery -> {
            assertThat(delivery.secrets()).containsExactly(SECRET);
            return GOOD;
        };
        assertThat(receive(Map.of()).result()).isEqualTo(Result.ACCEPTED);
    }

    @Test
    void aHeaderThatComesTwiceIsReadAsItCameFirst() {
        judging.verdict = delivery ->
                delivery.header("x-id").equals(Optional.of("1")) ? GOOD : new Rejected(Why.FORGED, "the second one");

        assertThat(receive(Map.of("X-Id", List.of("1", "2"))).result()).isEqualTo(Result.ACCEPTED);
    }

    @Test
    void theRecordSaysWhoseDeliveryItWasWithAllItsHeaders() {
        receive(Map.of("X-Id", List.of("1", "2")));

        HttpCall call = onRecord().call();
        assertThat(call.context().store()).contains(ID);
        assertThat(call.context().sourceType()).contains("webhook");
        assertThat(call.context().sourceId()).contains("D-1");
        assertThat(call.headers()).extracting(HttpCall.Header::value).containsExactly("1", "2");
    }
}
