package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.task.TaskRoute;
import io.gwms.trace.TraceSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What orders need to know of the rest of a runtime. The functions are asked with each decision, so
 * what they know may grow after the orders exist; they must answer at once and be safe to share.
 *
 * @param writeBack what a platform can be told of shipments; {@code PARTIAL} unless known
 * @param amends whether a platform lets an acknowledgement be replaced; no unless known
 * @param issuesTracking whether a platform itself issues the tracking numbers of shipments; no unless known
 * @param takesCancels whether a platform can be told that an order is cancelled; no unless known
 * @param rejectAllCancels whether a purchase order of which nothing was accepted is cancelled by that; no unless set
 * @param available pieces of a warehouse SKU a warehouse can still promise; empty, which limits nothing, when
 *     nobody knows
 * @param routes the route that tasks of a warehouse show; tasks of a warehouse without one carry none
 *     and their handler says so
 * @param wakeTasks called after a commit that added or hurried a task
 * @param maxLabelBytes largest label accepted, inclusive; 10 MiB unless set (platform-orders, section 2)
 * @param traces what adds to the timelines of orders
 */
@Incubating
public record OrderSettings(
        Function<PlatformType, WriteBackSupport> writeBack,
        Predicate<PlatformType> amends,
        Predicate<PlatformType> issuesTracking,
        Predicate<PlatformType> takesCancels,
        boolean rejectAllCancels,
        BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available,
        Function<WarehouseCode, Optional<TaskRoute>> routes,
        Runnable wakeTasks,
        long maxLabelBytes,
        Supplier<List<TraceSource>> traces) {
    private static final long TEN_MIB = 10L << 20;

    public OrderSettings {
        requireNonNull(writeBack, "writeBack");
        requireNonNull(amends, "amends");
        requireNonNull(issuesTracking, "issuesTracking");
        requireNonNull(takesCancels, "takesCancels");
        requireNonNull(available, "available");
        requireNonNull(routes, "routes");
        requireNonNull(wakeTasks, "wakeTasks");
        requireNonNull(traces, "traces");
        Require.that(maxLabelBytes >= 1, "maxLabelBytes", maxLabelBytes, "1 or more");
    }

    /** Every platform takes single shipments, no warehouse has a route, nobody is woken. */
    public static OrderSettings defaults() {
        return new OrderSettings(
                platform -> WriteBackSupport.PARTIAL,
                platform -> false,
                platform -> false,
                platform -> false,
                false,
                (warehouse, sku) -> OptionalLong.empty(),
                warehouse -> Optional.empty(),
                () -> {},
                TEN_MIB,
                List::of);
    }

    /** The same with what platforms can be told. */
    public OrderSettings withWriteBack(Function<PlatformType, WriteBackSupport> writeBack) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with which platforms let an acknowledgement be replaced. */
    public OrderSettings withAmends(Predicate<PlatformType> amends) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with which platforms issue tracking numbers. */
    public OrderSettings withIssuesTracking(Predicate<PlatformType> issuesTracking) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with which platforms can be told of cancels. */
    public OrderSettings withTakesCancels(Predicate<PlatformType> takesCancels) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with whether rejecting all of a purchase order cancels it. */
    public OrderSettings withRejectAllCancels(boolean rejectAllCancels) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with what warehouses can still promise. */
    public OrderSettings withAvailable(BiFunction<WarehouseCode, WarehouseSku, OptionalLong> available) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with the routes of warehouses. */
    public OrderSettings withRoutes(Function<WarehouseCode, Optional<TaskRoute>> routes) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with whom to wake. */
    public OrderSettings withWakeTasks(Runnable wakeTasks) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with another limit for labels. */
    public OrderSettings withMaxLabelBytes(long maxLabelBytes) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }

    /** The same with what adds to timelines. */
    public OrderSettings withTraces(Supplier<List<TraceSource>> traces) {
        return new OrderSettings(
                writeBack,
                amends,
                issuesTracking,
                takesCancels,
                rejectAllCancels,
                available,
                routes,
                wakeTasks,
                maxLabelBytes,
                traces);
    }
}
