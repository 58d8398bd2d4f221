package io.gwms.platform.takealot;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.takealot.FakeTakealot;
import io.gwms.testkit.takealot.TakealotPush;
import io.gwms.testkit.takealot.TakealotSale;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A Takealot account over real HTTP, as a stage. */
final class TakealotStage implements PlatformStage, AutoCloseable {
    static final StoreId STORE = new StoreId("acme-za");
    static final long WAREHOUSE = 4711;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final Transport transport = OkHttpTransport.create();
    private final PlatformType type;
    private final String key;
    private final FakeTakealot account = FakeTakealot.builder()
            .clock(clock)
            .keys("seller-key-31f7", "marketplace-key-9a02")
            .build();
    private final FakeHttpServer server = FakeHttpServer.start(account);

    private TakealotStage(PlatformType type, String key) {
        this.type = type;
        this.key = key;
    }

    static TakealotStage sellerV2() {
        return new TakealotStage(PlatformType.TAKEALOT, "seller-key-31f7");
    }

    static TakealotStage marketplaceV1() {
        return new TakealotStage(TakealotConnector.MARKETPLACE, "marketplace-key-9a02");
    }

    FakeTakealot account() {
        return account;
    }

    @Override
    public Store store() {
        return Store.of(STORE, "Acme ZA", type, server.uri());
    }

    @Override
    public Credential credential() {
        return TakealotConnector.credential(STORE, key, WAREHOUSE);
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
    public String number(int n) {
        return String.valueOf(n);
    }

    @Override
    public void addOrder(String number, int pieces) {
        account.seed(TakealotSale.of(Long.parseLong(number), "SKU-1", pieces));
    }

    @Override
    public void changeOrder(String number) {
        account.status(Long.parseLong(number), "Preparing for Customer");
    }

    @Override
    public int shipmentsOf(String number) {
        return 0;
    }

    @Override
    public Optional<UnaryOperator<String>> spoil(String number) {
        return Optional.of(body -> body.replaceAll(
                "(\"order_id\":" + number + ",\"order_item_id\":\\d+,\"order_date\":)\"[^\"]*\"", "$1\"soon\""));
    }

    @Override
    public Optional<UnaryOperator<String>> unknownWord(String word) {
        return Optional.of(body -> body.replace("\"New Lead Time Order\"", "\"" + word + "\""));
    }

    @Override
    public void listSku(String sku, long shown) {
        account.offer(sku, WAREHOUSE, shown);
    }

    @Override
    public long stockOf(String sku) {
        return account.stock(sku, WAREHOUSE);
    }

    @Override
    public Optional<Push> push(String number, Secret secret) {
        String body = "{\"sale\":{\"order_id\":" + number
                + ",\"sale_status\":\"Shipped to Customer\"},\"event_timestamp_utc\":\"2026-07-01T12:00:00Z\"}";
        TakealotPush push = TakealotPush.signed("Sale Status Changed", "delivery-1", body, secret.reveal());
        Map<String, String> headers = new HashMap<>();
        push.headers().forEach((name, values) -> headers.put(name, values.get(0)));
        return Optional.of(new Push(URI.create("https://host.example/takealot"), headers, push.body()));
    }

    @Override
    public void close() {
        server.close();
    }
}
