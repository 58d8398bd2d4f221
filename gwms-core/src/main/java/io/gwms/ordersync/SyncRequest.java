package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.internal.Shown;
import io.gwms.order.OrderKind;
import io.gwms.store.StoreId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for orders of one or several stores (platform-orders, sections 2.2 and 2.6). Immutable; each
 * store becomes a run of its own.
 */
public final class SyncRequest {
    private final SyncTrigger trigger;
    private final SyncMode mode;
    private final OrderKind kind;
    private final List<StoreId> stores;
    private final @Nullable TimeWindow window;
    private final List<String> orderNumbers;

    private SyncRequest(
            SyncTrigger trigger,
            SyncMode mode,
            OrderKind kind,
            List<StoreId> stores,
            @Nullable TimeWindow window,
            List<String> orderNumbers) {
        this.trigger = trigger;
        this.mode = mode;
        this.kind = requireNonNull(kind, "kind");
        this.stores = Require.some(stores, "stores").stream().distinct().toList();
        this.window = window;
        this.orderNumbers = List.copyOf(orderNumbers);
    }

    /** The latest B2C orders of the stores. */
    public static SyncRequest immediate(StoreId... stores) {
        return new SyncRequest(
                SyncTrigger.MANUAL, SyncMode.IMMEDIATE, OrderKind.B2C, Arrays.asList(stores), null, List.of());
    }

    /** The B2C orders of that time range. */
    public static SyncRequest timeRange(TimeWindow window, StoreId... stores) {
        requireNonNull(window, "window");
        return new SyncRequest(
                SyncTrigger.MANUAL, SyncMode.TIME_RANGE, OrderKind.B2C, Arrays.asList(stores), window, List.of());
    }

    /** The B2C orders of those platform numbers; white space around them and repetitions do not count. */
    public static SyncRequest orderNumbers(List<String> numbers, StoreId... stores) {
        return new SyncRequest(
                SyncTrigger.MANUAL,
                SyncMode.ORDER_NUMBERS,
                OrderKind.B2C,
                Arrays.asList(stores),
                null,
                Require.some(numbers, "numbers").stream()
                        .map(number -> Require.text(number, "an order number").strip())
                        .distinct()
                        .toList());
    }

    /** The same for B2B purchase orders («PO mode»). */
    public SyncRequest purchaseOrders() {
        return new SyncRequest(trigger, mode, OrderKind.B2B, stores, window, orderNumbers);
    }

    /** The same, marked as asked for by a schedule and not by a person. */
    public SyncRequest automatic() {
        return new SyncRequest(SyncTrigger.AUTOMATIC, mode, kind, stores, window, orderNumbers);
    }

    /** Who asked. */
    public SyncTrigger trigger() {
        return trigger;
    }

    /** In which way. */
    public SyncMode mode() {
        return mode;
    }

    /** Consumer orders or purchase orders. */
    public OrderKind kind() {
        return kind;
    }

    /** The stores, each once, at least one. */
    public List<StoreId> stores() {
        return stores;
    }

    /** The time range, of a request that has one. */
    public Optional<TimeWindow> window() {
        return Optional.ofNullable(window);
    }

    /** The platform numbers, of a request that has some. */
    public List<String> orderNumbers() {
        return orderNumbers;
    }

    @Override
    public String toString() {
        return Shown.of(SyncRequest.class)
                .with("trigger", trigger)
                .with("mode", mode)
                .with("kind", kind)
                .with("stores", stores)
                .with("window", window)
                .with("orderNumbers", orderNumbers)
                .toString();
    }
}
