package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.time.GwmsClock;
import io.gwms.trace.TraceSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Orders over a state, in memory unless given, with two warehouses, two channels and one store. */
final class Desk {
    static final WarehouseCode WAREHOUSE = new WarehouseCode("W1");
    static final WarehouseCode SECOND = new WarehouseCode("W2");
    static final ChannelCode EXPRESS = new ChannelCode("EXPRESS");
    static final ChannelCode PICKUP = new ChannelCode("PICKUP");
    static final WarehouseSku SKU = new WarehouseSku("WH-1");
    static final Store STORE =
            Store.of(new StoreId("s1"), "Shop", PlatformType.SHOPIFY, URI.create("https://shop.example"));

    final StateRepository state;
    final Orders orders;
    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    WriteBackSupport support = WriteBackSupport.PARTIAL;
    static final AcknowledgeSupport AMENDED = new AcknowledgeSupport(true, true, Set.of());

    AcknowledgeSupport acknowledges = AcknowledgeSupport.ONCE;
    OptionalLong stock = OptionalLong.empty();
    boolean takesCancels;
    boolean issuesTracking;
    int woken;
    final List<TraceSource> traces = new ArrayList<>();
    final Map<WarehouseSku, Long> stockOf = new HashMap<>();

    Desk() {
        this(InMemoryState.empty());
    }

    Desk(StateRepository state) {
        this(state, CompleteOn.WRITE_BACK);
    }

    Desk(StateRepository state, CompleteOn completeOn) {
        this.state = state;
        if (state.stores().find(STORE.id()).isEmpty()) {
            state.stores().save(STORE);
        }
        orders = Orders.over(
                state,
                new TwoWarehouses(),
                GwmsClock.over(() -> now),
                OrderSettings.defaults()
                        .withWriteBack(platform -> support)
                        .withCompleteOn(completeOn)
                        .withAcknowledges(platform -> acknowledges)
                        .withTakesCancels(platform -> takesCancels)
                        .withIssuesTracking(platform -> issuesTracking)
                        .withWakeTasks(() -> woken++)
                        .withTraces(() -> traces)
                        .withAvailable((warehouse, sku) ->
                                stockOf.containsKey(sku) ? OptionalLong.of(stockOf.get(sku)) : stock)
                        .withMaxLabelBytes(20));
    }

    static List<ReasonCode> codes(OrderResult result) {
        return result.fold(
                accepted -> List.of(),
                refused -> refused.reasons().stream().map(Reason::code).toList());
    }

    /** Commits what an order that came in amounts to. */
    Intake receive(PlatformOrder order) {
        OrderId id = new OrderId(STORE.id(), order.platformOrderId());
        Intake intake = orders.events().received(STORE, order, orders.find(id).orElse(null));
        commit(intake.changes());
        return intake;
    }

    /** {@link #receive}: what it was taken for. */
    Intake.Verdict seen(PlatformOrder order) {
        return receive(order).verdict();
    }

    /** Commits what an event amounts to; says how many changes that were. */
    int happen(OrderId id, OrderEvent event) {
        List<Change> changes = orders.events().happened(id, event);
        commit(changes);
        return changes.size();
    }

    private void commit(List<Change> changes) {
        assertThat(state.commit(changes).isCommitted()).isTrue();
    }

    Order order(OrderId id) {
        return orders.find(id).orElseThrow();
    }

    OrderStatus status(OrderId id) {
        return order(id).status();
    }

    PlatformOrder platform(OrderId id) {
        return order(id).platform();
    }

    OutboundOrder outbound(OrderId id) {
        List<OutboundOrder> all = state.warehouseOrders().outboundsOf(id);
        return all.get(all.size() - 1);
    }

    List<LabelPdf> labels(OrderId id) {
        return state.warehouseOrders().labels(outbound(id).id());
    }

    List<String> tasks() {
        List<String> effects = new ArrayList<>();
        for (SyncTask task : state.tasks().list(TaskQuery.newest(500))) {
            effects.add(0, effect(task));
        }
        return effects;
    }

