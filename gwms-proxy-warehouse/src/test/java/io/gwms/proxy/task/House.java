package io.gwms.proxy.task;

import static java.util.Objects.requireNonNullElse;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.CallExchange;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.outbound.OutboundId;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.redact.Secret;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A runtime with one proxied warehouse, stepped by hand through virtual time. */
final class House implements AutoCloseable {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    static final ChannelCode CHANNEL = new ChannelCode("COURIER");
    static final Instant INBOUND = Instant.parse("2026-02-01T03:04:05.678Z");

    final VirtualClock clock;
    final StateRepository state;
    final InMemorySnapshots snapshots = InMemorySnapshots.empty();
    final InMemoryStockLedger stock;
    final ChangingRoutes routes;
    /** What the request log would have, in the order it came. */
    final List<CallExchange> recorded = new CopyOnWriteArrayList<>();

    final ProxyWarehouseModule module;
    final Gwms gwms;
    private Consumer<Instant> timePasses = now -> {};
    private boolean areCredentialsLocked;
    private Runnable afterReading = () -> {};
    private Runnable afterBooking = () -> {};

    /** One with a warehouse of no particular address. */
    static House of(VirtualClock clock, ProxyWarehouseConnector connector, Transport transport) {
        return new House(clock, connector, URI.create("https://w.invalid/"), transport, credential(connector));
    }

    House(VirtualClock clock, ProxyWarehouseConnector connector, URI endpoint, Transport transport, Credential proxy) {
        this(clock, connector, endpoint, transport, proxy, InMemoryStockLedger.builder());
    }

