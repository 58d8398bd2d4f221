package io.gwms.samples.quickstart;

import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxFault;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.process.FakeProcess;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The far side of the quickstart: a Shopify shop and a 4PX warehouse, each with a journal on disk, in a process of their
 * own that outlives the quickstart when it is killed. They end when nobody calls them for five minutes.
 */
public final class QuickstartFakes {
    static final String SHOP = "shop";
    static final String WAREHOUSE = "warehouse";

    private static final Duration IDLE = Duration.ofMinutes(5);

    private QuickstartFakes() {}

    /** Runs both; the argument is the directory of their journals. {@link FakeProcess} calls it. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Map<String, FakeHttpServer> servers = start(
                Scenario.standard(),
                EffectJournal.open(directory.resolve("shop.journal")),
                EffectJournal.open(directory.resolve("warehouse.journal")));
        FakeProcess.serve(directory, servers, IDLE);
    }

    /** Starts both in this process. */
    static Map<String, FakeHttpServer> start(Scenario scenario, EffectJournal shop, EffectJournal warehouse) {
        var servers = new LinkedHashMap<String, FakeHttpServer>();
        servers.put(SHOP, FakeHttpServer.start(shop(scenario, shop)));
        servers.put(WAREHOUSE, FakeHttpServer.start(warehouse(scenario, warehouse)));
        return servers;
    }

    private static FakeShopify shop(Scenario scenario, EffectJournal journal) {
        FakeShopify shop = FakeShopify.builder()
                .shopDomain("terra-table.myshopify.com")
                .shop("Terra Table", "USD", "America/Los_Angeles")
                .accessTokens(Scenario.SHOPIFY_TOKEN)
                .clock(VirtualClock.startingAt(Scenario.START))
                .journal(journal)
                .build();
        boolean isNew = shop.holdings().contains("\"orders\":[]");
        shop.seed(scenario.shopOrders().toArray(ShopifyOrder[]::new));
        if (isNew && scenario.trouble()) {
            shop.faults().throttleRequest(1).badGatewayOnPage(2).loseFulfillmentReply(5);
        }
        return shop;
    }

    private static FakeFourPx warehouse(Scenario scenario, EffectJournal journal) {
        FakeFourPx.Builder builder = FakeFourPx.builder()
                .clock(VirtualClock.startingAt(Scenario.START))
                .appKey(Scenario.APP_KEY)
                .appSecret(Scenario.APP_SECRET)
                .journal(journal)
                .stock(scenario.proxyStock())
                .shipAfter(Scenario.SHIPPING_TIMES.toArray(Duration[]::new));
        if (scenario.trouble()) {
            builder.faults(FourPxFault.loseReplyOfCreate(7), FourPxFault.executeCreateAfterNotThere(13));
        }
        return builder.build();
    }
}
