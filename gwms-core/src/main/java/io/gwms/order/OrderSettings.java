package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.task.TaskRoute;
import io.gwms.trace.TraceSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What orders need to know of the rest of a runtime. The functions are asked with each decision, so
 * what they know may grow after the orders exist; they must answer at once and be safe to share. Immutable.
 */
public final class OrderSettings {
    private Function<PlatformType, WriteBackSupport> writeBack = platform -> WriteBackSupport.PARTIAL;
    private Function<PlatformType, AcknowledgeSupport> acknowledges = platform -> AcknowledgeSupport.ONCE;
    private Predicate<PlatformType> issuesTracking = platform -> false;
    private Predicate<PlatformType> takesCancels = platform -> false;
    private CompleteOn completeOn = CompleteOn.WRITE_BACK;
    private boolean rejectAllCancels;
    private BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available = (warehouse, sku) -> OptionalLong.empty();
    private Function<WarehouseCode, Optional<TaskRoute>> routes = warehouse -> Optional.empty();
    private Runnable wakeTasks = () -> {};
    private long maxLabelBytes = 10L << 20;
    private Supplier<List<TraceSource>> traces = List::of;

    private OrderSettings() {}

    /** Every platform takes single shipments, no warehouse has a route, nobody is woken. */
    public static OrderSettings defaults() {
        return new OrderSettings();
    }

    private OrderSettings with(Consumer<OrderSettings> change) {
        OrderSettings copy = new OrderSettings();
        copy.writeBack = writeBack;
        copy.acknowledges = acknowledges;
        copy.issuesTracking = issuesTracking;
        copy.takesCancels = takesCancels;
        copy.completeOn = completeOn;
        copy.rejectAllCancels = rejectAllCancels;
        copy.available = available;
        copy.routes = routes;
        copy.wakeTasks = wakeTasks;
        copy.maxLabelBytes = maxLabelBytes;
        copy.traces = traces;
        change.accept(copy);
        return copy;
    }

    /** The same with what platforms can be told. */
    public OrderSettings withWriteBack(Function<PlatformType, WriteBackSupport> writeBack) {
        return with(copy -> copy.writeBack = requireNonNull(writeBack, "writeBack"));
    }

    /** The same with what platforms take of acknowledgements. */
    public OrderSettings withAcknowledges(Function<PlatformType, AcknowledgeSupport> acknowledges) {
        return with(copy -> copy.acknowledges = requireNonNull(acknowledges, "acknowledges"));
    }

    /** The same with which platforms issue tracking numbers. */
    public OrderSettings withIssuesTracking(Predicate<PlatformType> issuesTracking) {
        return with(copy -> copy.issuesTracking = requireNonNull(issuesTracking, "issuesTracking"));
    }

    /** The same with which platforms can be told of cancels. */
    public OrderSettings withTakesCancels(Predicate<PlatformType> takesCancels) {
        return with(copy -> copy.takesCancels = requireNonNull(takesCancels, "takesCancels"));
    }

    /** The same with what completes orders. */
    public OrderSettings withCompleteOn(CompleteOn completeOn) {
        return with(copy -> copy.completeOn = requireNonNull(completeOn, "completeOn"));
    }

    /** The same with whether rejecting all of a purchase order cancels it. */
    public OrderSettings withRejectAllCancels(boolean rejectAllCancels) {
        return with(copy -> copy.rejectAllCancels = rejectAllCancels);
    }

    /** The same with what warehouses can still promise. */
    public OrderSettings withAvailable(BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available) {
        return with(copy -> copy.available = requireNonNull(available, "available"));
    }

    /** The same with the routes of warehouses. */
    public OrderSettings withRoutes(Function<WarehouseCode, Optional<TaskRoute>> routes) {
        return with(copy -> copy.routes = requireNonNull(routes, "routes"));
    }

    /** The same with whom to wake. */
    public OrderSettings withWakeTasks(Runnable wakeTasks) {
        return with(copy -> copy.wakeTasks = requireNonNull(wakeTasks, "wakeTasks"));
    }

    /** The same with another limit for labels, 1 or more. */
    public OrderSettings withMaxLabelBytes(long maxLabelBytes) {
        Require.that(maxLabelBytes >= 1, "maxLabelBytes", maxLabelBytes, "1 or more");
        return with(copy -> copy.maxLabelBytes = maxLabelBytes);
    }

    /** The same with what adds to timelines. */
    public OrderSettings withTraces(Supplier<List<TraceSource>> traces) {
        return with(copy -> copy.traces = requireNonNull(traces, "traces"));
    }

    /** What a platform can be told of shipments; {@code PARTIAL} unless known. */
    public Function<PlatformType, WriteBackSupport> writeBack() {
        return writeBack;
    }

    /** What a platform takes of acknowledgements; one, with reasons in any words, unless known. */
    public Function<PlatformType, AcknowledgeSupport> acknowledges() {
        return acknowledges;
    }

    /** Whether a platform itself issues the tracking numbers of shipments; no unless known. */
    public Predicate<PlatformType> issuesTracking() {
        return issuesTracking;
    }

    /** Whether a platform can be told that an order is cancelled; no unless known. */
    public Predicate<PlatformType> takesCancels() {
        return takesCancels;
    }

    /** What completes an order that has shipped; a confirmed write-back unless set. */
    public CompleteOn completeOn() {
        return completeOn;
    }

    /** Whether a purchase order of which nothing was accepted is cancelled by that; no unless set. */
    public boolean rejectAllCancels() {
        return rejectAllCancels;
    }

    /** Pieces of a warehouse SKU a warehouse can still promise; empty, which limits nothing, when nobody knows. */
    public BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available() {
        return available;
    }

    /** The route that tasks of a warehouse show; tasks of a warehouse without one carry none and their handler says so. */
    public Function<WarehouseCode, Optional<TaskRoute>> routes() {
        return routes;
    }

    /** Called after a commit that added or hurried a task. */
    public Runnable wakeTasks() {
        return wakeTasks;
    }

    /** The largest label accepted, inclusive, in bytes; 10 MiB unless set (platform-orders, section 2). */
    public long maxLabelBytes() {
        return maxLabelBytes;
    }

    /** What adds to the timelines of orders; nothing unless set. */
    public Supplier<List<TraceSource>> traces() {
        return traces;
    }
}
