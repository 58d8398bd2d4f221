package io.gwms.proxy.task;

import static java.util.Objects.requireNonNullElse;

import io.gwms.Gwms;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.Warehouse;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.jdbc.JdbcEvidence;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundPlan;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.stock.JdbcStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A host whose state, evidence and stock are stored, with one warehouse over HTTP, stepped by hand through virtual time. It
 * is opened again on the same store when its process has died. Every effect it has is a step that somebody may watch.
 */
final class StoredHost implements AutoCloseable {
    static final StoreId STORE = new StoreId("acme");
    private static final Pattern METHOD = Pattern.compile("method=([a-z.]+)");

    final VirtualClock clock;
    final StateRepository state;
    final SnapshotRepository snapshots;
    final JdbcStockLedger stock;
    final ProxyWarehouseModule module;
    final Gwms gwms;
    private final DataSource stockStore;
    private final JdbcState openState;
    private final JdbcEvidence evidence;
    private Consumer<Instant> timePasses = now -> {};

    /**
     * Opens it.
     *
     * @param store a folder for three SQLite files, or the JDBC URL of one database for all
     * @param steps hears of each effect, before and after it: {@code before commit}, {@code after fu.wms.outbound.create}
     */
    StoredHost(String store, Far far, URI endpoint, Transport transport, Instant now, Consumer<String> steps) {
        clock = VirtualClock.startingAt(now);
        openState = JdbcState.open(opened(store, "state"));
        evidence = JdbcEvidence.open(opened(store, "evidence"));
        stockStore = opened(store, "stock");
        stock = JdbcStockLedger.open(stockStore, Set.of(House.WAREHOUSE));
        TaskQueue queue = watched(TaskQueue.class, openState.queue(), Set.of("checkpoint"), steps);
        state = watched(StateRepository.class, openState, Set.of("commit"), steps, "queue", queue);
        snapshots = watched(SnapshotRepository.class, evidence.snapshots(), Set.of("save", "saveLines"), steps);
        ProxyWarehouseConnector connector = far.connector();
        module = ProxyWarehouseModule.builder()
                .connector(connector)
                .routes(new ChangingRoutes(
                        new ProxyRoute(House.WAREHOUSE, connector.system(), "acme", far.proxyWarehouse, endpoint)))
                .build();
        gwms = Gwms.builder()
                .state(state)
                .snapshots(snapshots)
                .syncLog(evidence.syncLog())
                .credentials(InMemoryCredentials.empty())
                .catalogue(FixedCatalogue.builder()
                        .warehouse(new Warehouse(House.WAREHOUSE, "Johannesburg", "4PX"))
                        .channel(
                                House.WAREHOUSE, new Channel(House.CHANNEL, "Courier", "The Courier Guy", "ECO", false))
                        .skus("W-1", "W-2")
                        .build())
                .stock(watched(StockLedger.class, stock, Set.of("adjust"), steps))
                .clock(clock)
                .transport(call -> sent(call, transport, steps))
                .module(module)
                .build();
        gwms.credentials().save(far.credential());
    }

    private static DataSource opened(String store, String name) {
        if (!store.startsWith("jdbc:")) {
            return TestDatabase.sqlite(Path.of(store, name + ".db")).dataSource();
        }
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                    if (method.getName().equals("getConnection")) {
                        return DriverManager.getConnection(store);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** What opens that database in another process. */
    static String url(TestDatabase database) {
        try (Connection connection = database.dataSource().getConnection()) {
            DatabaseMetaData told = connection.getMetaData();
            String url = told.getURL();
            return url + (url.contains("?") ? "&" : "?") + "user=" + told.getUserName();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome<HttpReply> sent(HttpCall call, Transport transport, Consumer<String> steps) {
        Matcher method = METHOD.matcher(String.valueOf(call.uri().getQuery()));
        String what = method.find()
                ? method.group(1)
                : call.method() + " " + call.uri().getPath().replaceAll("[0-9]{3,}", "…");
        steps.accept("before " + what);
        Outcome<HttpReply> outcome = transport.send(call);
        steps.accept("after " + what);
        return outcome;
    }

    private static <T> T watched(
            Class<T> type, T inner, Set<String> methods, Consumer<String> steps, Object... instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (instead.length > 0 && method.getName().equals(instead[0])) {
                        return instead[1];
                    }
                    boolean watched = methods.contains(method.getName());
                    if (watched) {
                        steps.accept("before " + method.getName());
                    }
                    try {
                        return method.invoke(inner, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (watched) {
                            steps.accept("after " + method.getName());
                        }
                    }
                }));
    }

    /** Tells somebody else of every moment that time is moved to. */
    void whenTimePasses(Consumer<Instant> listener) {
        this.timePasses = listener;
    }

    /** Stores an order of so many pieces of W-1 and dispatches it. */
    OutboundId dispatched(String number, long pieces) {
        gwms.stores().save(Store.of(STORE, "Acme", PlatformType.SHOPIFY, URI.create("https://a.invalid")));
        gwms.orders().bindSku(STORE, "MUG-BLUE", new WarehouseSku("W-1"), 1);
        SampleOrder sample = SampleOrder.of(STORE.value(), number)
                .lines("MUG-BLUE")
                .pieces(pieces)
                .orderedAt(clock.instant());
        state.commit(List.of(new Change.SaveOrder(sample.stored())));
        gwms.orders().dispatch(DispatchOrder.of(sample.id(), House.WAREHOUSE, House.CHANNEL));
        return OutboundId.of(sample.id(), 1);
    }

    /** Announces so many pieces of W-1. */
    void announced(String asn, long pieces) {
        module.inbounds()
                .push(new InboundPlan(
                        new InboundId(asn),
                        House.WAREHOUSE,
                        List.of(new InboundLine(new WarehouseSku("W-1"), pieces, 0)),
                        clock.instant()));
    }

    Order order(String number) {
        return state.orders().find(new OrderId(STORE, number)).orElseThrow();
    }

    List<SyncTask> tasks() {
        return state.tasks().list(TaskQuery.newest(500));
    }

    SyncTask task(TaskId id) {
        return state.tasks().find(id).orElseThrow();
    }

    List<StockBatch> held() {
        List<StockBatch> batches = new ArrayList<>();
        stock.read(House.WAREHOUSE, batch -> {
            if (batch.quantity() != 0) {
                batches.add(batch);
            }
        });
        return batches;
    }

    void put(BatchKey batch, long pieces) {
        stock.move(batch, pieces, 0);
    }

    /** How many corrections and bookings the ledger has taken. */
    long adjustments() {
        try (Connection connection = stockStore.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM host_adjustment")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs what is due, and lets time pass to whatever is due next within that time. */
    void work(Duration within) {
        Instant end = clock.instant().plus(within);
        for (Instant next = step(); !next.isAfter(end); next = step()) {
            timePasses.accept(clock.advanceTo(next));
        }
        timePasses.accept(clock.advanceTo(end));
        gwms.step();
    }

    private Instant step() {
        return requireNonNullElse(gwms.step().nextDueAt(), Instant.MAX);
    }

    @Override
    public void close() {
        gwms.close();
        evidence.close();
        openState.close();
    }
}
