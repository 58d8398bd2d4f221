package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.account.AccountNotice;
import io.gwms.redact.Redactor;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an app may not do at a store's platform although its grant lives: no more calls are made for that one action until it
 * is asked again once an hour, or another credential is stored. Everything else of the store goes on. Known to this process
 * alone; after a restart one more call finds it out. Shared.
 */
final class Permissions {
    private static final Duration ASKED_AGAIN = Duration.ofHours(1);

    private final InstantSource clock;
    private final Redactor redactor;
    private final Map<Key, Lack> lacks = new ConcurrentHashMap<>();

    Permissions(InstantSource clock, Redactor redactor) {
        this.clock = clock;
        this.redactor = redactor;
    }

    private record Key(StoreId store, CallAction action) {
        static Key of(StoreSession session) {
            return new Key(session.store().id(), session.context().action());
        }
    }

    /**
     * A permission that an app lacks.
     *
     * @param since when it was missed first
     * @param askedAt when it was missed last
     * @param credential the version of the credential that lacks it
     * @param words the platform's
     */
    private record Lack(Instant since, Instant askedAt, long credential, String words) {}

    /** Why no call is made for what that session is about; empty when one may be. */
    Optional<Refusal> closed(StoreSession session) {
        Lack lack = lacks.get(Key.of(session));
        if (lack == null || lack.credential() != session.credential().version()) {
            return Optional.empty();
        }
        Duration wait = Duration.between(clock.instant(), lack.askedAt().plus(ASKED_AGAIN));
        return wait.isNegative() || wait.isZero()
                ? Optional.empty()
                : Optional.of(refusal(session.context().action(), lack.words(), wait));
    }

    /** The platform does not let the app do what that session is about. */
    Refusal lacking(StoreSession session, Refusal refusal) {
        Instant now = clock.instant();
        String words = redactor.text(refusal.text());
        lacks.merge(
                Key.of(session),
                new Lack(now, now, session.credential().version(), words),
                (before, lack) -> new Lack(before.since(), now, lack.credential(), words));
        return refusal(session.context().action(), words, ASKED_AGAIN);
    }

    /** What a call came to: one that was answered shows that nothing is lacking any more. */
    void heard(StoreSession session, List<? extends Outcome<?>> outcomes) {
        if (!lacks.isEmpty()
                && outcomes.stream().anyMatch(outcome -> outcome.asDone().isPresent())) {
            lacks.remove(Key.of(session));
        }
    }

    List<AccountNotice> notices() {
        return lacks.entrySet().stream()
                .map(entry -> new AccountNotice(
                        entry.getKey().store(),
                        AccountNotice.Kind.PERMISSION_MISSING,
                        entry.getValue().since(),
                        "the platform does not let the app do " + entry.getKey().action() + " for the store "
                                + entry.getKey().store() + ": "
                                + entry.getValue().words(),
                        "give the app that permission at the platform and connect the store again where the platform asks"
                                + " for that; only this waits, everything else of the store goes on, and it is asked"
                                + " again once an hour"))
                .toList();
    }

    private static Refusal refusal(CallAction action, String words, Duration wait) {
        return Refusal.temporary(
                RefusalCode.NOT_PERMITTED, "the app may not do " + action + " at this store: " + words, wait);
    }
}
