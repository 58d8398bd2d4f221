package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.stock.StockQuality.QUALIFIED;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.StockQuality;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A warehouse and a runtime whose inventory syncs are asked for one by one. */
abstract class InventoryBench {
    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    final FaultyTransport transport = FaultyTransport.over(warehouse.transport());

    @Nullable
    House house;

    House house(InMemoryStockLedger.Builder stock) {
        return house(stock, warehouse.connector());
    }

    House house(InMemoryStockLedger.Builder stock, ProxyWarehouseConnector connector) {
        House made = new House(
                clock, connector, URI.create("https://w.invalid/"), transport, House.credential(connector), stock);
        house = made;
        return made;
    }

    /** One of a ledger as it is, and of a module that is set up otherwise. */
    House house(InMemoryStockLedger stock, UnaryOperator<ProxyWarehouseModule.Builder> settings) {
        ProxyWarehouseConnector connector = warehouse.connector();
        House made = new House(
                clock,
                connector,
                URI.create("https://w.invalid/"),
                transport,
                House.credential(connector),
                stock,
                settings);
        house = made;
        return made;
    }

    /** A first fill: a warehouse with a shelf full of batches that nobody has here yet. */
    House firstFill() {
        warehouse.replaceStock(IntStream.range(0, 25)
                .mapToObj(i -> new RemoteBatch("P-1", QUALIFIED, 40 + i, 1, null, "", INBOUND.plusSeconds(i)))
                .toList());
        return house(stock());
    }

    @AfterEach
    void close() {
        if (house != null) {
            house.close();
        }
    }

    static RemoteBatch there(String sku, StockQuality quality, long available, long locked, String inboundNo) {
        return new RemoteBatch(sku, quality, available, locked, null, inboundNo, INBOUND);
    }

    /** Runs one sync on demand, beside that of the slot; one that waits to be tried again is the one. */
    SyncTask sync(House at) {
        clock.advance(Duration.ofMinutes(11));
        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.gwms.tasks().syncNow(id);
        at.gwms.step();
        return at.state.tasks().find(id).orElseThrow();
    }

    static List<ReconcileLine> lines(House at, SyncTask task) {
        InventorySnapshot snapshot = at.snapshots.latest(task.id()).orElseThrow();
        return at.snapshots.lines(snapshot.id());
    }

    static InMemoryStockLedger.Builder stock() {
        return InMemoryStockLedger.builder();
    }
}
