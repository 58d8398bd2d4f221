package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import io.gwms.time.GwmsClock;
import io.gwms.trace.TraceEntry;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/**
 * The orders of a runtime and everything a person can do with them (platform-orders). Each command
 * answers at once from local facts; what it asks of a warehouse or platform is a sync task committed
 * together with the order.
 *
 * <p>Nothing here changes an order's amount, payment result or platform number: those follow the
 * platform.
 *
 * <p><b>Threads:</b> shared. <b>Errors:</b> what cannot be done is an {@link OrderResult.Refused} with
 * every reason; a store or catalogue that cannot be reached throws, and the command had no effect.
 */
public final class Orders {
    private final StateRepository state;
    private final Catalogue catalogue;
    private final GwmsClock clock;
    private final OrderSettings settings;
    private final OrderRules rules;
    private final OrderCommands commands;
    private final SkuBindings bindings;
    private final OrderViews views;
    private final StockCheck stock;
    private final OrderTrace trace;

    private Orders(StateRepository state, Catalogue catalogue, GwmsClock clock, OrderSettings settings) {
        this.state = requireNonNull(state, "state");
        this.catalogue = requireNonNull(catalogue, "catalogue");
        this.clock = requireNonNull(clock, "clock");
        this.settings = requireNonNull(settings, "settings");
        this.rules = new OrderRules(state, clock, settings);
        this.views = new OrderViews(state, catalogue);
        this.stock = new StockCheck(state, catalogue, rules, settings.available());
        this.trace = new OrderTrace(state, clock, settings.traces());
        this.commands = new OrderCommands(state, catalogue, clock, settings, rules);
        this.bindings = new SkuBindings(state, catalogue, clock, rules, settings.wakeTasks());
    }

    /** The orders kept in that state. */
    public static Orders over(StateRepository state, Catalogue catalogue, GwmsClock clock, OrderSettings settings) {
        return new Orders(state, catalogue, clock, settings);
    }

    /**
     * The same orders within a transaction of the host's, which the host commits or rolls back: a command to them is done
     * once the host commits, and its tasks are taken up within a second of that. For that thread and that transaction
     * only; {@link io.gwms.state.jdbc.JdbcState#joined} says what each database asks of it.
     *
     * @param connection to the same database, not in auto-commit mode
     * @throws io.gwms.GwmsException GWMS-1012 if the orders are kept in no SQL database, GWMS-1008 if no transaction is
     *     open
     */
    public Orders joined(Connection connection) {
        requireNonNull(connection, "connection");
        return new Orders(state.joined(connection), catalogue, clock, settings);
    }

    /** What turns events of the outside into changes of these orders. */
    public OrderEvents events() {
        return rules;
    }

    /** The order of that id. */
    public Optional<Order> find(OrderId id) {
        requireNonNull(id, "id");
        return state.orders().find(id);
    }

    /** The orders of that store whose number people read is this one. */
    public List<Order> findByNumber(StoreId store, String number) {
        requireNonNull(store, "store");
        requireNonNull(number, "number");
        return state.orders().findByNumber(store, number);
    }

    /** A page of orders as they are: newest order time first. */
    public List<Order> list(OrderQuery query) {
        requireNonNull(query, "query");
        return state.orders().list(query);
    }

    /** A page of the list as people look at it (platform-orders, sections 2.1 and 3.1): newest order time first. */
    public OrderRows page(OrderQuery query) {
        requireNonNull(query, "query");
        return views.page(query);
    }

    /** The details of an order as people look at them (platform-orders, section 2.3). */
    public Optional<OrderDetails> details(OrderId id) {
        return find(id).map(order -> views.details(order, commands.offers(order)));
    }

    /** The steps of an order, oldest first: when, what, who, from which status to which. */
    public List<JournalEntry> timeline(OrderId id) {
        requireNonNull(id, "id");
        return state.orders().journal(id);
    }

    /**
     * Everything known of the life of an order, oldest first: sync runs, its own steps, tasks and their rounds, API
     * calls, write-backs. Empty when there is no such order.
     */
    public List<TraceEntry> trace(OrderId id) {
        return find(id).map(trace::of).orElse(List.of());
    }

    /** How much of each line a warehouse has stock for (platform-orders, section 2.7). Reserves nothing. */
    public Availability availability(OrderId id, WarehouseCode warehouse) {
        requireNonNull(id, "id");
        requireNonNull(warehouse, "warehouse");
        return stock.of(id, warehouse);
    }

