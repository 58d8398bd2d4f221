package io.gwms.platform.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to Shopify's stock: a location, a key for each level, codes in a 200. */
class ShopifyStockTest {
    private static final StoreId STORE = new StoreId("acme-us");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private ShopifyConnector connector = ShopifyConnector.create();
    private Credential credential =
            ShopifyConnector.atLocation(ShopifyConnector.credential(STORE, "shpat_fake"), FakeShopify.mainLocation());

    @AfterEach
    void stop() {
        server.close();
    }

    private StoreSession session() {
        return new StoreSession(
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
                credential,
                transport,
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.STOCK_PUSH, STORE));
    }

    private Outcome<ShownStock> push(String key, long sellable, @Nullable Long expected, String listing) {
        PushStock.Level level = new PushStock.Level(key, "MUG", sellable, expected, listing);
        return connector.pushStock(new PushStock(session(), List.of(level))).get(0);
    }

    private Outcome<ShownStock> read(String sku, String listing) {
        return connector
                .readStock(new ReadStock(session(), List.of(new ReadStock.Item(sku, listing))))
                .get(0);
    }

    private static RefusalCode codeOf(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }

    @Test
    void listingOnceKnownSavesTheSearch() {
        String item = shop.stock("MUG", 4);

        assertThat(push("k1", 7, 4L, "")).isEqualTo(Outcome.done(new ShownStock(7, item)));
        assertThat(push("k2", 8, 7L, item)).isEqualTo(Outcome.done(new ShownStock(8, item)));

        assertThat(shop.received("inventoryItems")).isEqualTo(1);
        assertThat(shop.received("inventorySetQuantities")).isEqualTo(2);
    }

    @Test
    void listingThatHasAnotherSkuNowIsLookedForAgain() {
        String cup = shop.stock("CUP", 1);
        String mug = shop.stock("MUG", 4);

        assertThat(read("MUG", cup)).isEqualTo(Outcome.done(new ShownStock(4, mug)));
        assertThat(read("MUG", "gid://shopify/InventoryItem/999999999999"))
                .isEqualTo(Outcome.done(new ShownStock(4, mug)));
        assertThat(read("MUG", mug)).isEqualTo(Outcome.done(new ShownStock(4, mug)));
        assertThat(shop.received("inventoryItems")).isEqualTo(2);
    }

    @Test
    void skuIsFoundAsItIsSpelledAndNotByItsBeginning() {
        shop.stock("MUG-LARGE", 1);
        assertThat(codeOf(read("MUG", ""))).isEqualTo(RefusalCode.NOT_FOUND);

        shop.stock("O'NEIL \\ 5", 3);
        assertThat(read("O'NEIL \\ 5", "").asDone().orElseThrow().pieces()).isEqualTo(3);
    }

    @Test
    void saleBetweenReadingAndSettingIsNotOverwritten() {
        shop.stock("MUG", 4);
        shop.faults().sellBeforeStock(1);

        assertThat(codeOf(push("k1", 7, 4L, ""))).isEqualTo(RefusalCode.CHANGED_MEANWHILE);
        assertThat(shop.stockOf("MUG")).isEqualTo(3);
    }

    @Test
    void levelThatExpectsNothingReplacesWhatIsShown() {
        shop.stock("MUG", 4);

        assertThat(push("k1", 7, null, "").asDone().orElseThrow().pieces()).isEqualTo(7);
        assertThat(shop.stockOf("MUG")).isEqualTo(7);
    }

    @Test
    void levelAskedForAgainIsTakenOnceAndAnotherUnderTheSameKeyIsAnother() {
        shop.stock("MUG", 4);
        push("1:1", 7, 4L, "");

        assertThat(push("1:1", 7, 4L, "").asDone())
                .as("asked again under its key, so not stale")
                .isPresent();
        assertThat(push("1:1", 9, 7L, "").asDone())
                .as("of a database that counts alike")
                .isPresent();
        assertThat(shop.stockOf("MUG")).isEqualTo(9);
    }

    @Test
    void withoutALocationNothingIsCalledAndTheWayOutIsNamed() {
        credential = ShopifyConnector.credential(STORE, "shpat_fake");

        Outcome<ShownStock> outcome = push("k1", 7, 4L, "");

        assertThat(codeOf(outcome)).isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(outcome.toString()).contains("atLocation");
        assertThat(transport.calls()).isEmpty();
    }

    @Test
    void locationThatIsNoGlobalIdIsRefusedAtOnce() {
        assertThatThrownBy(() -> ShopifyConnector.atLocation(credential, "70000000001"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gid://shopify/Location/1");
    }

    @Test
    void skuThatIsNotStockedAtTheLocationIsNotFound() {
        shop.stock("MUG", 4);
        credential = ShopifyConnector.atLocation(credential, "gid://shopify/Location/5");

        assertThat(codeOf(read("MUG", ""))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(codeOf(push("k1", 7, 4L, shop.stock("MUG", 4)))).isEqualTo(RefusalCode.INVALID_REQUEST);
    }

    @Test
    void skuThatIsNotTrackedAsksForThat() {
        shop.stock("MUG", 4);
        transport.onReads(Fault.answer(200, "application/json", """
            {"data":{"inventoryItems":{"nodes":[{"id":"gid://shopify/InventoryItem/1","sku":"MUG","tracked":false,
             "inventoryLevel":null}],"pageInfo":{"hasNextPage":false}}}}\
            """));

        assertThat(read("MUG", "").toString()).contains("Track quantity");
    }

    @Test
    void lookUpThatFailsBeforeALevelIsSentIsNoUnknown() {
        shop.stock("MUG", 4);
        transport.onReads(Fault.answer(200, "text/html", "<html>"));

        assertThat(codeOf(push("k1", 7, 4L, ""))).isEqualTo(RefusalCode.PLATFORM_FAILURE);
        assertThat(transport.writes()).isZero();
    }

    @Test
    void codesOfADeadKeyAreToldApart() {
        String item = shop.stock("MUG", 4);

        assertThat(answered("IDEMPOTENCY_CONCURRENT_REQUEST", item)).isInstanceOf(Outcome.Unknown.class);
        Outcome<ShownStock> failed = answered("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", item);
        assertThat(((Outcome.Refused<?>) failed).refusal().isTemporary()).isTrue();
        assertThat(codeOf(answered("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", item))).isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(codeOf(answered("ITEM_NOT_STOCKED_AT_LOCATION", item))).isEqualTo(RefusalCode.NOT_FOUND);
    }

    private Outcome<ShownStock> answered(String code, String item) {
        transport.onWrites(Fault.answer(200, "application/json", """
            {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,
             "userErrors":[{"field":["input"],"message":"no","code":"%s"}]}}}\
            """.formatted(code)));
        return push("k1", 7, 4L, item);
    }

    @Test
    void olderApiTakesNoStock() {
        connector = ShopifyConnector.builder().apiVersion("2026-01").build();

        assertThat(connector.capabilities().stock()).isEqualTo(StockSupport.NONE);
        assertThat(codeOf(push("k1", 7, 4L, ""))).isEqualTo(RefusalCode.UNSUPPORTED);
        assertThat(codeOf(read("MUG", ""))).isEqualTo(RefusalCode.UNSUPPORTED);
        assertThat(transport.calls()).isEmpty();
    }
}
