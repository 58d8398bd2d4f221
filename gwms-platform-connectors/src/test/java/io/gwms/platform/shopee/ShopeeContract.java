package io.gwms.platform.shopee;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.shopee.ShopeeLine;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.shopee.ShopeeOrder.Channel;
import io.gwms.testkit.shopee.ShopeePush;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** The contract over a fake shop; subclasses say whose carrier takes its parcels. */
abstract class ShopeeContract extends PlatformConnectorContract {
    private static final URI CALLBACK = URI.create("https://host.example/hooks/shopee");

    private final Shops shops = new Shops();
    private final Channel channel;

    ShopeeContract(Channel channel) {
        this.channel = channel;
    }

    @AfterEach
    void stop() {
        shops.close();
    }

    @Override
    protected PlatformStage stage() {
        return new PlatformStage() {
            private final Transport transport = OkHttpTransport.create();

            @Override
            public Store store() {
                return shops.store();
            }

            @Override
            public Credential credential() {
                return shops.credential;
            }

            @Override
            public Transport transport() {
                return transport;
            }

            @Override
            public VirtualClock clock() {
                return shops.clock;
            }

            @Override
            public String number(int n) {
                return "260701" + n;
            }

            @Override
            public void addOrder(String number, int pieces) {
                shops.shop.seed(ShopeeOrder.of(number).line("SKU-1", pieces).channel(channel));
            }

            @Override
            public void addDetailedOrder(String number) {
                shops.shop.seed(ShopeeOrder.of(number).line("SKU-1", 1).message("ring twice"));
            }

            @Override
            public void changeOrder(String number) {
                shops.shop.edit(number, "{\"message_to_seller\":\"changed at %s\"}".formatted(clock().instant()));
            }

            @Override
            public int shipmentsOf(String number) {
                return shops.shop.holdings().split("\"order\":\"" + number + "\"", -1).length - 1;
            }

            /** The detail is spoiled where it comes from, for the reply to be changed may be the list's. */
            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                shops.shop.edit(number, "{\"create_time\":\"yesterday\"}");
                return Optional.of(UnaryOperator.identity());
            }

            @Override
            public Optional<UnaryOperator<String>> unknownWord(String word) {
                return Optional.of(body ->
                        body.replace("\"order_status\":\"READY_TO_SHIP\"", "\"order_status\":\"" + word + "\""));
            }

            @Override
            public Optional<String> throttledBody() {
                return Optional.of("{\"error\":\"error_rate_limit\",\"message\":\"Too many requests.\"}");
            }

            @Override
            public boolean isCancelled(String number) {
                return shops.shop.statusOf(number).equals("CANCELLED");
            }

            @Override
            public void listSku(String sku, long shown) {
                shops.shop.listProduct(ShopeeLine.of(sku, 1), shown, 0);
            }

            @Override
            public long stockOf(String sku) {
                return shops.shop.stockOf(sku);
            }

            @Override
            public void killToken() {
                shops.shop.endAccess();
            }

            @Override
            public int refreshes() {
                return shops.shop.received("auth/access_token/get");
            }

            @Override
            public Optional<Push> push(String number, Secret secret) {
                shops.shop.takePushes(CALLBACK.toString());
                shops.shop.edit(number, "{\"order_status\":\"UNPAID\"}");
                shops.shop.takePushes(CALLBACK.toString());
                shops.shop.edit(number, "{\"order_status\":\"READY_TO_SHIP\"}");
                List<ShopeePush> pushes = shops.shop.takePushes(CALLBACK.toString(), secret.reveal());
                ShopeePush push = pushes.get(pushes.size() - 1);
                return Optional.of(new Push(CALLBACK, Map.of("Authorization", push.authorization()), push.body()));
            }

            @Override
            public Set<String> secretsInAddress() {
                return Set.of(Grant.ACCESS_TOKEN);
            }
        };
    }
}
