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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores the orders of a page in one commit. A page that cannot be stored is halved until the order at
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
    private final boolean torn;

    /**
     * @param runBegan since when what was written was written by this run, which is the only one of its store
     * @param torn whether an earlier round may have committed the page without counting it: then what this run wrote
     *     counts as written, and else it has been counted before
     */
    PageCommit(ModuleSetup setup, Store store, OrderKind kind, Instant runBegan, boolean torn) {
        this.state = setup.state();
        this.events = setup.orderEvents();
        this.redactor = setup.redactor();
        this.clock = setup.clock();
        this.store = store;
        this.kind = kind;
        this.runBegan = runBegan;
        this.torn = torn;
    }

    /** Tells how a page was asked for. */
    interface Scope {
        /** Whether an order is only read again: it counts only when it was missing or has changed. */
        boolean isReread(FetchedOrder order);

        /** Whether this round has stored the order before, because the platform gives it twice. */
        boolean isRepeated(FetchedOrder order);

        /** The window to ask for to see the order again; empty when there is none. */
        Optional<TimeWindow> foundIn(FetchedOrder order);
    }

    /** What a list of orders amounts to. */
    private record Decided(List<Change> changes, Tally tally) {}

    /** Stores them, and {@code closing} with the last of them. */
    Tally commit(Collection<FetchedOrder> orders, Scope scope, List<Change> closing) {
        Map<String, FetchedOrder> each = new LinkedHashMap<>();
        orders.forEach(order -> each.merge(idOf(order), order, PageCommit::newer));
        return stored(List.copyOf(each.values()), scope, closing);
    }

    private static FetchedOrder newer(FetchedOrder a, FetchedOrder b) {
        boolean older = a instanceof FetchedOrder.Read first
                && b instanceof FetchedOrder.Read second
                && second.order().changedAt().isBefore(first.order().changedAt());
        return older ? a : b;
    }

    private Tally stored(List<FetchedOrder> orders, Scope scope, List<Change> closing) {
        try {
            return attempt(orders, scope, closing);
        } catch (RuntimeException e) {
            // Whatever one order makes the store throw; when it is the store itself, nothing can be set aside either.
            if (isOutage(e)) {
                throw e;
            }
            return halved(orders, scope, closing, e);
        }
    }

    private Tally halved(List<FetchedOrder> orders, Scope scope, List<Change> closing, RuntimeException failure) {
        if (orders.size() > 1) {
            int half = orders.size() / 2;
            Tally tally = stored(orders.subList(0, half), scope, List.of());
            tally.add(stored(orders.subList(half, orders.size()), scope, closing));
            return tally;
        }
        if (orders.isEmpty() || orders.get(0) instanceof FetchedOrder.Unreadable) {
            throw failure;
        }
        PlatformOrder poison = ((FetchedOrder.Read) orders.get(0)).order();
        return aside(poison, failure, scope, closing);
    }

    /** Sets one order aside that the store does not take. */
    private Tally aside(PlatformOrder poison, RuntimeException failure, Scope scope, List<Change> closing) {
        FetchedOrder.Unreadable order = unstorable(poison, failure);
        Decided decided = new Decided(new ArrayList<>(), new Tally());
        @Nullable
        Quarantined before = state.orderSync().quarantined(store.id(), List.of(order.platformOrderId())).stream()
                .findFirst()
                .orElse(null);
        setAside(decided, order, codeOf(failure), before, scope, new FetchedOrder.Read(poison));
        decided.changes().addAll(closing);
        state.commit(decided.changes());
        return decided.tally();
    }

    private Tally attempt(List<FetchedOrder> orders, Scope scope, List<Change> closing) {
        String met = "";
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            Decided decided = decide(orders, scope);
            List<Change> changes = new ArrayList<>(decided.changes());
            changes.addAll(closing);
            if (changes.isEmpty()) {
                return decided.tally();
            }
            CommitResult result = state.commit(changes);
            if (result instanceof CommitResult.Conflict conflict) {
                met = conflict.what();
            } else {
                return decided.tally();
            }
        }
        throw new Contended(
                "the orders of a page changed here " + MOST_CONFLICTS + " times while they were stored; last: " + met);
    }

    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof Contended
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

    private Decided decide(List<FetchedOrder> orders, Scope scope) {
        Map<OrderId, Order> stored =
                state
                        .orders()
                        .findAll(orders.stream()
                                .map(order -> new OrderId(store.id(), idOf(order)))
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Order::id, Function.identity()));
        Map<String, Quarantined> aside =
                state
                        .orderSync()
                        .quarantined(
                                store.id(),
                                orders.stream().map(PageCommit::idOf).toList())
                        .stream()
                        .collect(Collectors.toMap(Quarantined::platformOrderId, Function.identity(), (a, b) -> b));
        Decided decided = new Decided(new ArrayList<>(), new Tally());
        for (FetchedOrder order : orders) {
            if (order instanceof FetchedOrder.Read read) {
                @Nullable
                Order known = stored.get(new OrderId(store.id(), read.order().platformOrderId()));
                receive(decided, read.order(), known, aside, scope);
            } else if (order instanceof FetchedOrder.Unreadable unreadable) {
                setAside(decided, unreadable, UNREADABLE, aside.get(unreadable.platformOrderId()), scope, order);
            }
        }
        return decided;
    }

    private void receive(
            Decided decided, PlatformOrder order, @Nullable Order known, Map<String, Quarantined> aside, Scope scope) {
        Intake intake;
        try {
            intake = events.received(store, order, known);
        } catch (RuntimeException e) {
            // An order the rules choke on stops no other; it is kept with the reason.
            FetchedOrder.Unreadable unreadable = unstorable(order, e);
            setAside(
                    decided,
                    unreadable,
                    codeOf(e),
                    aside.get(unreadable.platformOrderId()),
                    scope,
                    new FetchedOrder.Read(order));
            return;
        }
        decided.changes().addAll(intake.changes());
        if (aside.containsKey(order.platformOrderId())) {
            decided.changes().add(new Change.Release(store.id(), order.platformOrderId()));
        }
        Intake.Verdict verdict = torn ? sinceBegan(intake.verdict(), known) : intake.verdict();
        if (counts(verdict, order, known, scope)) {
            Tally tally = decided.tally();
            switch (verdict) {
                case CREATED -> tally.created.add(order.number());
                case UPDATED -> tally.updated.add(order.number());
                case SKIPPED -> tally.skipped.add(order.number());
            }
        }
    }

    /** Each order counts once in a run, and one that is only read again just when it is written. */
    private boolean counts(Intake.Verdict verdict, PlatformOrder order, @Nullable Order known, Scope scope) {
        FetchedOrder fetched = new FetchedOrder.Read(order);
        if (scope.isRepeated(fetched) && (verdict == Intake.Verdict.SKIPPED || isOurs(known))) {
            return false;
        }
        boolean newHere = known != null && !known.createdAt().isBefore(runBegan);
        return verdict != Intake.Verdict.SKIPPED || !(scope.isReread(fetched) || newHere);
    }

    private boolean isOurs(@Nullable Order known) {
        return known != null && !known.updatedAt().isBefore(runBegan);
    }

    private Intake.Verdict sinceBegan(Intake.Verdict verdict, @Nullable Order known) {
        if (verdict != Intake.Verdict.SKIPPED || known == null) {
            return verdict;
        }
        if (!known.createdAt().isBefore(runBegan)) {
            return Intake.Verdict.CREATED;
        }
        return isOurs(known) ? Intake.Verdict.UPDATED : verdict;
    }

    private void setAside(
            Decided decided,
            FetchedOrder.Unreadable order,
            String code,
            @Nullable Quarantined before,
            Scope scope,
            FetchedOrder fetched) {
        Instant now = clock.instant();
        decided.changes()
                .add(new Change.Quarantine(new Quarantined(
                        store.id(),
                        kind,
                        storable(order.platformOrderId()),
                        storable(redactor.text(order.number())),
                        order.family(),
                        code,
                        storable(redactor.text(order.reason())),
                        storable(redactor.text(order.raw())),
                        before == null ? now : before.firstSeenAt(),
                        now,
                        1,
                        scope.foundIn(fetched).orElse(before == null ? null : before.foundIn()))));
        if (before == null || !(scope.isReread(fetched) || scope.isRepeated(fetched))) {
            decided.tally()
                    .quarantined
                    .add(storable(redactor.text(order.number().isEmpty() ? order.platformOrderId() : order.number())));
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
