package io.gwms.platform.sync;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.order.Intake;
import io.gwms.order.Order;
import io.gwms.order.OrderEvents;
import io.gwms.order.OrderId;
import io.gwms.ordersync.Quarantined;
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

    private final StateRepository state;
    private final OrderEvents events;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Store store;
    private final @Nullable Instant committedSince;

    /**
     * @param committedSince for a page that an earlier round may have committed: the beginning of the run,
     *     so that what it wrote then counts as written and not as skipped; null for a page read first
     */
    PageCommit(
            StateRepository state,
            OrderEvents events,
            Redactor redactor,
            InstantSource clock,
            Store store,
            @Nullable Instant committedSince) {
        this.state = state;
        this.events = events;
        this.redactor = redactor;
        this.clock = clock;
        this.store = store;
        this.committedSince = committedSince;
    }

    /** What a list of orders amounts to. */
    private record Decided(List<Change> changes, Tally tally) {}

    /**
     * Stores them, and {@code closing} with the last of them.
     *
     * @param overlap whether an order is read only because windows overlap; such a one counts only when it
     *     was missing
     */
    Tally commit(Collection<FetchedOrder> orders, Overlap overlap, List<Change> closing) {
        Map<String, FetchedOrder> each = new LinkedHashMap<>();
        orders.forEach(order -> each.merge(
                order.fold(read -> read.order().platformOrderId(), FetchedOrder.Unreadable::platformOrderId),
                order,
                PageCommit::newer));
        return stored(List.copyOf(each.values()), overlap, closing);
    }

    private static FetchedOrder newer(FetchedOrder a, FetchedOrder b) {
        boolean older = a instanceof FetchedOrder.Read first
                && b instanceof FetchedOrder.Read second
                && second.order().changedAt().isBefore(first.order().changedAt());
        return older ? a : b;
    }

    private Tally stored(List<FetchedOrder> orders, Overlap overlap, List<Change> closing) {
        try {
            return attempt(orders, overlap, closing);
        } catch (RuntimeException e) {
            // Whatever one order makes the store throw; when it is the store itself, nothing can be set aside either.
            if (isOutage(e)) {
                throw e;
            }
            return halved(orders, overlap, closing, e);
        }
    }

    /** Tells orders that are read only because windows overlap. */
    @FunctionalInterface
    interface Overlap {
        boolean holds(PlatformOrder order);
    }

    private Tally halved(List<FetchedOrder> orders, Overlap overlap, List<Change> closing, RuntimeException failure) {
        if (orders.size() > 1) {
            int half = orders.size() / 2;
            Tally tally = stored(orders.subList(0, half), overlap, List.of());
            tally.add(stored(orders.subList(half, orders.size()), overlap, closing));
            return tally;
        }
        if (orders.isEmpty() || orders.get(0) instanceof FetchedOrder.Unreadable) {
            throw failure;
        }
        PlatformOrder poison = ((FetchedOrder.Read) orders.get(0)).order();
        return attempt(List.of(unstorable(poison, failure)), overlap, closing);
    }

    private Tally attempt(List<FetchedOrder> orders, Overlap overlap, List<Change> closing) {
        String met = "";
        for (int i = 0; i < MOST_CONFLICTS; i++) {
            Decided decided = decide(orders, overlap);
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

    private Decided decide(List<FetchedOrder> orders, Overlap overlap) {
        Map<OrderId, Order> stored =
                state
                        .orders()
                        .findAll(orders.stream()
                                .flatMap(order -> idOf(order).stream())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Order::id, Function.identity()));
        Map<String, Quarantined> aside = state.orderSync().quarantined(store.id()).stream()
                .collect(Collectors.toMap(Quarantined::platformOrderId, Function.identity(), (a, b) -> b));
        Decided decided = new Decided(new ArrayList<>(), new Tally());
        for (FetchedOrder order : orders) {
            if (order instanceof FetchedOrder.Read read) {
                @Nullable
                Order known = stored.get(new OrderId(store.id(), read.order().platformOrderId()));
                receive(decided, read.order(), known, aside, overlap);
            } else if (order instanceof FetchedOrder.Unreadable unreadable) {
                setAside(decided, unreadable, aside.get(unreadable.platformOrderId()));
            }
        }
        return decided;
    }

    private void receive(
            Decided decided,
            PlatformOrder order,
            @Nullable Order known,
            Map<String, Quarantined> aside,
            Overlap overlap) {
        Intake intake;
        try {
            intake = events.received(store, order, known);
        } catch (RuntimeException e) {
            // An order the rules choke on stops no other; it is kept with the reason.
            FetchedOrder.Unreadable unreadable = unstorable(order, e);
            setAside(decided, unreadable, aside.get(unreadable.platformOrderId()));
            return;
        }
        decided.changes().addAll(intake.changes());
        if (aside.containsKey(order.platformOrderId())) {
            decided.changes().add(new Change.Release(store.id(), order.platformOrderId()));
        }
        Intake.Verdict verdict = verdict(intake.verdict(), known);
        if (verdict != Intake.Verdict.SKIPPED || !overlap.holds(order)) {
            Tally tally = decided.tally();
            switch (verdict) {
                case CREATED -> tally.created.add(order.number());
                case UPDATED -> tally.updated.add(order.number());
                case SKIPPED -> tally.skipped.add(order.number());
            }
        }
    }

    private Intake.Verdict verdict(Intake.Verdict verdict, @Nullable Order known) {
        if (verdict != Intake.Verdict.SKIPPED || committedSince == null || known == null) {
            return verdict;
        }
        if (!known.createdAt().isBefore(committedSince)) {
            return Intake.Verdict.CREATED;
        }
        return known.updatedAt().isBefore(committedSince) ? verdict : Intake.Verdict.UPDATED;
    }

    private void setAside(Decided decided, FetchedOrder.Unreadable order, @Nullable Quarantined before) {
        Instant now = clock.instant();
        decided.changes()
                .add(new Change.Quarantine(new Quarantined(
                        store.id(),
                        storable(order.platformOrderId()),
                        storable(redactor.text(order.number())),
                        storable(redactor.text(order.reason())),
                        storable(redactor.text(order.raw())),
                        before == null ? now : before.firstSeenAt(),
                        now,
                        before == null ? 1 : before.attempts() + 1)));
        decided.tally()
                .quarantined
                .add(storable(redactor.text(order.number().isEmpty() ? order.platformOrderId() : order.number())));
    }

    private static FetchedOrder.Unreadable unstorable(PlatformOrder order, RuntimeException failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        return new FetchedOrder.Unreadable(
                order.platformOrderId(), order.number(), "cannot be stored: " + reason, order.toString());
    }

    private Optional<OrderId> idOf(FetchedOrder order) {
        return order.fold(
                read -> Optional.of(new OrderId(store.id(), read.order().platformOrderId())),
                unreadable -> Optional.empty());
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
