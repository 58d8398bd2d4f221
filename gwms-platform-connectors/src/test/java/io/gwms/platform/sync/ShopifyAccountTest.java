package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.redact.Secret;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store whose tokens end after an hour, and its census: over HTTP, from the runtime down. */
class ShopifyAccountTest {
    private static final StoreId ID = new StoreId("acme-us");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder()
            .clock(clock)
            .expiringTokens("app-1", "shpss_fake", "shpat_first", "shprt_first")
            .build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private SyncBench bench;

    @BeforeEach
    void start() {
        bench = SyncBench.of(
                ShopifyConnector.builder().expiringTokens().build(),
                Store.of(ID, "Acme US", PlatformType.SHOPIFY, server.uri()),
                ShopifyConnector.expiringCredential(ID, "app-1", "shpss_fake", "shpat_first", "shprt_first", null),
                OkHttpTransport.create(),
                clock);
        shop.seed(ShopifyOrder.named("#1001").line("SKU-1", 1).build());
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private void syncTwoHoursLater() {
        clock.advance(Duration.ofHours(2));
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.gwms.step();
        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();
    }

    private int orders() {
        return bench.state.orders().list(OrderQuery.newest(100)).size();
    }

    private Credential credential() {
        return bench.gwms.credentials().find(CredentialOwner.store(ID)).orElseThrow();
    }

    private Authorization authorization() {
        return bench.state.stores().find(ID).orElseThrow().authorization();
    }

    @Test
    void deadTokenIsRefreshedOnceAndItsSuccessorsAreStored() {
        syncTwoHoursLater();

        assertThat(orders()).isEqualTo(1);
        assertThat(shop.received("oauth/access_token")).isEqualTo(1);
        assertThat(credential().secret("refreshToken")).isEqualTo(Secret.of("shprt_fake_1"));
        assertThat(credential().expiresAt()).isNotNull();
        assertThat(authorization()).isEqualTo(Authorization.AUTHORIZED);
    }

    @Test
    void lostRefreshReplyIsMadeGoodWithTheSameRefreshToken() {
        shop.faults().loseRefreshReply(1);
        syncTwoHoursLater();

        assertThat(orders()).isEqualTo(1);
        assertThat(shop.received("oauth/access_token")).isEqualTo(2);
        assertThat(authorization()).isEqualTo(Authorization.AUTHORIZED);
    }

    @Test
    void lostRefreshReplyOfASpentTokenPausesTheStore() {
        shop.faults().spendRefreshTokens(true).loseRefreshReply(1);
        syncTwoHoursLater();

        assertThat(authorization()).isEqualTo(Authorization.EXPIRED);
    }

    @Test
    void uninstalledAppPausesTheStore() {
        shop.endGrant();
        syncTwoHoursLater();

        assertThat(orders()).isZero();
        assertThat(authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(bench.module.accounts().notices()).hasSize(1);
    }

    @Test
    void censusBringsTheOrderThatThePullDidNotSee() {
        bench.sync().submit(SyncRequest.immediate(ID));
        bench.gwms.step();
        shop.seed(ShopifyOrder.named("#1002").line("SKU-1", 1).build());
        clock.advance(Duration.ofMinutes(50));
        bench.module.census().take(ID, OrderKind.B2C);

        bench.runUntilIdle();

        assertThat(bench.module
                        .census()
                        .latest(ID, OrderKind.B2C)
                        .orElseThrow()
                        .missing()
                        .numbers())
                .containsExactly("#1002");
        assertThat(orders()).isEqualTo(2);
    }
}
