package io.gwms.credential;

import static java.util.Objects.requireNonNull;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps credentials alive: refreshes one once for all threads and nodes, and remembers which of them the far side does not
 * accept any more.
 *
 * <p>What nodes must agree upon is kept in a row beside the credential, in the same {@link CredentialStore}: who is
 * refreshing and until when, and what is known of the {@link Grant}. The node that refreshes holds a lease of {@value
 * #LEASE_SECONDS} seconds; the far side's answer must come within it. The rotated secrets are stored before anybody uses
 * them. A refresh whose answer is lost, or that fails for now, is asked again after {@value #PAUSE_SECONDS} seconds at the
 * earliest, by whichever node.
 *
 * <p><b>Threads:</b> shared; one for a runtime. Threads that ask for the same credential wait for the one that asked first.
 */
public final class Grants {
    private static final int LEASE_SECONDS = 60;
    private static final int PAUSE_SECONDS = 30;
    private static final Duration ANOTHER_LOOK = Duration.ofSeconds(2);
    private static final int MOST_CAUSE = 500;

    private static final String BY = "refreshBy";
    private static final String UNTIL = "refreshUntil";
    private static final String VERSION = "version";
    private static final String SINCE = "since";
    private static final String DIED = "diedAt";
    private static final String DEAD_VERSION = "deadVersion";
    private static final String CAUSE = "deathCause";

    private final CredentialStore store;
    private final InstantSource clock;
    private final String me = UUID.randomUUID().toString();
    private final Map<CredentialOwner, CompletableFuture<Outcome<Credential>>> flights = new ConcurrentHashMap<>();
    private final Map<CredentialOwner, Rotated> unstored = new ConcurrentHashMap<>();

    private Grants(CredentialStore store, InstantSource clock) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
    }

    /** The grants of the credentials in that store. */
    public static Grants over(CredentialStore store, InstantSource clock) {
        return new Grants(store, clock);
    }

    /** A credential the far side gave in place of another. */
    private record Rotated(Credential from, Credential to) {}

    /**
     * A credential that is newer than the one in use: the stored one if it is, else what {@code refresh} gets from the far
     * side, stored already.
     *
     * <p>Refused temporarily while another node refreshes, or while the last refresh is too young to be repeated: with
     * {@link RefusalCode#RATE_LIMITED} and when to look again. Refused as the far side did when that does not know the
     * grant any more and nobody stored another one meanwhile. Unknown is never answered: a refresh without an answer is
     * refused temporarily, since nothing depends on whether it happened.
     *
     * @param used the credential that does not work, or soon will not
     * @param refresh asks the far side; called at most once, in one thread of all, with the credential as it is stored
     */
    public Outcome<Credential> newerThan(Credential used, Function<Credential, Outcome<Credential>> refresh) {
        CompletableFuture<Outcome<Credential>> mine = new CompletableFuture<>();
        CompletableFuture<Outcome<Credential>> flight = flights.putIfAbsent(used.owner(), mine);
        if (flight != null) {
            Outcome<Credential> shared = joined(used, flight);
            // Whoever flew may have set out with an older one, and come back with just what does not work here.
            return shared.asDone().filter(got -> hasSecretsOf(got, used)).isPresent()
                    ? newerThan(used, refresh)
                    : shared;
        }
        try {
            Outcome<Credential> outcome = fly(used, refresh);
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(used.owner(), mine);
        }
    }

    private static Outcome<Credential> joined(Credential used, CompletableFuture<Outcome<Credential>> flight) {
        try {
            return flight.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the refresh of " + used.owner() + " failed in another thread", e);
        }
    }

    private Outcome<Credential> fly(Credential used, Function<Credential, Outcome<Credential>> refresh) {
        Rotated late = unstored.get(used.owner());
        if (late != null) {
            return Outcome.done(keep(late.from(), late.to()));
        }
        Optional<Credential> newer = stored(used);
        if (newer.isPresent()) {
            return Outcome.done(newer.get());
        }
        UpkeepRow row = new UpkeepRow(store, used.owner());
        Instant now = clock.instant();
        Instant until = now.plusSeconds(LEASE_SECONDS).truncatedTo(ChronoUnit.MILLIS);
        UpkeepRow.Entry entry =
                row.change(before -> isFree(before, now) ? before.with(BY, me).with(UNTIL, until) : before);
        if (!entry.text(BY).equals(me) || !until.equals(entry.instant(UNTIL))) {
            return notNow(used, entry, now);
        }
        return leased(used, refresh, row);
    }

    private static boolean isFree(UpkeepRow.Entry entry, Instant now) {
        Instant until = entry.instant(UNTIL);
        return until == null || !now.isBefore(until);
    }

    private static Outcome<Credential> notNow(Credential used, UpkeepRow.Entry entry, Instant now) {
        Instant until = entry.instant(UNTIL);
        Duration left = until == null ? ANOTHER_LOOK : Duration.between(now, until);
        boolean pausing = entry.text(BY).isEmpty();
        return Outcome.refused(Refusal.temporary(
                RefusalCode.RATE_LIMITED,
                pausing
                        ? "the credential of " + used.owner()
                                + " could not be refreshed a moment ago and is tried again"
                        : "the credential of " + used.owner() + " is being refreshed",
                pausing || left.compareTo(ANOTHER_LOOK) < 0 ? left : ANOTHER_LOOK));
    }

    private Outcome<Credential> leased(
            Credential used, Function<Credential, Outcome<Credential>> refresh, UpkeepRow row) {
        Duration pause = Duration.ZERO;
        try {
            Optional<Credential> newer = stored(used);
            if (newer.isPresent()) {
                return Outcome.done(newer.get());
            }
            Credential from = store.find(used.owner()).orElse(used);
            pause = Duration.ofSeconds(PAUSE_SECONDS);
            Outcome<Credential> answer = refresh.apply(from);
            if (answer instanceof Outcome.Done<Credential> done) {
                Credential kept = keep(from, done.value());
                pause = Duration.ZERO;
                return Outcome.done(kept);
            }
            // Somebody else may have stored what the far side takes now: a person, or a node whose lease had run out.
            Optional<Credential> meanwhile = stored(used);
            if (meanwhile.isPresent()) {
                pause = Duration.ZERO;
                return Outcome.done(meanwhile.get());
            }
            Refusal refusal = answer instanceof Outcome.Refused<Credential> refused
                    ? refused.refusal()
                    : Refusal.temporary(
                            RefusalCode.PLATFORM_FAILURE,
                            "whether the credential was refreshed is unknown: "
                                    + ((Outcome.Unknown<Credential>) answer).cause(),
                            pause);
            pause = refusal.retryAfter().orElse(pause);
            return Outcome.refused(refusal);
        } finally {
            release(row, pause);
        }
    }

    /** Ends the lease; after a failure nobody asks again until the pause is over. */
    private void release(UpkeepRow row, Duration pause) {
        Instant until = clock.instant().plus(pause);
        row.change(entry -> {
            if (!entry.text(BY).equals(me)) {
                return entry;
            }
            UpkeepRow.Entry free = entry.without(BY, UNTIL);
            return pause.isZero() ? free : free.with(UNTIL, until);
        });
    }

    /**
     * Stores what the far side gave. It is not lost when the store fails just then: it is kept in memory and stored first
     * thing the next time. Of what somebody else stored meanwhile nothing is overwritten.
     */
    private Credential keep(Credential from, Credential to) {
        CredentialOwner owner = from.owner();
        unstored.put(owner, new Rotated(from, to));
        while (true) {
            Credential now = store.find(owner).orElse(from);
            Credential rotated = new Credential(
                    owner,
                    now.version(),
                    over(now.secrets(), to.secrets()),
                    over(now.settings(), to.settings()),
                    to.expiresAt());
            if (!hasSecretsOf(now, from) || store.save(rotated)) {
                unstored.remove(owner);
                return store.find(owner).orElse(rotated);
            }
        }
    }

    /** What the far side does not name, such as a secret for webhooks, stays. */
    private static <T> Map<String, T> over(Map<String, T> before, Map<String, T> named) {
        Map<String, T> both = new HashMap<>(before);
        both.putAll(named);
        return both;
    }

    /** The stored credential if its secrets are others than those in use. */
    public Optional<Credential> stored(Credential used) {
        return store.find(used.owner()).filter(now -> !hasSecretsOf(now, used));
    }

    private static boolean hasSecretsOf(Credential one, Credential other) {
        return one.secrets().equals(other.secrets());
    }

    /** What is known of that credential. The first look at a version notes when that was. */
    public Grant grant(Credential credential) {
        UpkeepRow row = new UpkeepRow(store, credential.owner());
        UpkeepRow.Entry entry = row.read();
        if (entry.number(VERSION) != credential.version() || entry.instant(SINCE) == null) {
            entry = row.change(before -> seen(before, credential.version()));
        }
        boolean dead = entry.instant(DIED) != null && entry.number(DEAD_VERSION) == credential.version();
        return new Grant(
                credential.version(), since(entry), dead ? entry.instant(DIED) : null, dead ? entry.text(CAUSE) : "");
    }

    /** The grant that was last found dead, of whichever version; empty when none was, or when one lives since. */
    public Optional<Grant> dead(CredentialOwner owner) {
        UpkeepRow.Entry entry = new UpkeepRow(store, owner).read();
        return Optional.ofNullable(entry.instant(DIED))
                .map(at -> new Grant(entry.number(DEAD_VERSION), since(entry), at, entry.text(CAUSE)));
    }

    /** Notes that the far side does not accept that credential any more; {@code cause} must be redacted. */
    public void died(Credential credential, String cause) {
        Instant now = clock.instant();
        String shown = cause.length() <= MOST_CAUSE ? cause : cause.substring(0, MOST_CAUSE) + "…";
        new UpkeepRow(store, credential.owner()).change(before -> {
            UpkeepRow.Entry entry = seen(before, credential.version());
            return entry.instant(DIED) != null && entry.number(DEAD_VERSION) == credential.version()
                    ? entry
                    : entry.with(DIED, now)
                            .with(DEAD_VERSION, credential.version())
                            .with(CAUSE, shown);
        });
    }

    /** Notes that the far side accepts what is stored for that owner. */
    public void lives(CredentialOwner owner) {
        new UpkeepRow(store, owner).change(entry -> entry.without(DIED, DEAD_VERSION, CAUSE));
    }

    private UpkeepRow.Entry seen(UpkeepRow.Entry entry, long version) {
        return entry.number(VERSION) == version && entry.instant(SINCE) != null
                ? entry
                : entry.with(VERSION, version).with(SINCE, clock.instant());
    }

    private static Instant since(UpkeepRow.Entry entry) {
        Instant since = entry.instant(SINCE);
        return since == null ? Instant.EPOCH : since;
    }
}
