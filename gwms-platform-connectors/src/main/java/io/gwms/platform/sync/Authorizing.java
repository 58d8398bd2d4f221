package io.gwms.platform.sync;

import io.gwms.credential.Credential;
import io.gwms.internal.IncompleteCredential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.resilience.QuotaGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Makes calls of one connector with a credential that works, as far as one can be had. Shared. */
final class Authorizing {
    private final PlatformConnector connector;
    private final Accounts accounts;
    private final Permissions permissions;

    Authorizing(PlatformConnector connector, Accounts accounts) {
        this.connector = connector;
        this.accounts = accounts;
        this.permissions = accounts.permissions();
    }

    /** A read of orders that is refused for want of authorization tells that the grant is dead, unless another one helps. */
    <T> Outcome<T> readOrders(StoreSession session, Function<StoreSession, Outcome<T>> call) {
        return each(session, List.of(session), true, (with, one) -> List.of(asked(with, call)))
                .get(0);
    }

    private static <T> Outcome<T> asked(StoreSession session, Function<StoreSession, Outcome<T>> call) {
        try {
            return call.apply(session);
        } catch (IncompleteCredential e) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, String.valueOf(e.getMessage()));
        }
    }

    /** Any other read may lack a scope only; the next read of orders tells whether the grant lives. */
    <T> Outcome<T> read(StoreSession session, Function<StoreSession, Outcome<T>> call) {
        return readEach(session, List.of(session), (with, one) -> List.of(call.apply(with)))
                .get(0);
    }

    <E, T> List<Outcome<T>> readEach(
            StoreSession session, List<E> elements, BiFunction<StoreSession, List<E>, List<Outcome<T>>> call) {
        return each(session, elements, false, call);
    }

    /** The same for a write, which is not made while the store is read-only. */
    <E, T> List<Outcome<T>> write(
            StoreSession session, List<E> elements, BiFunction<StoreSession, List<E>, List<Outcome<T>>> call) {
        return session.store().readOnly()
                ? all(elements, AuthorizedConnector.readOnly(session))
                : each(session, elements, false, call);
    }

    Outcome<Credential> refreshed(StoreSession session) {
        return accounts.newerThan(session, connector);
    }

    private <E, T> List<Outcome<T>> each(
            StoreSession session,
            List<E> elements,
            boolean telling,
            BiFunction<StoreSession, List<E>, List<Outcome<T>>> call) {
        Optional<Refusal> closed = telling ? Optional.empty() : permissions.closed(session);
        if (closed.isPresent()) {
            return all(elements, closed.get());
        }
        Outcome<StoreSession> ready = accounts.ready(session, connector);
        if (ready instanceof Outcome.Refused<StoreSession> refused) {
            return all(elements, refused.refusal());
        }
        StoreSession with = ready.asDone().orElse(session);
        List<Outcome<T>> first = heard(with, call.apply(with, elements));
        int[] turnedAway = IntStream.range(0, first.size())
                .filter(i -> isTurnedAway(first.get(i)))
                .toArray();
        if (turnedAway.length == 0 || first.size() != elements.size()) {
            return permitted(with, first, telling);
        }
        List<E> again = IntStream.of(turnedAway).mapToObj(elements::get).toList();
        List<Outcome<T>> second = again(with, again, telling, first.get(turnedAway[0]), call);
        if (second.size() != again.size()) {
            return second;
        }
        List<Outcome<T>> all = new ArrayList<>(permitted(with, first, telling));
        for (int i = 0; i < turnedAway.length; i++) {
            all.set(turnedAway[i], second.get(i));
        }
        return all;
    }

    /** What was surely not done for want of authorization is asked once more with a newer credential. */
    private <E, T> List<Outcome<T>> again(
            StoreSession session,
            List<E> elements,
            boolean telling,
            Outcome<T> turnedAway,
            BiFunction<StoreSession, List<E>, List<Outcome<T>>> call) {
        Refusal words = ((Outcome.Refused<T>) turnedAway).refusal();
        boolean asksPlatform = accounts.wouldRefresh(session, connector);
        Outcome<Credential> newer = accounts.newerThan(session, connector);
        if (newer instanceof Outcome.Refused<Credential> refused) {
            if (refused.refusal().isTemporary()) {
                return all(elements, refused.refusal());
            }
            if (telling || asksPlatform) {
                accounts.died(session, words);
                return all(elements, words);
            }
            return all(elements, permissions.lacking(session, words));
        }
        StoreSession renewed = session.withCredential(newer.asDone().orElseThrow());
        List<Outcome<T>> second = heard(renewed, call.apply(renewed, elements));
        if (second.stream().noneMatch(Authorizing::isTurnedAway)) {
            return permitted(renewed, second, telling);
        }
        Optional<Refusal> patience = accounts.patience(renewed);
        if (patience.isPresent()) {
            return turnedAwayAs(second, refusal -> patience.get());
        }
        if (telling) {
            accounts.died(renewed, words);
            return second;
        }
        return turnedAwayAs(second, refusal -> permissions.lacking(renewed, refusal));
    }

    private static <T> List<Outcome<T>> turnedAwayAs(List<Outcome<T>> outcomes, UnaryOperator<Refusal> as) {
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Refused<T> refused && isTurnedAway(outcome)
                        ? Outcome.<T>refused(as.apply(refused.refusal()))
                        : outcome)
                .toList();
    }

    /** Keeps in mind what the platform says that the app may not do; a run of orders fails by it, anything else waits. */
    private <T> List<Outcome<T>> permitted(StoreSession session, List<Outcome<T>> outcomes, boolean telling) {
        permissions.heard(session, outcomes);
        return outcomes.stream()
                .map(outcome -> {
                    if (!(outcome instanceof Outcome.Refused<T> refused
                            && refused.refusal().code().equals(RefusalCode.NOT_PERMITTED))) {
                        return outcome;
                    }
                    Refusal wait = permissions.lacking(session, refused.refusal());
                    return telling ? outcome : Outcome.<T>refused(wait);
                })
                .toList();
    }

    private static <T> boolean isTurnedAway(Outcome<T> outcome) {
        return outcome instanceof Outcome.Refused<T> refused
                && refused.refusal().code().equals(RefusalCode.NOT_AUTHORIZED);
    }

    private static <T> List<Outcome<T>> heard(StoreSession session, List<Outcome<T>> outcomes) {
        if (session.transport() instanceof QuotaGuard.Guarded guarded) {
            for (Outcome<T> outcome : outcomes) {
                if (outcome instanceof Outcome.Refused<T> refused) {
                    guarded.heard(refused.refusal());
                }
            }
        }
        return outcomes;
    }

    private static <T> List<Outcome<T>> all(List<?> elements, Refusal refusal) {
        return elements.stream()
                .<Outcome<T>>map(element -> Outcome.refused(refusal))
                .toList();
    }
}
