package io.gwms.samples.firsthost;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.order.Order;
import io.gwms.order.OrderQuery;
import io.gwms.proxy.FixedRoutes;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.time.SystemTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FirstHostTest {
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("W1");

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void theStartedHostPullsOrdersByItself() {
        FakeShopify shop = FakeShopify.builder()
                .accessTokens("shpat_first")
                .clock(VirtualClock.startingAt(SystemTime.source().instant()))
                .build();
        shop.seed(ShopifyOrder.named("#1001")
                .createdAt(SystemTime.source().instant().minus(Duration.ofHours(1)))
                .line("MUG", 2)
                .build());
        try (FakeHttpServer server = FakeHttpServer.start(shop);
                var gwms = FirstHost.start(
                        directory.resolve("gwms.db"),
                        new byte[32],
                        FixedCatalogue.builder()
                                .warehouse(new Warehouse(WAREHOUSE, "One", "4PX"))
                                .channel(WAREHOUSE, new Channel(new ChannelCode("C"), "Post", "Post", "", false))
                                .skus("MUG")
                                .build(),
                        InMemoryStockLedger.builder()
                                .managedLocations(WAREHOUSE)
                                .build(),
                        FixedRoutes.builder().build(),
                        server.uri(),
                        "shpat_first",
                        "app",
                        "secret")) {
            List<Order> orders = gwms.orders().list(OrderQuery.newest(10));
            while (orders.isEmpty()) {
                SystemTime.pause(Duration.ofMillis(20));
                orders = gwms.orders().list(OrderQuery.newest(10));
            }
            assertThat(orders)
                    .singleElement()
                    .satisfies(order -> assertThat(order.platform().number()).isEqualTo("#1001"));
        }
    }
}
