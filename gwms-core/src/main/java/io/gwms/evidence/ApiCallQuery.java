package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.order.OrderId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.transport.CallAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the API log: the four filters of its page (platform-api-logs, section 2) and the
 * links from other pages. Newest first. All filters apply together; whatever is null does not filter.
 *
 * @param from first moment shown
 * @param to first moment no longer shown
 * @param action only this action
 * @param store only this EC integration
 * @param proxySystem only this shipping integration
 * @param outcome only this colour
 * @param direction only calls that went this way
 * @param order only calls made for this order
 * @param correlation only calls made on behalf of this, for example {@code task:4711}
 * @param sourceType only calls about an object of this type
 * @param sourceId only calls about the object of this id
 * @param limit rows of a page, 1 to 500
 * @param before where the page before ended; null for the first page
 */
@Incubating
public record ApiCallQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable CallAction action,
        @Nullable StoreId store,
        @Nullable ProxySystem proxySystem,
        @Nullable StatusClass outcome,
        @Nullable CallDirection direction,
        @Nullable OrderId order,
        @Nullable String correlation,
        @Nullable String sourceType,
        @Nullable String sourceId,
        int limit,
        @Nullable PageMark before) {
    public ApiCallQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
    }

    /** The newest calls of all. */
    public static ApiCallQuery newest(int limit) {
        return new ApiCallQuery(null, null, null, null, null, null, null, null, null, null, null, limit, null);
    }

    /** The newest calls made on behalf of {@code correlation}. */
    public static ApiCallQuery correlated(String correlation, int limit) {
        return newest(limit).withCorrelation(correlation);
    }

    /** The newest calls of a task: its «Request Logs» (sync-tasks, section 2.5). */
    public static ApiCallQuery ofTask(TaskId task, int limit) {
        return correlated(task.correlation(), limit);
    }

    /** The newest calls made for an order, by whatever task. */
    public static ApiCallQuery ofOrder(OrderId order, int limit) {
        return newest(limit).withOrder(order);
    }

    /** The same, for a stretch of time only. */
    public ApiCallQuery during(TimeWindow window) {
        return new ApiCallQuery(
                window.from(),
                window.to(),
                action,
                store,
                proxySystem,
                outcome,
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one action only. */
    public ApiCallQuery withAction(CallAction action) {
        return new ApiCallQuery(
                from,
                to,
                requireNonNull(action, "action"),
                store,
                proxySystem,
                outcome,
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one EC integration only. */
    public ApiCallQuery withStore(StoreId store) {
        return new ApiCallQuery(
                from,
                to,
                action,
                requireNonNull(store, "store"),
                proxySystem,
                outcome,
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one shipping integration only. */
    public ApiCallQuery withProxySystem(ProxySystem proxySystem) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                requireNonNull(proxySystem, "proxySystem"),
                outcome,
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one colour only. */
    public ApiCallQuery withOutcome(StatusClass outcome) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                requireNonNull(outcome, "outcome"),
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one direction only. */
    public ApiCallQuery withDirection(CallDirection direction) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                outcome,
                requireNonNull(direction, "direction"),
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for one order only. */
    public ApiCallQuery withOrder(OrderId order) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                outcome,
                direction,
                requireNonNull(order, "order"),
                correlation,
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for what was made on behalf of one thing only. */
    public ApiCallQuery withCorrelation(String correlation) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                outcome,
                direction,
                order,
                requireNonNull(correlation, "correlation"),
                sourceType,
                sourceId,
                limit,
                before);
    }

    /** The same, for calls about one object only. */
    public ApiCallQuery withSource(String sourceType, String sourceId) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                outcome,
                direction,
                order,
                correlation,
                requireNonNull(sourceType, "sourceType"),
                requireNonNull(sourceId, "sourceId"),
                limit,
                before);
    }

    /** The page after the one that ended with this row. */
    public ApiCallQuery after(ApiCall last) {
        return after(new PageMark(last.createdAt(), last.id()));
    }

    /** The page after the one that ended there. */
    public ApiCallQuery after(PageMark mark) {
        return new ApiCallQuery(
                from,
                to,
                action,
                store,
                proxySystem,
                outcome,
                direction,
                order,
                correlation,
                sourceType,
                sourceId,
                limit,
                requireNonNull(mark, "mark"));
    }
}
