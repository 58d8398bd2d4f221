package io.gwms.samples.quickstart;

import io.gwms.Gwms;
import io.gwms.audit.AuditModule;
import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.Warehouse;
import io.gwms.credential.Credential;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallPhase;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Order;
import io.gwms.order.OrderQuery;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.sync.OrderSync;
import io.gwms.platform.sync.PlatformModule;
import io.gwms.platform.sync.RunProgress;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.proxy.task.ProxyWarehouseModule;
import io.gwms.state.Change;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The application around the SDK: it has a warehouse, a shop, books of its own stock, and a runtime built of them. All
 * that it keeps lies in one directory.
 */
final class Host implements AutoCloseable {
    static final String DATABASE = "gwms.db";

    private final Gwms gwms;
    private final PlatformModule platforms;
    private final ProxyWarehouseModule warehouses;
    private final AuditModule audit;
    private final CountingTransport wire;
    private volatile Consumer<RunProgress> watcher = progress -> {};
    private final Books books;
    private final long recordedBefore;

    private Host(
            Path directory,
            Scenario scenario,
            TimeSkipping time,
            List<URI> uris,
            Transport transport,
            DataSource database) {
        books = Books.open(directory.resolve("books.jsonl"), scenario);
        wire = new CountingTransport(transport);
        platforms = PlatformModule.builder()
                .connector(ShopifyConnector.create())
                .noAutomaticRuns()
                .onProgress(progress -> watcher.accept(progress))
                .build();
        warehouses = ProxyWarehouseModule.builder()
                .connector(FourPxConnector.create())
                .routes(routes(uris.get(1)))
                .build();
        audit = AuditModule.builder()
                .journal(directory.resolve("calls"))
                .policy(RecordingPolicy.standard().withDurability(Durability.JOURNAL)) // a kill loses no call either
                .build();
        gwms = Gwms.builder()
                .database(database)
                .catalogue(catalogue())
                .stock(books.ledger())
                .credentialKey(key(directory.resolve("credential.key")))
                .clock(time.clock())
                .node("quickstart")
                .transport(wire)
                .module(platforms)
                .module(warehouses)
                .module(audit)
                .build();
        recordedBefore = allCalls().size();
        setUp(uris.get(0));
    }

    /** Builds the host on what the directory holds, making what is missing; the shop and the warehouse answer at those URIs. */
    static Host open(Path directory, Scenario scenario, TimeSkipping time, List<URI> uris) {
        return open(
                directory,
                scenario,
                time,
                uris,
                OkHttpTransport.create(),
                EmbeddedDatabase.file(directory.resolve(DATABASE)));
    }

    /** The same with another way out and to the database. */
    static Host open(
            Path directory,
            Scenario scenario,
            TimeSkipping time,
            List<URI> uris,
            Transport transport,
            DataSource database) {
        return new Host(directory, scenario, time, uris, transport, database);
    }

    Gwms gwms() {
        return gwms;
    }

    /** Asks for orders. */
    OrderSync orderSync() {
        return platforms.orderSync();
    }

    /** Hears from now on how order syncs get on. */
    void watch(Consumer<RunProgress> watcher) {
        this.watcher = watcher;
    }

    /** Asks for stock. */
    ProxyWarehouseModule warehouses() {
        return warehouses;
    }

    /** The API log with every call that has ended. */
    ApiCallLog calls() {
        audit.flush();
        return audit.calls();
    }

    /** Every call of the API log, newest first. */
    List<ApiCall> allCalls() {
        ApiCallLog log = calls();
        var all = new ArrayList<ApiCall>();
        ApiCallQuery query = ApiCallQuery.newest(500);
        List<ApiCall> page = log.list(query);
        while (!page.isEmpty()) {
            page.stream().filter(call -> call.phase() != CallPhase.GAP).forEach(all::add);
            query = query.after(page.get(page.size() - 1));
            page = log.list(query);
        }
        return all;
    }

    /** How many HTTP calls this process has made. */
    long callsMade() {
        return wire.calls();
    }

    /** How many calls the log held before this process made one. */
    long callsRecordedBefore() {
        return recordedBefore;
    }

    /** The task that compared the stock because we asked for it; those that come by themselves do not count. */
    Optional<SyncTask> comparison() {
        return gwms
                .tasks()
                .list(TaskQuery.newest(500).withType(TaskType.INVENTORY_SYNC).withStatus(TaskStatus.SUCCESS))
                .stream()
                .filter(task -> !task.key().startsWith("slot:"))
                .findFirst();
    }

