package io.gwms.platform.shopee;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.stage.HeldStock;
import io.gwms.platform.stage.Signed;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopee.FakeShopee;
import io.gwms.testkit.shopee.ShopeeLine;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** The Shopee connector over real HTTP, for a shop that ships with a carrier of its own. */
class ShopeeConnectorContractTest extends PlatformConnectorContract {
    private static final StoreId STORE = new StoreId("acme-sg");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopee shop = FakeShopee.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected PlatformConnector connector() {
        return ShopeeConnector.builder().pageSize(4).ownTrackingNumbers().build();
    }

    @Override
    protected PlatformStage stage() {
        return new PlatformStage() {
            private final Transport transport = OkHttpTransport.create();

            @Override
            public Store store() {
                return Store.of(STORE, "Acme SG", PlatformType.SHOPEE, server.uri());
            }

            @Override
            public Credential credential() {
                return Shops.credential(STORE);
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
                shop.seed(ShopeeOrder.of(number).line("SKU-1", pieces));
            }

            @Override
            public void addDetailedOrder(String number) {
                shop.seed(ShopeeOrder.of(number).line("SKU-1", 1).message("ring twice"));
            }

            @Override
            public boolean isCancelled(String number) {
                return shop.holdings().contains("{\"order_sn\":\"" + number + "\",\"order_status\":\"CANCELLED\"");
            }

            @Override
            public void listSku(String sku, long shown) {
                ShopeeLine model = ShopeeLine.of(sku, 1);
                shop.listProduct(model, shown, 0);
            }

            @Override
            public long stockOf(String sku) {
                return HeldStock.of(shop.holdings(), sku, "stock");
            }

            /** Access tokens live for four hours. */
            @Override
            public void killToken() {
                clock.advance(Duration.ofHours(5));
            }

            @Override
            public int refreshes() {
                return shop.received("auth/access_token/get");
            }

            @Override
            public Optional<Push> push(String number, Secret secret) {
                String callback = "https://host.example/shopee";
                String body = "{\"code\":3,\"shop_id\":322300222,\"timestamp\":"
                        + clock.instant().getEpochSecond() + ",\"data\":{\"ordersn\":\"" + number
                        + "\",\"status\":\"READY_TO_SHIP\"}}";
                String signature = HexFormat.of().formatHex(Signed.sha256(callback + "|" + body, secret));
                return Optional.of(new Push(URI.create(callback), Map.of("Authorization", signature), body));
            }

            @Override
            public void changeOrder(String number) {
                shop.edit(number, "{\"message_to_seller\":\"changed at %s\"}".formatted(clock.instant()));
            }

            @Override
            public int shipmentsOf(String number) {
                return shop.holdings().split("\"order\":\"" + number + "\"", -1).length - 1;
            }

            /** The detail is spoiled where it comes from, for the reply to be changed is the list's. */
            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                shop.edit(number, "{\"create_time\":\"yesterday\"}");
                return Optional.of(UnaryOperator.identity());
            }

            @Override
            public Set<String> secretsInAddress() {
                return Set.of(ShopeeConnector.ACCESS_TOKEN);
            }
        };
    }
}