    /** What can be done with an order now, in menu order, and if not, why; empty when there is no such order. */
    public List<Offer> offers(OrderId id) {
        return find(id).map(commands::offers).orElse(List.of());
    }

    /**
     * Dispatches one order to a warehouse: its outbound order and the task that creates it there exist
     * when this returns (platform-orders, section 2.4).
     */
    public OrderResult dispatch(DispatchOrder request) {
        return dispatch(request, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult dispatch(DispatchOrder request, CommandOptions options) {
        requireNonNull(request, "request");
        OrderResult result = commands.run(request.order(), new OrderCommand.Dispatch(request, false), options);
        bindings.rejudge(request.order(), result, request.bindings(), options.actor());
        return result;
    }

    /** What would become of dispatching that order; it does nothing. */
    public DispatchVerdict checkDispatch(DispatchOrder request) {
        requireNonNull(request, "request");
        return commands.judge(request, false);
    }

    /** What would become of each order of a batch, in the order given; it does nothing. */
    public List<DispatchVerdict> checkDispatch(DispatchBatch batch) {
        requireNonNull(batch, "batch");
        boolean several = batch.orders().size() > 1;
        return batch.orders().stream()
                .map(id -> commands.judge(DispatchOrder.of(id, batch.warehouse(), batch.channel()), several))
                .toList();
    }

    /**
     * Dispatches several orders to one warehouse by one channel. Each is judged and committed by itself;
     * there is one result for each, in the order given, duplicates collapsed.
     */
    public List<OrderResult> dispatchBatch(DispatchBatch batch) {
        requireNonNull(batch, "batch");
        return commands.dispatchAll(batch, CommandOptions.none());
    }

    /** The same under a key, from which each order has a key of its own; no version can be expected. */
    public List<OrderResult> dispatchBatch(DispatchBatch batch, CommandOptions options) {
        requireNonNull(batch, "batch");
        requireNonNull(options, "options");
        Require.that(
                options.expectedVersion().isEmpty(),
                "expected version",
                options.expectedVersion(),
                "left out for a batch: orders have versions of their own");
        return commands.dispatchAll(batch, options);
    }

    /** Cancels an order, or asks the warehouse that has it to (platform-orders, section 2.5). */
    public OrderResult cancel(OrderId id) {
        return cancel(id, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult cancel(OrderId id, CommandOptions options) {
        return cancel(CancelOrder.here(id), options);
    }

    /** The same without options. */
    public OrderResult cancel(CancelOrder request) {
        return cancel(request, CommandOptions.none());
    }

    /**
     * The same, telling its platform too where that is asked for: at once when it is cancelled at once, else when the
     * warehouse has confirmed. What the platform answers is seen at the order's exceptions.
     */
    public OrderResult cancel(CancelOrder request, CommandOptions options) {
        requireNonNull(request, "request");
        return commands.run(request.order(), new OrderCommand.Cancel(request), options);
    }

    /**
     * Answers a buyer who asked the platform to cancel that the order goes on. To grant it, {@linkplain #cancel(CancelOrder,
     * CommandOptions) cancel} the order everywhere.
     *
     * @param reason why, in words; may be empty
     */
    public OrderResult rejectBuyersRequest(OrderId id, String reason) {
        return rejectBuyersRequest(id, reason, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult rejectBuyersRequest(OrderId id, String reason, CommandOptions options) {
        return commands.rejectBuyersRequest(id, requireNonNull(reason, "reason"), options);
    }

    /** Tells the platform again of what was shipped and is not confirmed (platform-orders, section 2.5). */
    public OrderResult markShipped(OrderId id) {
        return markShipped(id, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult markShipped(OrderId id, CommandOptions options) {
        return commands.run(id, new OrderCommand.MarkShipped(), options);
    }

    /**
     * Accepts or rejects a purchase order (platform-orders, section 2.7). The platform is told by a sync task;
     * the order is acknowledged when it has taken it. The same content again is answered again.
     */
    public OrderResult acknowledge(AcknowledgeOrder request) {
        return acknowledge(request, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult acknowledge(AcknowledgeOrder request, CommandOptions options) {
        requireNonNull(request, "request");
        return commands.run(request.order(), new OrderCommand.Acknowledge(request), options);
    }

    /**
     * Tells the platform of goods that were shipped without the warehouse, or of a tracking number in place of
     * one it refused (platform-orders, section 2.5). The order ends as manually completed when it knows.
     */
    public OrderResult manualShip(ManualShipment shipment) {
        return manualShip(shipment, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult manualShip(ManualShipment shipment, CommandOptions options) {
        requireNonNull(shipment, "shipment");
        return commands.run(shipment.order(), new OrderCommand.ManualShip(shipment), options);
    }

    /** Gives up what a warehouse left unshipped of a partly shipped order, so that the order can be finished. */
    public OrderResult closeShort(OrderId id) {
        return closeShort(id, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult closeShort(OrderId id, CommandOptions options) {
        return commands.run(id, new OrderCommand.CloseShort(), options);
    }

    /** Keeps a waiting order from being dispatched, acknowledged or shipped by hand; in place of a hold it has. */
    public OrderResult hold(HoldOrder hold) {
        return hold(hold, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult hold(HoldOrder hold, CommandOptions options) {
        requireNonNull(hold, "hold");
        return commands.run(hold.order(), new OrderCommand.Hold(hold), options);
    }

    /** Lets an order go that is held here. */
    public OrderResult release(OrderId id) {
        return release(id, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult release(OrderId id, CommandOptions options) {
        return commands.run(id, new OrderCommand.Release(), options);
    }

    /**
     * Binds a line of a waiting order: its platform SKU, or the line alone when the platform gave no
     * SKU (platform-orders, section 2.4).
     */
    public OrderResult bindLine(OrderId id, LineBinding binding) {
        return bindLine(id, binding, CommandOptions.none());
    }

    /** The same, with a key or for one version of the order only. */
    public OrderResult bindLine(OrderId id, LineBinding binding, CommandOptions options) {
        requireNonNull(binding, "binding");
        OrderResult result = commands.run(id, new OrderCommand.Bind(binding), options);
        bindings.rejudge(id, result, List.of(binding), options.actor());
        return result;
    }

    /** Binds a platform SKU to one warehouse SKU; see {@link #bindSku(StoreId, String, List, String)}. */
    public List<Reason> bindSku(StoreId store, String platformSku, WarehouseSku warehouseSku, int each) {
        return bindSku(store, platformSku, List.of(new SkuPieces(warehouseSku, each)), JournalEntry.OPERATOR);
    }

    /**
     * Binds a platform SKU of a store ahead of its orders, in place of what it was bound to (platform-orders,
     * section 3.3). The orders that wait with it are judged anew; an outbound order that was not sent because a
     * mapping was missing is made anew, and its task becomes due.
     *
     * @param goods what is shipped for each piece sold: one warehouse SKU, or each part of a kit
     * @param actor who does it, as the journal of the mapping is to show it
     * @return why it cannot be done, as for a store or a warehouse SKU that does not exist; empty when it is done
     */
    public List<Reason> bindSku(StoreId store, String platformSku, List<SkuPieces> goods, String actor) {
        return bindings.bind(store, platformSku, goods, Require.text(actor, "actor"));
    }

    /** Takes the binding of a platform SKU away; see {@link #unbindSku(StoreId, String, String)}. */
    public void unbindSku(StoreId store, String platformSku) {
        unbindSku(store, platformSku, JournalEntry.OPERATOR);
    }

    /**
     * Takes the binding of a platform SKU away; orders that wait with it show so. Harmless when there is none, and for a
     * store that does not exist.
     */
    public void unbindSku(StoreId store, String platformSku, String actor) {
        requireNonNull(store, "store");
        bindings.unbind(store, platformSku, Require.text(actor, "actor"));
    }

    /** Who bound a platform SKU to what, oldest first. */
    public List<MappingChange> mappingHistory(StoreId store, String platformSku) {
        requireNonNull(store, "store");
        requireNonNull(platformSku, "platformSku");
        return state.mappings().journal(store, platformSku);
    }

    /** The bindings of a store, by platform SKU. */
    public List<SkuMapping> mappings(StoreId store) {
        requireNonNull(store, "store");
        return state.mappings().list(store);
    }

    /** The platform SKUs of waiting orders of that store that are not bound, each once. */
    public List<String> unmappedSkus(StoreId store) {
        requireNonNull(store, "store");
        return state.mappings().unmapped(store);
    }

    /** At most {@code limit} warehouse SKUs of the catalogue that match the keyword; 1 or more. */
    public List<WarehouseSku> searchSkus(String keyword, int limit) {
        requireNonNull(keyword, "keyword");
        Require.that(limit >= 1, "limit", limit, "1 or more");
        return catalogue.searchSkus(keyword, limit);
    }
}
