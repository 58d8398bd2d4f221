package io.gwms.platform.sync;

import io.gwms.GwmsException;
import io.gwms.ModuleSetup;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.order.Intake;
import io.gwms.order.Order;
import io.gwms.order.OrderEvents;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.redact.Redactor;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.task.TaskLeaseLostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores the orders of a page, and how far the run is then, in one commit. A page that cannot be stored is halved until the order at
 * fault stands alone; that one is quarantined and the others get in.
 */
final class PageCommit {
    private static final int MOST_CONFLICTS = 10;
    private static final int MOST_RAW = 50_000;
    private static final String UNREADABLE = "UNREADABLE";
    private static final String UNSTORABLE = "UNSTORABLE";

    private final StateRepository state;
    private final OrderEvents events;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Store store;
    private final OrderKind kind;
    private final Instant runBegan;
    private final Scope scope;
    private final Writer writer;
    private final Tally tally = new Tally();

    /**
     * @param runBegan since when what was written was written, and counted, by this run, the only one of its store
     * @param scope how the page was asked for
     * @param writer stores
     */
    PageCommit(ModuleSetup setup, Store store, OrderKind kind, Instant runBegan, Scope scope, Writer writer) {
        this.state = setup.state();
        this.events = setup.orderEvents();
        this.redactor = setup.redactor();
        this.clock = setup.clock();
        this.store = store;
        this.kind = kind;
        this.runBegan = runBegan;
        this.scope = scope;
        this.writer = writer;
    }

    /** Commits changes together with how far the run is then, so that whatever is stored is counted. */
    @FunctionalInterface
    interface Writer {
        /**
         * Commits.
         *
         * @param page what the page has come to with these changes
         * @param last whether the page is in with them
         */
        CommitResult write(List<Change> changes, Tally page, boolean last);
    }

    /** Tells how a page was asked for. */
    interface Scope {
        /** Whether an order is only read again: it counts only when it was missing or has changed. */
        boolean isReread(FetchedOrder order);

        /** Whether this round has stored the order before, because the platform gives it twice. */
        boolean isRepeated(FetchedOrder order);

        /** Whether orders were asked for by number, under which one may have been set aside whose id was not known. */
        default boolean isByNumber() {
            return false;
        }

        /** The window to ask for to see the order again; empty when there is none. */
        Optional<TimeWindow> foundIn(FetchedOrder order);
    }

    /** What a list of orders amounts to. */
    private record Decided(List<Change> changes, Tally tally) {}

    /** Stores them; what became of them. */
    Tally commit(Collection<FetchedOrder> orders) {
        Map<String, FetchedOrder> each = new LinkedHashMap<>();
        orders.forEach(order -> each.merge(idOf(order), order, PageCommit::newer));
        store(List.copyOf(each.values()), true);
        return tally;
    }

    private static FetchedOrder newer(FetchedOrder a, FetchedOrder b) {
        boolean older = a instanceof FetchedOrder.Read first
                && b instanceof FetchedOrder.Read second
                && second.order().changedAt().isBefore(first.order().changedAt());
        return older ? a : b;
    }

    private void store(List<FetchedOrder> orders, boolean last) {
        try {
            attempt(last, () -> decide(orders));
        } catch (RuntimeException e) {
            // Whatever one order makes the store throw; when it is the store itself, nothing can be set aside either.
            if (isOutage(e) || orders.isEmpty()) {
                throw e;
            }
            halve(orders, last, e);
        }
    }

    private void halve(List<FetchedOrder> orders, boolean last, RuntimeException failure) {
        if (orders.size() > 1) {
            int half = orders.size() / 2;
            store(orders.subList(0, half), false);
            store(orders.subList(half, orders.size()), last);
        } else if (orders.get(0) instanceof FetchedOrder.Read poison) {
            attempt(last, () -> {
                Decided decided = new Decided(new ArrayList<>(), new Tally());
                setAside(decided, poison, unstorable(poison.order(), failure), codeOf(failure), aside(List.of(poison)));
                return decided;
            });
        } else {
            throw failure;
        }
    }

