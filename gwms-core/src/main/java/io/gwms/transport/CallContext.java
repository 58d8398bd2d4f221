package io.gwms.transport;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call is for; goes into its audit record, never over the wire. Immutable.
 *
 * <p>The four filters of the API log come from here (platform-api-logs, section 2): action, EC
 * integration (a store), shipping integration (an account at a proxy-warehouse system) and source.
 */
public final class CallContext {
    private final CallAction action;
    private final @Nullable StoreId store;
    private final @Nullable ProxySystem proxySystem;
    private final @Nullable String proxyAccount;
    private final @Nullable String sourceType;
    private final @Nullable String sourceId;
    private final @Nullable String correlation;
    private final @Nullable OrderId order;

    private CallContext(
            CallAction action,
            @Nullable StoreId store,
            @Nullable ProxySystem proxySystem,
            @Nullable String proxyAccount,
            @Nullable String sourceType,
            @Nullable String sourceId,
            @Nullable String correlation,
            @Nullable OrderId order) {
        this.action = requireNonNull(action, "action");
        this.store = store;
        this.proxySystem = proxySystem;
        this.proxyAccount = proxyAccount;
        this.sourceType = sourceType;
        this.sourceId = sourceId;
        this.correlation = correlation;
        this.order = order;
    }

    /** A call of a host's own, for no store or warehouse in particular. */
    public static CallContext of(CallAction action) {
        return new CallContext(action, null, null, null, null, null, null, null);
    }

    /** A call for a sales store. */
    public static CallContext forStore(CallAction action, StoreId store) {
        return new CallContext(action, requireNonNull(store, "store"), null, null, null, null, null, null);
    }

    /** A call to a proxy-warehouse system. */
    public static CallContext forProxy(CallAction action, ProxySystem system) {
        return new CallContext(action, null, requireNonNull(system, "system"), null, null, null, null, null);
    }

    /** A call to a proxy-warehouse system for one of the accounts there, as the route of its warehouse names it. */
    public static CallContext forProxy(CallAction action, ProxySystem system, String account) {
        return new CallContext(
                action,
                null,
                requireNonNull(system, "system"),
                Require.text(account, "account"),
                null,
                null,
                null,
                null);
    }

    /** The same call for another action. */
    public CallContext withAction(CallAction action) {
        return new CallContext(action, store, proxySystem, proxyAccount, sourceType, sourceId, correlation, order);
    }

    /** The same, about one object: its type ({@code order}, {@code warehouse}, …) and id. */
    public CallContext about(String sourceType, String sourceId) {
        return new CallContext(action, store, proxySystem, proxyAccount, sourceType, sourceId, correlation, order);
    }

    /** The same, on behalf of something to find it by, such as a task attempt. */
    public CallContext correlated(String correlation) {
        return new CallContext(action, store, proxySystem, proxyAccount, sourceType, sourceId, correlation, order);
    }

    /** The same, for one order: what the order's trace and its erasure find it by. */
    public CallContext forOrder(OrderId order) {
        return new CallContext(
                action,
                store,
                proxySystem,
                proxyAccount,
                sourceType,
                sourceId,
                correlation,
                requireNonNull(order, "order"));
    }

    /** The same without the object and the order it is about: what may stay when a person is forgotten. */
    public CallContext withoutObject() {
        return new CallContext(action, store, proxySystem, proxyAccount, null, null, correlation, null);
    }

    /** What the call does. */
    public CallAction action() {
        return action;
    }

    /** The sales store it is made for. */
    public Optional<StoreId> store() {
        return Optional.ofNullable(store);
    }

    /** The proxy-warehouse system it goes to. */
    public Optional<ProxySystem> proxySystem() {
        return Optional.ofNullable(proxySystem);
    }

    /** The account there that it is made for. */
    public Optional<String> proxyAccount() {
        return Optional.ofNullable(proxyAccount);
    }

    /** The type of the object it is about. */
    public Optional<String> sourceType() {
        return Optional.ofNullable(sourceType);
    }

    /** The id of the object it is about. */
    public Optional<String> sourceId() {
        return Optional.ofNullable(sourceId);
    }

    /** What it is made on behalf of, for example {@code task:4711}. */
    public Optional<String> correlation() {
        return Optional.ofNullable(correlation);
    }

    /** The order it is made for. */
    public Optional<OrderId> order() {
        return Optional.ofNullable(order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallContext that
                && action.equals(that.action)
                && Objects.equals(store, that.store)
                && Objects.equals(proxySystem, that.proxySystem)
                && Objects.equals(proxyAccount, that.proxyAccount)
                && Objects.equals(sourceType, that.sourceType)
                && Objects.equals(sourceId, that.sourceId)
                && Objects.equals(correlation, that.correlation)
                && Objects.equals(order, that.order);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, store, proxySystem, proxyAccount, sourceType, sourceId, correlation, order);
    }

    /** The action, for messages. */
    @Override
    public String toString() {
        return action.toString();
    }
}