    /** What a task brings about: its key, with its type where both tasks of an outbound order have the same key. */
    private static String effect(SyncTask task) {
        return task.businessType().equals(BusinessType.OUTBOUND)
                ? task.type().value().toLowerCase(Locale.ROOT) + ":" + task.key()
                : task.key();
    }

    /** Plays a round of the task of that effect, which must be due: it leaves a checkpoint and ends so. */
    void round(String effect, String checkpoint, TaskStatus status) {
        long node = state.queue().register("desk", now, Duration.ofMinutes(1));
        SyncTask claimed = state.queue().claim(node, now, 1).get(0);
        assertThat(effect(claimed)).isEqualTo(effect);
        assertThat(state.queue().checkpoint(claimed.id(), claimed.runToken(), checkpoint))
                .isTrue();
        SyncTask ended = SampleTasks.after(claimed, status, now.plus(Duration.ofMinutes(30)), "");
        commit(List.of(new Change.UpdateTask(ended, claimed.runToken(), null)));
    }

    SyncTask task(String effect) {
        return state.tasks().list(TaskQuery.newest(500)).stream()
                .filter(task -> effect(task).equals(effect))
                .findFirst()
                .orElseThrow();
    }

    List<String> exceptions(OrderId id) {
        return order(id).exceptions().stream().map(OrderException::code).toList();
    }

    String lastRow(OrderId id) {
        List<JournalEntry> journal = orders.timeline(id);
        return journal.get(journal.size() - 1).row();
    }

    /** A mapped, pending B2C order of five pieces. */
    OrderId pending() {
        orders.bindSku(STORE.id(), "P-1", SKU, 1);
        receive(sold("1001"));
        return id("1001");
    }

    /** A mapped, pending purchase order of five pieces. */
    OrderId purchase() {
        orders.bindSku(STORE.id(), "P-1", SKU, 1);
        receive(Sold.purchase(sold("1001")));
        return id("1001");
    }

    OrderId processing() {
        OrderId id = pending();
        assertThat(dispatch(id).isAccepted()).isTrue();
        return id;
    }

    OrderId shippedOrder() {
        OrderId id = processing();
        happen(id, shipped(id, "S1", 5, true));
        return id;
    }

    OrderResult dispatch(OrderId id) {
        return orders.dispatch(DispatchOrder.of(id, WAREHOUSE, EXPRESS));
    }

    OrderEvent.Shipped shipped(OrderId id, String shipment, long pieces, boolean last) {
        return shipped(outbound(id).id(), shipment, pieces, last);
    }

    OrderEvent.Shipped shipped(OutboundId outbound, String shipment, long pieces, boolean last) {
        return new OrderEvent.Shipped(
                outbound, shipment, Map.of("L1", pieces), "T-" + shipment, "DHL", "", now, last, "OUT");
    }

    static OrderId id(String platformOrderId) {
        return new OrderId(STORE.id(), platformOrderId);
    }

    PlatformOrder sold(String id) {
        return Sold.order(id, Instant.parse("2026-03-01T10:00:00Z"));
    }

    private static final class TwoWarehouses implements Catalogue {
        @Override
        public Optional<Warehouse> warehouse(WarehouseCode code) {
            return code.equals(WAREHOUSE) || code.equals(SECOND)
                    ? Optional.of(new Warehouse(code, "Main", "Own"))
                    : Optional.empty();
        }

        @Override
        public Optional<Channel> channel(WarehouseCode warehouse, ChannelCode code) {
            return channels(warehouse).stream()
                    .filter(channel -> channel.code().equals(code))
                    .findFirst();
        }

        @Override
        public List<Channel> channels(WarehouseCode warehouse) {
            return List.of(
                    new Channel(EXPRESS, "Express", "DHL", "", false), new Channel(PICKUP, "Pickup", "DHL", "", true));
        }

        @Override
        public boolean exists(WarehouseSku sku) {
            return sku.value().startsWith("WH-");
        }

        @Override
        public List<WarehouseSku> searchSkus(String keyword, int limit) {
            return List.of(SKU);
        }
    }
}