    House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger.Builder stock) {
        this(clock, connector, "USLAXA", endpoint, transport, proxy, stock, UnaryOperator.identity());
    }

    House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            String proxyWarehouse,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger.Builder stock,
            UnaryOperator<ProxyWarehouseModule.Builder> settings) {
        this(
                clock,
                connector,
                proxyWarehouse,
                endpoint,
                transport,
                proxy,
                stock.managedLocations(WAREHOUSE).elsewhere("SHELF-A", 77).build(),
                InMemoryState.empty(),
                settings);
    }

    House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger stock,
            UnaryOperator<ProxyWarehouseModule.Builder> settings) {
        this(clock, connector, "USLAXA", endpoint, transport, proxy, stock, InMemoryState.empty(), settings);
    }

    House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger stock) {
        this(clock, connector, endpoint, transport, proxy, stock, InMemoryState.empty());
    }

    House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger stock,
            StateRepository state) {
        this(clock, connector, "USLAXA", endpoint, transport, proxy, stock, state, UnaryOperator.identity());
    }

    private House(
            VirtualClock clock,
            ProxyWarehouseConnector connector,
            String proxyWarehouse,
            URI endpoint,
            Transport transport,
            Credential proxy,
            InMemoryStockLedger stock,
            StateRepository state,
            UnaryOperator<ProxyWarehouseModule.Builder> settings) {
        this.clock = clock;
        this.state = state;
        this.stock = stock;
        ProxyRoute route = new ProxyRoute(WAREHOUSE, connector.system(), "acme", proxyWarehouse, endpoint);
        this.routes = new ChangingRoutes(route);
        this.module = settings.apply(
                        ProxyWarehouseModule.builder().connector(connector).routes(routes))
                .build();
        this.gwms = Gwms.builder()
                .state(state)
                .snapshots(snapshots)
                .syncLog(InMemorySyncLog.empty())
                .credentials(readable(InMemoryCredentials.empty()))
                .catalogue(FixedCatalogue.builder()
                        .warehouse(new Warehouse(WAREHOUSE, "Johannesburg", "4PX"))
                        .channel(WAREHOUSE, new Channel(CHANNEL, "Courier", "The Courier Guy", "ECO", false))
                        .skus("W-1", "W-2", "W-9")
                        .build())
                .stock(new Ledger())
                .clock(clock)
                .transport(transport)
                .module(module)
                .module(new Recorder(recorded))
                .build();
        gwms.credentials().save(proxy);
        gwms.stores()
                .save(Store.of(new StoreId("acme"), "Acme", PlatformType.SHOPIFY, URI.create("https://a.invalid")));
        gwms.orders().bindSku(new StoreId("acme"), "MUG-BLUE", new WarehouseSku("W-1"), 1);
        gwms.orders().bindSku(new StoreId("acme"), "MUG-RED", new WarehouseSku("W-2"), 1);
        gwms.orders().bindSku(new StoreId("acme"), "MUG-ODD", new WarehouseSku("W-9"), 1);
    }

    /** Whether no credential opens, as when the key of their store is another one. */
    void lockCredentials(boolean locked) {
        areCredentialsLocked = locked;
    }

    private CredentialStore readable(CredentialStore all) {
        return (CredentialStore) Proxy.newProxyInstance(
                House.class.getClassLoader(), new Class<?>[] {CredentialStore.class}, (proxy, method, values) -> {
                    if (areCredentialsLocked && method.getName().equals("find")) {
                        throw new IllegalStateException("no credential opens");
                    }
                    return method.invoke(all, values);
                });
    }

    static Credential credential(ProxyWarehouseConnector connector) {
        return Credential.of(
                CredentialOwner.proxy(connector.system(), "acme"),
                Map.of("appSecret", Secret.of("test-secret-of-4px"), "token", Secret.of("a-secret-token")),
                Map.of("appKey", "test-app"));
    }

    /** Tells somebody else of every moment that time is moved to. */
    void whenTimePasses(Consumer<Instant> listener) {
        this.timePasses = listener;
    }

    /** Stores an order of one line and dispatches it. */
    OutboundId dispatched(String number, String platformSku, long pieces) {
        SampleOrder sample =
                SampleOrder.of("acme", number).lines(platformSku).pieces(pieces).orderedAt(clock.instant());
        state.commit(List.of(new Change.SaveOrder(sample.stored())));
        var result = gwms.orders().dispatch(DispatchOrder.of(sample.id(), WAREHOUSE, CHANNEL));
        if (!(result instanceof OrderResult.Accepted)) {
            throw new AssertionError("not dispatched: " + result);
        }
        return OutboundId.of(sample.id(), 1);
    }

    Order order(String number) {
        return state.orders().find(new OrderId(new StoreId("acme"), number)).orElseThrow();
    }

    /** Runs what is due, then lets time pass until nothing of CREATE or CANCEL is due within that time. */
    void work(Duration within) {
        Instant end = clock.instant().plus(within);
        for (Instant next = step(); !next.isAfter(end); next = step()) {
            timePasses.accept(clock.advanceTo(next));
        }
        timePasses.accept(clock.advanceTo(end));
    }

    private Instant step() {
        return requireNonNullElse(gwms.step().nextDueAt(), Instant.MAX);
    }

    SyncTask task(TaskType type, String businessNo) {
        return state.tasks()
                .list(TaskQuery.newest(50).withType(type).withBusinessNo(businessNo))
                .get(0);
    }

    static BatchKey batch(String sku, StockQuality quality, String inboundNo) {
        return new BatchKey(WAREHOUSE, new WarehouseSku(sku), quality, inboundNo, INBOUND);
    }

    /** Lets something happen right after stock was read, before anybody acts upon it. */
    void afterReading(Runnable happens) {
        this.afterReading = happens;
    }

    /** Lets something happen right after stock was changed, before anybody hears of it. */
    void afterBooking(Runnable happens) {
        this.afterBooking = happens;
    }

    private final class Ledger implements StockLedger {
        @Override
        public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
            stock.read(warehouse, sink);
            afterReading.run();
        }

        @Override
        public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
            List<AdjustmentVerdict> verdicts = stock.adjust(adjustments);
            afterBooking.run();
            return verdicts;
        }

        @Override
        public long available(WarehouseCode warehouse, WarehouseSku sku) {
            return stock.available(warehouse, sku);
        }
    }

    /** Puts every call on a list; the third one is filed as {@code call-3}. */
    private record Recorder(List<CallExchange> calls) implements GwmsModule {
        @Override
        public String name() {
            return "test-recorder";
        }

        @Override
        public void install(ModuleSetup setup) {
            setup.recorder(exchange -> {
                calls.add(exchange);
                exchange.call().wireLog().ifPresent(log -> log.filedAs("call-" + calls.size()));
            });
        }
    }

    @Override
    public void close() {
        gwms.close();
    }
}