    Books books() {
        return books;
    }

    /** Every order, in the sequence of their numbers. */
    List<Order> orders() {
        return gwms.orders().list(OrderQuery.newest(500)).stream()
                .sorted(Comparator.comparing(order -> order.platform().number()))
                .toList();
    }

    /** The outbound orders made for an order. */
    List<OutboundOrder> outboundsOf(Order order) {
        return gwms.state().warehouseOrders().outboundsOf(order.id());
    }

    /** What left the warehouse leaves our books too; each outbound order once. A host does so when an order ships. */
    void bookShipments() {
        for (Order order : orders()) {
            if (!order.shipments().isEmpty()) {
                outboundsOf(order).forEach(books::bookShipment);
            }
        }
    }

    @Override
    public void close() {
        gwms.close();
        books.close();
    }

    /** A host does this once, by its settings pages; here it is done at each start, and changes nothing the second time. */
    private void setUp(URI shop) {
        gwms.stores().save(Store.of(Scenario.STORE, "Terra Table US", PlatformType.SHOPIFY, shop));
        save(ShopifyConnector.credential(Scenario.STORE, Scenario.SHOPIFY_TOKEN));
        save(FourPxConnector.credential(Scenario.PROXY_ACCOUNT, Scenario.APP_KEY, Scenario.APP_SECRET));
        for (Goods goods : Goods.BOUND) {
            gwms.orders()
                    .bindSku(Scenario.STORE, goods.platformSku(), goods.warehouseSku(), goods.unitsEach())
                    .forEach(reason -> {
                        throw new IllegalStateException(goods.platformSku() + " cannot be bound: " + reason);
                    });
        }
        InboundId asn = new InboundId(Scenario.ASN);
        if (gwms.state().warehouseOrders().inbound(asn).isEmpty()) {
            gwms.state().commit(List.of(new Change.SaveInbound(inbound(asn))));
        }
    }

    private void save(Credential credential) {
        if (gwms.credentials().find(credential.owner()).isEmpty()) {
            gwms.credentials().save(credential);
        }
    }

    private static InboundOrder inbound(InboundId asn) {
        List<InboundLine> lines = Goods.kept().stream()
                .map(goods -> new InboundLine(goods.warehouseSku(), goods.stocked(), goods.stocked()))
                .toList();
        return new InboundOrder(
                asn,
                1,
                Scenario.WAREHOUSE,
                lines,
                InboundOrder.State.PUT_AWAY,
                Scenario.PROXY_INBOUND,
                "C",
                Scenario.PUT_AWAY,
                Scenario.PUT_AWAY,
                null,
                false,
                List.of(),
                List.of());
    }

    private static FixedCatalogue catalogue() {
        var catalogue = FixedCatalogue.builder()
                .warehouse(new Warehouse(Scenario.WAREHOUSE, "Los Angeles", "4PX"))
                .channel(Scenario.WAREHOUSE, new Channel(Scenario.CHANNEL, "UPS Ground", "UPS", "Ground", false));
        Goods.kept().forEach(goods -> catalogue.skus(goods.warehouseSku().value()));
        return catalogue.build();
    }

    private static FixedRoutes routes(URI warehouse) {
        var routes = FixedRoutes.builder()
                .route(new ProxyRoute(
                        Scenario.WAREHOUSE,
                        FourPxConnector.SYSTEM,
                        Scenario.PROXY_ACCOUNT,
                        Scenario.PROXY_WAREHOUSE,
                        warehouse))
                .channel(Scenario.WAREHOUSE, Scenario.CHANNEL, Scenario.PROXY_CHANNEL);
        Goods.kept()
                .forEach(goods ->
                        routes.sku(Scenario.WAREHOUSE, new ProxySku(goods.proxySku(), "", goods.warehouseSku(), 1)));
        return routes.build();
    }

    /** A real host keeps this key away from the database, in a vault or a key service. */
    private static byte[] key(Path file) {
        try {
            if (Files.notExists(file)) {
                byte[] key = new byte[32];
                new SecureRandom().nextBytes(key);
                Path part = file.resolveSibling(file.getFileName() + ".part");
                Files.write(part, key);
                Files.move(part, file);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the credential key in " + file, e);
        }
    }
}
