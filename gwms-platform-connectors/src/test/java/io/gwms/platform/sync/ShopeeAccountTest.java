package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.shopee.ShopeeConnector;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopee.FakeShopee;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.shopee.ShopeePush;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop whose refresh tokens can be used once, and that keeps the pushes it lost: over HTTP, from the runtime down. */
class ShopeeAccountTest {
    private static final StoreId ID = new StoreId("acme-sg");
    private static final String CALLBACK = "https://host.example/hooks/shopee";
    private static final String KEY = "fake_partner_key";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopee shop = FakeShopee.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private SyncBench bench;

    @BeforeEach
    void start() {
        Credential plain = ShopeeConnector.credential(
                ID, 2_001_887, KEY, 322_300_222, "fake_access_token", "fake_refresh_token", null);
        Map<String, Secret> secrets = new HashMap<>(plain.secrets());
        secrets.put(WebhookReceiver.SECRET, Secret.of(KEY));
        bench = SyncBench.of(
                ShopeeConnector.create(),
                Store.of(ID, "Acme SG", PlatformType.SHOPEE, server.uri()),
                new Credential(plain.owner(), 0, secrets, plain.settings(), null),
                OkHttpTransport.create(),
                clock);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private void automatic() {
        bench.close();
        bench.start("node-2", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
    }

    private int orders() {
        return bench.state.orders().list(OrderQuery.newest(100)).size();
    }

    private Credential credential() {
        return bench.gwms.credentials().find(CredentialOwner.store(ID)).orElseThrow();
    }

    @Test
    void deadTokenIsRefreshedOnceAndTheWebhookSecretStays() {
        shop.seed(ShopeeOrder.of("2607010001").line("SKU-1", 1));
        clock.advance(Duration.ofHours(5));
        bench.sync().submit(SyncRequest.immediate(ID));

        bench.gwms.step();

        assertThat(orders()).isEqualTo(1);
        assertThat(shop.received("auth/access_token/get")).isEqualTo(1);
        assertThat(credential().secrets()).containsKey(WebhookReceiver.SECRET);
        assertThat(credential().secret("refreshToken")).isNotEqualTo(Secret.of("fake_refresh_token"));
        assertThat(bench.state.stores().find(ID).orElseThrow().authorization()).isEqualTo(Authorization.AUTHORIZED);
    }

    @Test
    void lostRefreshReplyOfASpentTokenPausesTheShop() {
        clock.advance(Duration.ofHours(5));
        shop.faults().loseRefreshReply(1);
        bench.sync().submit(SyncRequest.immediate(ID));

        bench.gwms.step();
        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();

        assertThat(bench.state.stores().find(ID).orElseThrow().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(bench.module.accounts().notices()).hasSize(1);
    }

    @Test
    void authorizationThatIsOverPausesTheShop() {
        shop.endGrant();
        bench.sync().submit(SyncRequest.immediate(ID));

        bench.gwms.step();

        assertThat(bench.state.stores().find(ID).orElseThrow().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(bench.module.accounts().notices()).hasSize(1);
    }

    @Test
    void pushToTheSharedAddressBringsItsOrderAndAForgedOneDoesNot() {
        shop.seed(ShopeeOrder.of("2607010001").line("SKU-1", 1));
        List<ShopeePush> pushes = shop.takePushes(CALLBACK);
        assertThat(pushes).isNotEmpty();

        for (ShopeePush push : pushes) {
            assertThat(received("0".repeat(64), push).result()).isEqualTo(Result.FORGED);
            assertThat(received(push.authorization(), push).result()).isEqualTo(Result.ACCEPTED);
            assertThat(received(push.authorization(), push).result()).isEqualTo(Result.DUPLICATE);
        }
        bench.runUntilIdle();

        assertThat(orders()).isEqualTo(1);
    }

    private WebhookReceipt received(String signature, ShopeePush push) {
        return bench.module
                .webhooks()
                .receive(
                        PlatformType.SHOPEE,
                        URI.create(CALLBACK),
                        Map.of("Authorization", List.of(signature)),
                        push.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void pushesThatGotLostAreFetchedAndConfirmed() {
        shop.faults().losePushes(true);
        shop.seed(ShopeeOrder.of("2607010001").line("SKU-1", 1));
        automatic();

        bench.gwms.step();

        assertThat(orders()).isEqualTo(1);
        assertThat(shop.received("push/confirm_consumed_lost_push_message")).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        bench.gwms.step();
        assertThat(shop.received("push/confirm_consumed_lost_push_message")).isEqualTo(1);
    }

    @Test
    void censusCountsTheShopsOrders() {
        shop.seed(ShopeeOrder.of("2607010001").line("SKU-1", 1));
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.gwms.step();
        shop.seed(ShopeeOrder.of("2607010002").line("SKU-1", 1));
        clock.advance(Duration.ofHours(1));
        bench.module.census().take(ID, OrderKind.B2C);

        bench.runUntilIdle();

        assertThat(bench.module
                        .census()
                        .latest(ID, OrderKind.B2C)
                        .orElseThrow()
                        .missing()
                        .numbers())
                .containsExactly("2607010002");
        assertThat(orders()).isEqualTo(2);
    }
}
