package io.gwms.platform.shopify;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.PlatformConnector;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.shopify.ShopifyPush;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** The Shopify connector over real HTTP. */
class ShopifyConnectorContractTest extends PlatformConnectorContract {
    static final StoreId STORE = new StoreId("acme-us");

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder()
            .clock(clock)
            .expiringTokens("app-1", "shpss_fake", "shpat_first", "shprt_first")
            .build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected PlatformConnector connector() {
        return ShopifyConnector.builder().pageSize(4).build();
    }

    Credential access() {
        return ShopifyConnector.credential(STORE, "shpat_fake");
    }

    @Override
    protected PlatformStage stage() {
        return new PlatformStage() {
            private final Transport transport = OkHttpTransport.create();

            @Override
            public Store store() {
                return Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri());
            }

            @Override
            public Credential credential() {
                return ShopifyConnector.atLocation(access(), FakeShopify.mainLocation());
            }

            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public VirtualClock clock() {
                return clock;
            }

            @Override
            public void addOrder(String number, int pieces) {
                shop.seed(ShopifyOrder.named(number).line("SKU-1", pieces).build());
            }

            @Override
            public void addDetailedOrder(String number) {
                shop.seed(ShopifyOrder.named(number)
                        .line("SKU-1", 1)
                        .note("ring twice")
                        .build());
            }

            @Override
            public Optional<UnaryOperator<String>> unknownWord(String word) {
                return Optional.of(body -> body.replace("\"UNFULFILLED\"", "\"" + word + "\""));
            }

            @Override
            public Optional<String> throttledBody() {
                return Optional.of(
                        "{\"errors\":[{\"message\":\"Throttled\",\"extensions\":{\"code\":\"THROTTLED\"}}]}");
            }

            @Override
            public Optional<Push> push(String number, Secret secret) {
                ShopifyPush push = ShopifyPush.signed(
                        "orders/updated",
                        "acme.myshopify.com",
                        "w-1",
                        "{\"id\":1001,\"name\":\"" + number + "\"}",
                        secret.reveal());
                return Optional.of(new Push(URI.create("https://host.example/shopify"), push.headers(), push.body()));
            }

            @Override
            public void changeOrder(String number) {
                shop.edit(number, order -> order.note("changed at " + clock.instant()));
            }

            @Override
            public boolean isCancelled(String number) {
                return shop.isCancelled(number);
            }

            @Override
            public void killToken() {
                shop.endAccess();
            }

            @Override
            public int refreshes() {
                return shop.received("oauth/access_token");
            }

            @Override
            public void listSku(String sku, long shown) {
                shop.stock(sku, Math.toIntExact(shown));
            }

            @Override
            public long stockOf(String sku) {
                return shop.stockOf(sku);
            }

            @Override
            public int shipmentsOf(String number) {
                return shop.holdings().split("\"order\":\"" + number + "\"", -1).length - 1;
            }

            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                return Optional.of(body ->
                        body.replaceAll("(\"name\":\"" + number + "\",\"createdAt\":)\"[^\"]*\"", "$1\"yesterday\""));
            }
        };
    }
}
