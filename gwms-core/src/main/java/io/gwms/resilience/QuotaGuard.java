package io.gwms.resilience;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds calls back before a far side has to: it learns what is left of an account's quota from every reply (the usual
 * headers, and what a connector reads from a body) and does not send what the quota has no room for. A call that is held
 * is refused with {@link RefusalCode#RATE_LIMITED} and the time to come back, so that its task waits and uses up no
 * attempt; nothing sleeps.
 *
 * <p>A part of each quota, a fifth unless set, is kept for calls that a person or an order waits for: background calls do
 * not touch it. When the far side asks to be left alone, all calls of the account are held.
 *
 * <p><b>Threads:</b> shared. What one thread learns the others know at once; nodes learn from the replies they get.
 */
public final class QuotaGuard {
    /** The part that background calls leave alone unless set. */
    public static final double KEPT = 0.2;

    private static final Logger LOG = LoggerFactory.getLogger(QuotaGuard.class);

    private final InstantSource clock;
    private final double kept;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    private QuotaGuard(InstantSource clock, double kept) {
        this.clock = requireNonNull(clock, "clock");
        this.kept = kept;
    }

    /** A guard that knows of no limit yet. */
    public static QuotaGuard of(InstantSource clock) {
        return new QuotaGuard(clock, KEPT);
    }

    /** A guard that keeps another part of each quota from background calls, 0 to less than 1. */
    public static QuotaGuard keeping(InstantSource clock, double part) {
        Require.that(part >= 0 && part < 1, "part", part, "0 or more and less than 1");
        return new QuotaGuard(clock, part);
    }

    /**
     * That transport for calls of one account.
     *
     * @param account whose quota the calls use
     * @param background whether nobody waits for the calls
     * @param reader what a reply tells beside the usual headers
     */
    public Guarded over(
            Transport next, String account, boolean background, Function<HttpReply, Optional<QuotaReading>> reader) {
        return new Guarded(next, account(account), background, reader);
    }

    /** How that account stands. */
    public QuotaUsage usage(String account) {
        return account(account).usage(clock.instant());
    }

    private Account account(String name) {
        return accounts.computeIfAbsent(Require.text(name, "account"), Account::new);
    }

    /** A transport that asks the guard first. <b>Threads:</b> shared. */
    public final class Guarded implements Transport {
        private final Transport next;
        private final Account account;
        private final boolean background;
        private final Function<HttpReply, Optional<QuotaReading>> reader;
        private volatile @Nullable Refusal held;

        private Guarded(
                Transport next,
                Account account,
                boolean background,
                Function<HttpReply, Optional<QuotaReading>> reader) {
            this.next = requireNonNull(next, "next");
            this.account = account;
            this.background = background;
            this.reader = requireNonNull(reader, "reader");
        }

        @Override
        public Outcome<HttpReply> send(HttpCall call) {
            String action = call.context().action().value();
            Taken taken = account.take(action, background ? kept : 0, clock.instant());
            Duration delay = taken.delay();
            if (delay != null) {
                Refusal refusal = Refusal.temporary(
                        RefusalCode.RATE_LIMITED,
                        call + " was not sent: the quota of " + account.name + " has no room for it for another "
                                + delay.toMillis() + " ms",
                        delay);
                held = refusal;
                return Outcome.refused(refusal);
            }
            Outcome<HttpReply> outcome;
            try {
                outcome = next.send(call);
            } finally {
                account.ended(action, taken);
            }
            outcome.asDone().ifPresent(reply -> {
                Instant now = clock.instant();
                account.learn(action, QuotaHeaders.read(reply, now), read(reply), now);
            });
            return outcome;
        }

        /** A reader that fails must not hide what became of a call. */
        private Optional<QuotaReading> read(HttpReply reply) {
            try {
                return reader.apply(reply);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("account", account.name)
                        .addKeyValue("failure", e.getClass().getName())
                        .log("What a reply tells of the quota could not be read; the call goes on without it");
                return Optional.empty();
            }
        }

        /**
         * Hears what a connector made of a reply: when the far side asked in its own words to be left alone, it is. What
         * the guard itself refused changes nothing.
         */
        public void heard(Refusal refusal) {
            if (refusal != held && refusal.code().equals(RefusalCode.RATE_LIMITED)) {
                refusal.retryAfter()
                        .ifPresent(wait -> account.leaveAlone(clock.instant().plus(QuotaHeaders.bounded(wait))));
            }
        }
    }

    /** What was kept for a call, or how long it has to wait. */
    private record Taken(
            double shared, double own, @Nullable Duration delay) {}

    /** The limits of one account: one that all its calls share, and one for each action. */
    private static final class Account {
        private final String name;
        private final Bucket shared = new Bucket();
        private final Map<String, Bucket> byAction = new HashMap<>();
        private final Map<String, Double> costs = new HashMap<>();
        private @Nullable Instant leftAloneUntil;
        private long calls;
        private long held;

        private Account(String name) {
            this.name = name;
        }

        private synchronized Taken take(String action, double share, Instant now) {
            if (leftAloneUntil != null && now.isBefore(leftAloneUntil)) {
                held++;
                return new Taken(0, 0, Duration.between(now, leftAloneUntil));
            }
            double cost = costs.getOrDefault(action, 1.0);
            Duration wait = shared.take(cost, share, now);
            if (wait == null) {
                wait = own(action).take(1, share, now);
                if (wait != null) {
                    shared.ended(cost);
                }
            }
            if (wait != null) {
                held++;
                return new Taken(0, 0, wait);
            }
            calls++;
            return new Taken(cost, 1, null);
        }

        private synchronized void ended(String action, Taken taken) {
            shared.ended(taken.shared());
            own(action).ended(taken.own());
        }

        private synchronized void learn(
                String action, Optional<QuotaReading> headers, Optional<QuotaReading> read, Instant now) {
            headers.ifPresent(reading -> {
                own(action).learn(reading, now);
                leaveAlone(reading, now);
            });
            read.ifPresent(reading -> {
                shared.learn(reading, now);
                if (reading.cost() > 0) {
                    costs.put(action, reading.cost());
                }
                leaveAlone(reading, now);
            });
        }

        private void leaveAlone(QuotaReading reading, Instant now) {
            Duration wait = reading.waitFor();
            if (wait != null) {
                leaveAlone(now.plus(QuotaHeaders.bounded(wait)));
            }
        }

        private synchronized void leaveAlone(Instant until) {
            if (leftAloneUntil == null || until.isAfter(leftAloneUntil)) {
                leftAloneUntil = until;
            }
        }

        private Bucket own(String action) {
            return byAction.computeIfAbsent(action, any -> new Bucket());
        }

        /** Of its limits the tightest. */
        private synchronized QuotaUsage usage(Instant now) {
            Bucket tightest = shared;
            for (Bucket one : byAction.values()) {
                boolean knows = one.limit() > 0;
                if (knows && (tightest.limit() <= 0 || part(one, now) < part(tightest, now))) {
                    tightest = one;
                }
            }
            boolean leftAlone = leftAloneUntil != null && now.isBefore(leftAloneUntil);
            return new QuotaUsage(
                    name, calls, held, tightest.limit(), tightest.remaining(now), leftAlone ? leftAloneUntil : null);
        }

        private static double part(Bucket bucket, Instant now) {
            return bucket.remaining(now) / bucket.limit();
        }
    }
}
