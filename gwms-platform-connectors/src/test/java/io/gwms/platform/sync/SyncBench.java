package io.gwms.platform.sync;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.order.Orders;
import io.gwms.platform.PlatformConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A runtime in memory with the platform module, stepped by hand on a clock of its own. */
final class SyncBench implements AutoCloseable {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");
    static final ChannelCode CHANNEL = new ChannelCode("DHL-EXPRESS");

    final VirtualClock clock;
    final InMemoryState state = InMemoryState.empty();
    final InMemorySyncLog log = InMemorySyncLog.empty();
    final List<CallExchange> deliveries = new CopyOnWriteArrayList<>();
    final FaultyTransport transport;
    CredentialStore credentials = InMemoryCredentials.empty();
    private final PlatformConnector connector;
    StockLedger stock = new NoStock();
    UnaryOperator<Gwms.Builder> runtime = UnaryOperator.identity();
    PlatformModule module;
    Orders orders;
    Gwms gwms;
    ModuleSetup setup;

    private SyncBench(PlatformConnector connector, Transport transport, VirtualClock clock) {
        this.connector = connector;
        this.transport = FaultyTransport.over(transport);
        this.clock = clock;
    }

    /** One store of a scripted platform. */
    static SyncBench of(ScriptedPlatform platform, Store store, VirtualClock clock) {
        return of(platform.connector(), store, ScriptedPlatform.credential(store.id()), platform.transport(), clock);
    }

    /** One store of a connector of the test's own, which asks nobody. */
    static SyncBench of(PlatformConnector connector, Store store, VirtualClock clock) {
        return of(
                connector,
                store,
                ScriptedPlatform.credential(store.id()),
                ScriptedPlatform.standard().transport(),
                clock);
    }

    static SyncBench of(
            PlatformConnector connector, Store store, Credential credential, Transport transport, VirtualClock clock) {
        SyncBench bench = new SyncBench(connector, transport, clock);
        bench.state.stores().save(store);
        bench.credentials.save(credential);
        bench.start("node-1", PlatformModule.Builder::noAutomaticRuns, bench.state);
        return bench;
    }

    /** Begins another life of a node on the same state, as after a crash. */
    void start(String node, UnaryOperator<PlatformModule.Builder> settings, StateRepository state) {
        module = settings.apply(PlatformModule.builder().connector(connector)).build();
        gwms = runtime.apply(Gwms.builder())
                .state(state)
                .syncLog(log)
                .snapshots(InMemorySnapshots.empty())
                .credentials(credentials)
                .catalogue(new OneWarehouse())
                .stock(stock)
                .clock(clock)
                .transport(transport)
                .node(node)
                .module(module)
                .module(new Incoming())
                .build();
        orders = gwms.orders();
    }

    /** Keeps the record of what came in. */
    private final class Incoming implements GwmsModule {
        @Override
        public String name() {
            return "incoming";
        }

        @Override
        public void install(ModuleSetup setup) {
            SyncBench.this.setup = setup;
            setup.recorder(exchange -> {
                if (exchange.direction() == CallDirection.INCOMING) {
                    deliveries.add(exchange);
                }
            });
        }
    }

    /** The host connects a store again. */
    void authorize(StoreId store) {
        state.stores().save(state.stores().find(store).orElseThrow().withAuthorization(Authorization.AUTHORIZED));
    }

    /** The host stores another credential in place of the owner's. */
    void replace(Credential credential) {
        gwms.credentials().replace(credential);
    }

    /** Steps, and skips the time to what is due next, for as long as something is due within three hours. */
    void runUntilIdle() {
        Instant end = clock.instant().plus(Duration.ofHours(3));
        for (int i = 0; i < 500; i++) {
            Instant next = gwms.step().nextDueAt();
            if (next == null || next.isAfter(end)) {
                return;
            }
            clock.advanceTo(next);
        }
        throw new AssertionError("the runtime does not come to rest");
    }

    OrderSync sync() {
        return module.orderSync();
    }

    @Override
    public void close() {
        gwms.close();
    }

    private static final class OneWarehouse implements Catalogue {
        private final Channel channel = new Channel(CHANNEL, "DHL Express", "DHL", "EXPRESS", false);

        @Override
        public Optional<Warehouse> warehouse(WarehouseCode code) {
            return code.equals(WAREHOUSE)
                    ? Optional.of(new Warehouse(WAREHOUSE, "Johannesburg", "4PX"))
                    : Optional.empty();
        }

        @Override
        public Optional<Channel> channel(WarehouseCode warehouse, ChannelCode code) {
            return channels(warehouse).stream()
                    .filter(known -> known.code().equals(code))
                    .findFirst();
        }

        @Override
        public List<Channel> channels(WarehouseCode warehouse) {
            return warehouse.equals(WAREHOUSE) ? List.of(channel) : List.of();
        }

        @Override
        public boolean exists(WarehouseSku sku) {
            return true;
        }

        @Override
        public List<WarehouseSku> searchSkus(String keyword, int limit) {
            return List.of();
        }
    }

    private static final class NoStock implements StockLedger {
        @Override
        public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {}

        @Override
        public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
            return adjustments.stream()
                    .map(adjustment -> AdjustmentVerdict.APPLIED)
                    .toList();
        }

        @Override
        public long available(WarehouseCode warehouse, WarehouseSku sku) {
            return 1_000_000;
        }
    }
}
