package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.reading.Orders;
import io.gwms.state.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the latest orders asks for again once its windows are covered: orders in quarantine, whose cause may
 * have gone away, and, where the platform's cursor is not reliable, every order that is open here. By number where the
 * platform looks numbers up, else by the window an order was found in; a cursor about the order time always by window,
 * which shows a hundred orders for one call.
 */
final class Sweep {
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final int ORDERS_PER_QUERY = 500;
    private static final int MOST_WINDOWS = 50;
    private static final List<OrderStatus> OPEN = Stream.of(OrderStatus.values())
            .filter(status -> !status.isTerminal())
            .toList();

    private final ModuleSetup setup;
    private final SyncJob job;
    private final PlatformCapabilities can;
    private final Instant startedAt;
    private final Duration every;
    private final boolean sweeping;

    Sweep(ModuleSetup setup, SyncJob job, PlatformCapabilities can, Instant startedAt, Duration every) {
        this.setup = setup;
        this.job = job;
        this.can = can;
        this.startedAt = startedAt;
        this.every = every;
        this.sweeping = job.mode() == SyncMode.IMMEDIATE && !can.cursor().reliable() && isDue();
    }

    private boolean isDue() {
        Coverage coverage = setup.state().orderSync().coverage(job.store(), job.kind());
        Instant last = coverage.sweptAt();
        return job.trigger() == SyncTrigger.MANUAL
                || last == null
                || !last.plus(every).isAfter(startedAt);
    }

    /** Numbers to look up, and where to go on behind them. */
    record Chunk(List<String> numbers, String last) {
        /** The platform's id of the last order in it. */
        String lastId() {
            return last.substring(last.indexOf('/') + 1);
        }
    }

    /** The windows to read again. */
    List<TimeWindow> windows() {
        Slicing slicing = new Slicing(can.cursor(), startedAt);
        Coverage all = Coverage.none(job.store(), job.kind());
        List<TimeWindow> found = new ArrayList<>();
        eachDue(order -> {
            if (!canBeLookedUp(order) && order.foundIn() != null) {
                found.add(order.foundIn());
            }
        });
        for (TimeWindow window : found) {
            all = all.with(window);
        }
        if (sweeping && !sweepsByNumber()) {
            all = withOpenOrders(all);
        }
        List<TimeWindow> windows = all.proven();
        if (windows.size() > MOST_WINDOWS) {
            windows = List.of(windows.get(0).hull(windows.get(windows.size() - 1)));
        }
        return windows.stream()
                .flatMap(window -> slicing.within(window).stream())
                .toList();
    }

    /** A day for each open order, so that orders of one time are one window. */
    private Coverage withOpenOrders(Coverage windows) {
        Coverage all = windows;
        for (OrderStatus status : OPEN) {
            OrderQuery query = openOrders(status, ORDERS_PER_QUERY);
            List<Order> page = setup.state().orders().list(query);
            while (!page.isEmpty()) {
                for (Order order : page) {
                    long day = Math.floorDiv(
                            Scopes.moment(can.cursor(), order.platform()).getEpochSecond(), 86_400);
                    all = all.with(new TimeWindow(
                            Instant.ofEpochSecond(day * 86_400), Instant.ofEpochSecond((day + 1) * 86_400)));
                }
                page = setup.state()
                        .orders()
                        .list(query.after(page.get(page.size() - 1).id()));
            }
        }
        return all;
    }

    private OrderQuery openOrders(OrderStatus status, int limit) {
        return OrderQuery.newest(limit)
                .withStore(job.store())
                .withKind(job.kind())
                .withStatus(status);
    }

    /** The next numbers to look up behind that place; empty when all are. */
    Optional<Chunk> next(String last, int most) {
        if (last.isEmpty() || last.startsWith("quarantine/")) {
            Optional<Chunk> aside = nextAside(last.isEmpty() ? "" : last.substring("quarantine/".length()), most);
            return aside.isPresent() ? aside : nextOpen(0, null, most);
        }
        int slash = last.indexOf('/');
        OrderStatus status = OrderStatus.valueOf(last.substring(0, slash));
        return nextOpen(OPEN.indexOf(status), new OrderId(job.store(), last.substring(slash + 1)), most);
    }

    private Optional<Chunk> nextAside(String after, int most) {
        String last = after;
        while (true) {
            List<Quarantined> page = setup.state().orderSync().quarantinedAfter(job.store(), last, most);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            last = page.get(page.size() - 1).platformOrderId();
            List<String> numbers = page.stream()
                    .filter(order -> isDue(order) && canBeLookedUp(order))
                    .map(Quarantined::platformOrderNumber)
                    .distinct()
                    .toList();
            if (!numbers.isEmpty()) {
                return Optional.of(new Chunk(numbers, "quarantine/" + last));
            }
        }
    }

