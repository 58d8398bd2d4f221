package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.internal.Shown;
import io.gwms.order.OrderId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.transport.CallAction;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the API log: the four filters of its page (platform-api-logs, section 2) and the
 * links from other pages. Newest first. All filters apply together; whatever is null does not filter. Immutable.
 */
public final class ApiCallQuery {
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable CallAction action;
    private @Nullable StoreId store;
    private @Nullable ProxySystem proxySystem;
    private @Nullable String proxyAccount;
    private @Nullable StatusClass outcome;
    private @Nullable CallDirection direction;
    private @Nullable OrderId order;
    private @Nullable String correlation;
    private @Nullable String sourceType;
    private @Nullable String sourceId;
    private final int limit;
    private @Nullable PageMark before;

    private ApiCallQuery(int limit) {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
        this.limit = limit;
    }

    /** The newest calls of all, 1 to 500 on a page. */
    public static ApiCallQuery newest(int limit) {
        return new ApiCallQuery(limit);
    }

    /** The newest calls made on behalf of {@code correlation}. */
    public static ApiCallQuery correlated(String correlation, int limit) {
        return newest(limit).withCorrelation(correlation);
    }

    /** The newest calls of a task: its «Request Logs» (sync-tasks, section 2.5). */
    public static ApiCallQuery ofTask(TaskId task, int limit) {
        requireNonNull(task, "task");
        return correlated(task.correlation(), limit);
    }

    /** The newest calls made for an order, by whatever task. */
    public static ApiCallQuery ofOrder(OrderId order, int limit) {
        return newest(limit).withOrder(order);
    }

    private ApiCallQuery with(Consumer<ApiCallQuery> change) {
        ApiCallQuery copy = new ApiCallQuery(limit);
        copy.from = from;
        copy.to = to;
        copy.action = action;
        copy.store = store;
        copy.proxySystem = proxySystem;
        copy.proxyAccount = proxyAccount;
        copy.outcome = outcome;
        copy.direction = direction;
        copy.order = order;
        copy.correlation = correlation;
        copy.sourceType = sourceType;
        copy.sourceId = sourceId;
        copy.before = before;
        change.accept(copy);
        return copy;
    }

    /** The same, for a stretch of time only. */
    public ApiCallQuery during(TimeWindow window) {
        requireNonNull(window, "window");
        return with(copy -> {
            copy.from = window.from();
            copy.to = window.to();
        });
    }

    /** The same, for one action only. */
    public ApiCallQuery withAction(CallAction action) {
        return with(copy -> copy.action = requireNonNull(action, "action"));
    }

    /** The same, for one EC integration only. */
    public ApiCallQuery withStore(StoreId store) {
        return with(copy -> copy.store = requireNonNull(store, "store"));
    }

    /** The same, for one proxy-warehouse system only, whichever the account. */
    public ApiCallQuery withProxySystem(ProxySystem proxySystem) {
        return with(copy -> {
            copy.proxySystem = requireNonNull(proxySystem, "proxySystem");
            copy.proxyAccount = null;
        });
    }

    /** The same, for one shipping integration only: one account at a proxy-warehouse system. */
    public ApiCallQuery withProxyAccount(ProxySystem proxySystem, String account) {
        return with(copy -> {
            copy.proxySystem = requireNonNull(proxySystem, "proxySystem");
            copy.proxyAccount = requireNonNull(account, "account");
        });
    }

    /** The same, for one colour only. */
    public ApiCallQuery withOutcome(StatusClass outcome) {
        return with(copy -> copy.outcome = requireNonNull(outcome, "outcome"));
    }

    /** The same, for one direction only. */
    public ApiCallQuery withDirection(CallDirection direction) {
        return with(copy -> copy.direction = requireNonNull(direction, "direction"));
    }

    /** The same, for one order only. */
    public ApiCallQuery withOrder(OrderId order) {
        return with(copy -> copy.order = requireNonNull(order, "order"));
    }

    /** The same, for what was made on behalf of one thing only. */
    public ApiCallQuery withCorrelation(String correlation) {
        return with(copy -> copy.correlation = requireNonNull(correlation, "correlation"));
    }

    /** The same, for calls about one object only. */
    public ApiCallQuery withSource(String sourceType, String sourceId) {
        return with(copy -> {
            copy.sourceType = requireNonNull(sourceType, "sourceType");
            copy.sourceId = requireNonNull(sourceId, "sourceId");
        });
    }

    /** The page after the one that ended with this row. */
    public ApiCallQuery after(ApiCall last) {
        requireNonNull(last, "last");
        return after(new PageMark(last.createdAt(), last.id()));
    }

    /** The page after the one that ended there. */
    public ApiCallQuery after(PageMark mark) {
        return with(copy -> copy.before = requireNonNull(mark, "mark"));
    }

    /** First moment shown. */
    public @Nullable Instant from() {
        return from;
    }

    /** First moment no longer shown. */
    public @Nullable Instant to() {
        return to;
    }

    /** Only this action. */
    public @Nullable CallAction action() {
        return action;
    }

    /** Only this EC integration. */
    public @Nullable StoreId store() {
        return store;
    }

    /** Only this proxy-warehouse system. */
    public @Nullable ProxySystem proxySystem() {
        return proxySystem;
    }

    /** Only this account there. */
    public @Nullable String proxyAccount() {
        return proxyAccount;
    }

    /** Only this colour. */
    public @Nullable StatusClass outcome() {
        return outcome;
    }

    /** Only calls that went this way. */
    public @Nullable CallDirection direction() {
        return direction;
    }

    /** Only calls made for this order. */
    public @Nullable OrderId order() {
        return order;
    }

    /** Only calls made on behalf of this, for example {@code task:4711}. */
    public @Nullable String correlation() {
        return correlation;
    }

    /** Only calls about an object of this type. */
    public @Nullable String sourceType() {
        return sourceType;
    }

    /** Only calls about the object of this id. */
    public @Nullable String sourceId() {
        return sourceId;
    }

    /** Rows of a page, 1 to 500. */
    public int limit() {
        return limit;
    }

    /** Where the page before ended; null for the first page. */
    public @Nullable PageMark before() {
        return before;
    }

    @Override
    public String toString() {
        return Shown.of(ApiCallQuery.class)
                .with("from", from)
                .with("to", to)
                .with("action", action)
                .with("store", store)
                .with("proxySystem", proxySystem)
                .with("proxyAccount", proxyAccount)
                .with("outcome", outcome)
                .with("direction", direction)
                .with("order", order)
                .with("correlation", correlation)
                .with("sourceType", sourceType)
                .with("sourceId", sourceId)
                .with("limit", limit)
                .with("before", before)
                .toString();
    }
}