    private void attempt(boolean last, Supplier<Decided> decision) {
        String met = "";
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            Decided decided = decision.get();
            CommitResult result = writer.write(decided.changes(), tally.plus(decided.tally()), last);
            if (!(result instanceof CommitResult.Conflict conflict)) {
                tally.add(decided.tally());
                return;
            }
            met = conflict.what();
        }
        throw new Contended(
                "the orders of a page changed here " + MOST_CONFLICTS + " times while they were stored; last: " + met);
    }

    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof Contended
                || failure instanceof TaskLeaseLostException
                || (failure instanceof DatabaseException database
                        && switch (database.kind()) {
                            case RETRYABLE, UNAVAILABLE, COMMIT_UNKNOWN -> true;
                            case UNIQUE_VIOLATION, OTHER -> false;
                        });
    }

    /** Somebody else keeps changing the same orders; the page is read again later. */
    private static final class Contended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Contended(String message) {
            super(message);
        }
    }

    private Decided decide(List<FetchedOrder> orders) {
        List<OrderId> ids = orders.stream()
                .map(order -> new OrderId(store.id(), idOf(order)))
                .toList();
        Map<OrderId, Order> stored =
                state.orders().findAll(ids).stream().collect(Collectors.toMap(Order::id, Function.identity()));
        Map<String, Quarantined> aside = aside(orders);
        OrderEvents.Receiver receiver = events.receiver(
                store,
                orders.stream()
                        .flatMap(order -> order.fold(read -> Stream.of(read.order()), never -> Stream.empty()))
                        .toList());
        Decided decided = new Decided(new ArrayList<>(), new Tally());
        for (FetchedOrder order : orders) {
            if (order instanceof FetchedOrder.Read read) {
                receive(decided, receiver, read, stored.get(new OrderId(store.id(), idOf(order))), aside);
            } else if (order instanceof FetchedOrder.Unreadable unreadable) {
                setAside(decided, order, unreadable, UNREADABLE, aside);
            }
        }
        return decided;
    }

    private Map<String, Quarantined> aside(List<FetchedOrder> orders) {
        List<String> ids = orders.stream()
                .flatMap(order -> scope.isByNumber() ? Stream.of(idOf(order), numberOf(order)) : Stream.of(idOf(order)))
                .distinct()
                .toList();
        return state.orderSync().quarantined(store.id(), ids).stream()
                .collect(Collectors.toMap(Quarantined::platformOrderId, Function.identity()));
    }

    private void receive(
            Decided decided,
            OrderEvents.Receiver receiver,
            FetchedOrder.Read fetched,
            @Nullable Order known,
            Map<String, Quarantined> aside) {
        PlatformOrder order = fetched.order();
        Intake intake;
        try {
            intake = receiver.received(order, known);
        } catch (RuntimeException e) {
            // An order the rules choke on stops no other; it is kept with the reason.
            setAside(decided, fetched, unstorable(order, e), codeOf(e), aside);
            return;
        }
        decided.changes().addAll(intake.changes());
        aside.values().stream()
                .filter(found -> isOf(order, found))
                .forEach(found -> decided.changes().add(new Change.Release(store.id(), found.platformOrderId())));
        boolean counted = known != null && isStoredByThisRun(known);
        boolean again = scope.isReread(fetched) || scope.isRepeated(fetched);
        if (!counted && !(again && intake.verdict() == Intake.Verdict.SKIPPED)) {
            switch (intake.verdict()) {
                case CREATED -> decided.tally().created.add(order.number());
                case UPDATED -> decided.tally().updated.add(order.number());
                case SKIPPED -> decided.tally().skipped.add(order.number());
            }
        }
    }

    /** What persons and warehouses did to it meanwhile is not what a run stores. */
    private boolean isStoredByThisRun(Order known) {
        return !known.updatedAt().isBefore(runBegan)
                && state.orders().journal(known.id()).stream()
                        .anyMatch(step -> !step.at().isBefore(runBegan) && step.isReceipt());
    }

    private static boolean isOf(PlatformOrder order, Quarantined aside) {
        return aside.platformOrderId().equals(order.platformOrderId())
                || (aside.platformOrderId().equals(aside.platformOrderNumber())
                        && aside.platformOrderNumber().equals(order.number()));
    }

    private void setAside(
            Decided decided,
            FetchedOrder fetched,
            FetchedOrder.Unreadable order,
            String code,
            Map<String, Quarantined> aside) {
        Instant now = clock.instant();
        @Nullable Quarantined before = aside.get(order.platformOrderId());
        String number = storable(redactor.text(order.number()));
        decided.changes()
                .add(new Change.Quarantine(new Quarantined(
                        store.id(),
                        kind,
                        storable(order.platformOrderId()),
                        number,
                        order.family(),
                        code,
                        storable(redactor.text(order.reason())),
                        storable(redactor.text(order.raw())),
                        now,
                        now,
                        1,
                        scope.foundIn(fetched).orElse(before == null ? null : before.foundIn()))));
        boolean counted = before != null && !before.lastSeenAt().isBefore(runBegan);
        if (before == null || !(counted || scope.isReread(fetched) || scope.isRepeated(fetched))) {
            decided.tally()
                    .quarantined
                    .add(number.isEmpty() ? storable(redactor.text(order.platformOrderId())) : number);
        }
    }

    private static FetchedOrder.Unreadable unstorable(PlatformOrder order, RuntimeException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        return new FetchedOrder.Unreadable(
                order.platformOrderId(), order.number(), "cannot be stored: " + reason, order.toString());
    }

    private static String idOf(FetchedOrder order) {
        return order.fold(read -> read.order().platformOrderId(), FetchedOrder.Unreadable::platformOrderId);
    }

    private static String numberOf(FetchedOrder order) {
        return order.fold(read -> read.order().number(), FetchedOrder.Unreadable::number);
    }

    private static String codeOf(RuntimeException failure) {
        return failure instanceof GwmsException coded ? coded.code() : UNSTORABLE;
    }

    /** What cannot be stored as text is told apart by its mark; a broken order must not stand in its own way. */
    private static String storable(String text) {
        String start = text.length() <= MOST_RAW ? text : text.substring(0, MOST_RAW) + "…";
        StringBuilder safe = new StringBuilder(start.length());
        start.codePoints()
                .map(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        ? 0xFFFD
                        : point)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