    private Optional<Chunk> nextOpen(int fromStatus, @Nullable OrderId behind, int most) {
        if (!sweeping || !sweepsByNumber()) {
            return Optional.empty();
        }
        OrderId last = behind;
        for (OrderStatus status : OPEN.subList(fromStatus, OPEN.size())) {
            OrderQuery query = openOrders(status, most);
            List<Order> page = setup.state().orders().list(last == null ? query : query.after(last));
            if (!page.isEmpty()) {
                return Optional.of(new Chunk(
                        page.stream()
                                .map(order -> order.platform().number())
                                .distinct()
                                .toList(),
                        status + "/" + page.get(page.size() - 1).id().platformOrderId()));
            }
            last = null;
        }
        return Optional.empty();
    }

    /** Notes that all was asked for again, and what of the quarantine did not show up. */
    List<Change> done() {
        List<Change> changes = new ArrayList<>();
        eachDue(order -> {
            if (canBeLookedUp(order) || order.foundIn() != null) {
                changes.add(new Change.Quarantine(again(order)));
            }
        });
        if (sweeping) {
            changes.add(new Change.NoteSweep(job.store(), job.kind(), startedAt));
        }
        return changes;
    }

    /**
     * What was set aside of a window under a name that is not its own, before this run, and is not met any more now that
     * all of the window was read: it came in under its own name. The last page is not stored yet.
     */
    List<Change> readableAgain(TimeWindow read, List<FetchedOrder> lastPage) {
        Set<String> met = lastPage.stream()
                .map(order -> order.fold(known -> "", FetchedOrder.Unreadable::platformOrderId))
                .collect(Collectors.toSet());
        List<Change> released = new ArrayList<>();
        String last = Orders.NAMELESS;
        List<Quarantined> page = setup.state().orderSync().quarantinedAfter(job.store(), last, ORDERS_PER_QUERY);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(order -> order.platformOrderId().startsWith(Orders.NAMELESS))
                    .filter(order -> order.kind() == job.kind() && !met.contains(order.platformOrderId()))
                    .filter(order -> order.foundIn() != null
                            && !order.foundIn().from().isBefore(read.from())
                            && !order.foundIn().to().isAfter(read.to()))
                    .filter(order -> order.lastSeenAt().isBefore(startedAt))
                    .forEach(order -> released.add(new Change.Release(job.store(), order.platformOrderId())));
            last = page.get(page.size() - 1).platformOrderId();
            page = last.startsWith(Orders.NAMELESS)
                    ? setup.state().orderSync().quarantinedAfter(job.store(), last, ORDERS_PER_QUERY)
                    : List.of();
        }
        return released;
    }

    private Quarantined again(Quarantined order) {
        return new Quarantined(
                order.store(),
                order.kind(),
                order.platformOrderId(),
                order.platformOrderNumber(),
                order.family(),
                order.code(),
                order.reason(),
                order.raw(),
                order.firstSeenAt(),
                setup.clock().instant(),
                1,
                order.foundIn());
    }

    private void eachDue(Consumer<Quarantined> action) {
        String last = "";
        List<Quarantined> page = setup.state().orderSync().quarantinedAfter(job.store(), last, can.numbersAtOnce());
        while (!page.isEmpty()) {
            page.stream().filter(this::isDue).forEach(action);
            last = page.get(page.size() - 1).platformOrderId();
            page = setup.state().orderSync().quarantinedAfter(job.store(), last, can.numbersAtOnce());
        }
    }

    /** A person's run asks for all of them; others wait twice as long after each time in vain, up to a day. */
    private boolean isDue(Quarantined order) {
        Duration wait = every.multipliedBy(1L << Math.min(order.attempts() - 1, 10));
        Duration longest = every.compareTo(LONGEST_WAIT) < 0 ? LONGEST_WAIT : every;
        return order.kind() == job.kind()
                && order.lastSeenAt().isBefore(startedAt)
                && (job.trigger() == SyncTrigger.MANUAL
                        || !order.lastSeenAt()
                                .plus(wait.compareTo(longest) < 0 ? wait : longest)
                                .isAfter(startedAt));
    }

    private boolean canBeLookedUp(Quarantined order) {
        return can.canLookUpByNumber() && !order.platformOrderNumber().isBlank();
    }

    private boolean sweepsByNumber() {
        return can.canLookUpByNumber() && can.cursor().field() == OrderCursor.Field.CHANGED_AT;
    }
}
