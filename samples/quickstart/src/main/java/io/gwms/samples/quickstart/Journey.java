package io.gwms.samples.quickstart;

import io.gwms.order.DispatchBatch;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.outbound.OutboundOrder;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.http.FakeControl;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The path of the orders, phase by phase. No phase remembers what it did: each asks the database what is still to be done,
 * so that a killed journey goes on where it stood and a finished one does nothing.
 */
final class Journey {
    private static final Duration SOON = Duration.ofHours(2);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Host host;
    private final Orders orders;
    private final TimeSkipping time;
    private final FakeControl shop;
    private final FakeControl warehouse;
    private final PrintStream out;

    Journey(Host host, TimeSkipping time, FakeControl shop, FakeControl warehouse, PrintStream out) {
        this.host = host;
        this.orders = host.gwms().orders();
        this.time = time;
        this.shop = shop;
        this.warehouse = warehouse;
        this.out = out;
    }

    /** Goes all the way, or as far as is left to go. */
    void travel() {
        for (Phase phase : Phase.values()) {
            out.printf("[%s] %s%n", phase.label(), phase.words());
            out.flush();
            switch (phase) {
                case SYNC -> sync();
                case BIND -> bind();
                case DISPATCH -> dispatch();
                case CREATE -> create();
                case SHIP -> ship();
                case WRITE_BACK -> writeBack();
                case INVENTORY -> inventory();
            }
        }
    }

    private void sync() {
        if (syncRuns(SyncRun.Status.SUCCESS) == 0) {
            pullOrders();
        }
        say("%d orders are here", allOrders().size());
        withExceptions()
                .forEach(order -> order.exceptions()
                        .forEach(exception -> say("%s: %s", order.platform().number(), exception.text())));
    }

    private void pullOrders() {
        long before = syncRuns(SyncRun.Status.SUCCESS);
        host.watch(progress -> say("%s", progress));
        host.orderSync().submit(SyncRequest.immediate(Scenario.STORE));
        need("the order sync ends well", SOON, () -> syncRuns(SyncRun.Status.SUCCESS) > before);
    }

    private void bind() {
        for (String sku : orders.unmappedSkus(Scenario.STORE)) {
            orders.bindSku(Scenario.STORE, sku, Goods.CANDLE.warehouseSku(), Goods.CANDLE.unitsEach());
            say("%s is %s from now on, for every order that has it", sku, Goods.CANDLE.warehouseSku());
        }
    }

    private void dispatch() {
        List<Order> pending = pending();
        if (!pending.isEmpty()) {
            dispatchAlone(pending.get(0));
        }
        dispatchTogether(pending());
        if (!pending().isEmpty()) {
            say("the customer completes the address in the shop; ten minutes later orders are pulled again");
            long pulled = syncRuns(SyncRun.Status.SUCCESS);
            shop.script(Scenario.completeTheAddress());
            time.skip(Duration.ofMinutes(10));
            if (syncRuns(SyncRun.Status.SUCCESS) == pulled) {
                pullOrders();
            }
            dispatchTogether(pending());
        }
    }

    private void dispatchAlone(Order order) {
        OrderResult result = orders.dispatch(DispatchOrder.of(order.id(), Scenario.WAREHOUSE, Scenario.CHANNEL));
        say("%s alone: %s", order.platform().number(), inWords(result));
    }

    private void dispatchTogether(List<Order> some) {
        if (some.isEmpty()) {
            return;
        }
        List<OrderId> ids = some.stream().map(Order::id).toList();
        List<OrderResult> results = orders.dispatchBatch(new DispatchBatch(ids, Scenario.WAREHOUSE, Scenario.CHANNEL));
        long accepted = results.stream().filter(OrderResult::isAccepted).count();
        say("%d in a batch: %d accepted", results.size(), accepted);
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).isAccepted()) {
                say("%s: %s", some.get(i).platform().number(), inWords(results.get(i)));
            }
        }
    }

    private void create() {
        need(
                "the warehouse has every order",
                A_DAY,
                () -> open().stream().noneMatch(outbound -> outbound.state() == OutboundOrder.State.CREATED));
        say("the warehouse has every order");
    }

    private void ship() {
        need("everything has shipped", A_DAY, () -> {
            host.bookShipments();
            return open().isEmpty();
        });
        say("everything has shipped; it is %s", time.clock().instant());
    }

    private void writeBack() {
        need(
                "the shop knows of every shipment",
                A_DAY,
                () -> allOrders().stream().allMatch(order -> order.status() == OrderStatus.COMPLETED));
        say("%d orders are completed", allOrders().size());
    }

    private void inventory() {
        host.bookShipments();
        if (!warehouse.holdings().contains(Scenario.STRANGE_SKU)) {
            warehouse.script(Scenario.countTheShelves());
            say("the warehouse has counted its shelves and found differences");
        }
        if (host.comparison().isEmpty()) {
            host.warehouses().syncInventory(Scenario.WAREHOUSE);
        }
        need("the stock is compared", A_DAY, () -> host.comparison().isPresent());
        say("%s", host.comparison().orElseThrow().summary());
    }

    private List<Order> allOrders() {
        return host.orders();
    }

    private List<Order> pending() {
        return orders.list(OrderQuery.newest(500).withStatus(OrderStatus.PENDING));
    }

    private List<Order> withExceptions() {
        return allOrders().stream()
                .filter(order -> !order.exceptions().isEmpty())
                .toList();
    }

    private List<String> stuck() {
        return host.gwms().tasks().list(TaskQuery.newest(10).withStatus(TaskStatus.MANUAL)).stream()
                .map(task -> task.type() + " of " + task.businessNo() + ": " + task.error())
                .toList();
    }

    private List<OutboundOrder> open() {
        return host.gwms().state().warehouseOrders().openOutbounds(Scenario.WAREHOUSE);
    }

    private long syncRuns(SyncRun.Status status) {
        return host.gwms()
                .syncLog()
                .list(new SyncRunQuery(Scenario.STORE, null, status, 500, null))
                .size();
    }

    private void need(String what, Duration limit, BooleanSupplier condition) {
        if (!time.runUntil(() -> condition.getAsBoolean() || !stuck().isEmpty(), limit) || !condition.getAsBoolean()) {
            throw new IllegalStateException("it is not so that " + what + ", at "
                    + time.clock().instant() + "; tasks that need a person: " + stuck());
        }
    }

    private void say(String words, Object... values) {
        out.printf("  " + words + "%n", values);
        out.flush();
    }

    private static String inWords(OrderResult result) {
        return result.fold(
                accepted -> "accepted, " + accepted.order().status(),
                refused -> "refused, " + refused.reasons().get(0));
    }
}
