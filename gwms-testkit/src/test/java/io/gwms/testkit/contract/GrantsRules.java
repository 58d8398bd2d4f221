package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.credential.CredentialStore;
import io.gwms.credential.Grant;
import io.gwms.credential.Grants;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Secret;
import io.gwms.store.StoreId;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Grants} promises, on whatever store of credentials; two nodes see it. */
abstract class GrantsRules {
    private static final CredentialOwner OWNER = CredentialOwner.store(new StoreId("acme"));
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final VirtualClock clock = VirtualClock.startingAt(START);
    private final AtomicInteger refreshes = new AtomicInteger();
    private Grants here;
    private Grants there;

    /** The store, empty before each test. */
    abstract CredentialStore credentials();

    /** The same credentials as another node has them. */
    abstract CredentialStore otherNode();

    @BeforeEach
    void begin() {
        here = Grants.over(credentials(), clock);
        there = Grants.over(otherNode(), clock);
        assertThat(credentials().save(token(0, "t-1"))).isTrue();
    }

    private static Credential token(long version, String token) {
        return new Credential(OWNER, version, Map.of("token", Secret.of(token)), Map.of("appKey", "k"), null);
    }

    private Credential now() {
        return credentials().find(OWNER).orElseThrow();
    }

    private Outcome<Credential> rotated(Credential from) {
        int n = refreshes.incrementAndGet();
        return Outcome.done(token(from.version(), "t-" + (n + 1)));
    }

    private static Refusal refusalOf(Outcome<Credential> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Credential>) outcome).refusal();
    }

    @Test
    void rotatedCredentialIsStoredBeforeAnybodyHasIt() {
        Outcome<Credential> newer = here.newerThan(now(), this::rotated);

        assertThat(newer.asDone().orElseThrow().secret("token")).isEqualTo(Secret.of("t-2"));
        assertThat(otherNode().find(OWNER)).contains(newer.asDone().get());
    }

    @Test
    void whatARefreshDoesNotNameStays() {
        Credential used = now();

        Credential newer = here.newerThan(
                        used,
                        from -> Outcome.done(new Credential(
                                OWNER, from.version(), Map.of("access", Secret.of("a-1")), Map.of(), START)))
                .asDone()
                .orElseThrow();

        assertThat(newer.secret("token")).isEqualTo(Secret.of("t-1"));
        assertThat(newer.setting("appKey")).isEqualTo("k");
        assertThat(newer.expiresAt()).isEqualTo(START);
    }

    @Test
    void eightThreadsMakeOneRefresh() {
        Credential used = now();

        List<Outcome<Credential>> outcomes = Race.of(8, i -> () -> here.newerThan(used, this::rotated));

        assertThat(refreshes).hasValue(1);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.asDone().orElseThrow().secret("token"))
                        .isEqualTo(Secret.of("t-2")));
    }

    @Test
    void failedRefreshIsSharedByTheThreadsThatWaitForIt() {
        Credential used = now();

        List<Outcome<Credential>> outcomes = Race.of(
                8,
                i -> () -> here.newerThan(used, from -> {
                    refreshes.incrementAndGet();
                    return Outcome.unknown("the reply was lost");
                }));

        assertThat(refreshes).hasValue(1);
        assertThat(outcomes)
                .allSatisfy(
                        outcome -> assertThat(refusalOf(outcome).isTemporary()).isTrue());
    }

    @Test
    void twoNodesMakeOneRefresh() throws Exception {
        Credential used = now();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);

        List<Outcome<Credential>> outcomes = Race.of(
                2,
                i -> i == 0
                        ? () -> here.newerThan(used, from -> {
                            asked.countDown();
                            await(answered);
                            return rotated(from);
                        })
                        : () -> {
                            await(asked);
                            try {
                                return there.newerThan(used, this::rotated);
                            } finally {
                                answered.countDown();
                            }
                        });

        assertThat(refreshes).hasValue(1);
        Outcome<Credential> waits = outcomes.stream()
                .filter(one -> one.asDone().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(refusalOf(waits).code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(refusalOf(waits).retryAfter()).isPresent();
        assertThat(there.newerThan(used, this::rotated).asDone().orElseThrow().secret("token"))
                .isEqualTo(Secret.of("t-2"));
        assertThat(refreshes).as("the stored one is newer already").hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void lostAnswerIsAskedAgainAfterAPauseByOneNode() {
        Credential used = now();
        assertThat(refusalOf(here.newerThan(used, from -> Outcome.unknown("lost")))
                        .isTemporary())
                .isTrue();

        Duration wait =
                refusalOf(there.newerThan(used, this::rotated)).retryAfter().orElseThrow();
        assertThat(refreshes).hasValue(0);
        clock.advance(wait);

        assertThat(there.newerThan(used, this::rotated).asDone()).isPresent();
        assertThat(now().secret("token")).isEqualTo(Secret.of("t-2"));
    }

    @Test
    void credentialThatAPersonStoredMeanwhileWins() {
        Credential used = now();

        Outcome<Credential> refused = here.newerThan(used, from -> {
            assertThat(otherNode().save(token(from.version(), "by hand"))).isTrue();
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, "invalid grant");
        });
        Outcome<Credential> rotated = here.newerThan(now(), from -> {
            assertThat(otherNode().save(token(from.version(), "by hand again"))).isTrue();
            return rotated(from);
        });

        assertThat(refused.asDone().orElseThrow().secret("token")).isEqualTo(Secret.of("by hand"));
        assertThat(rotated.asDone().orElseThrow().secret("token")).isEqualTo(Secret.of("by hand again"));
        assertThat(now().secret("token")).isEqualTo(Secret.of("by hand again"));
    }

    @Test
    void deadNodesLeaseRunsOutAndALateAnswerIsKeptUnlessAnotherIsThere() {
        Credential used = now();

        Outcome<Credential> late = here.newerThan(used, from -> {
            assertThat(refusalOf(there.newerThan(used, this::rotated)).code()).isEqualTo(RefusalCode.RATE_LIMITED);
            clock.advance(Duration.ofMinutes(1));
            assertThat(refusalOf(there.newerThan(used, spent -> Outcome.refused(RefusalCode.NOT_AUTHORIZED, "spent")))
                            .isTemporary())
                    .isFalse();
            return rotated(from);
        });

        assertThat(late.asDone().orElseThrow().secret("token")).isEqualTo(Secret.of("t-2"));
        assertThat(now().secret("token")).isEqualTo(Secret.of("t-2"));
    }

    @Test
    void rotatedCredentialSurvivesAStoreThatFailsJustThen() {
        AtomicInteger broken = new AtomicInteger(2);
        Grants shaky = Grants.over(
                failing(credentials(), credential -> credential.owner().equals(OWNER) && broken.getAndDecrement() > 0),
                clock);
        Credential used = now();

        assertThatThrownBy(() -> shaky.newerThan(used, this::rotated)).hasMessage("the store is down");
        assertThatThrownBy(() -> shaky.newerThan(used, this::rotated)).hasMessage("the store is down");
        assertThat(shaky.newerThan(used, this::rotated).asDone()).isPresent();

        assertThat(refreshes).hasValue(1);
        assertThat(now().secret("token")).isEqualTo(Secret.of("t-2"));
    }

    private static CredentialStore failing(CredentialStore store, Function<Credential, Boolean> fails) {
        return new CredentialStore() {
            @Override
            public Optional<Credential> find(CredentialOwner owner) {
                return store.find(owner);
            }

            @Override
            public boolean save(Credential credential) {
                if (fails.apply(credential)) {
                    throw new IllegalStateException("the store is down");
                }
                return store.save(credential);
            }
        };
    }

    @Test
    void deathIsKnownToAllUntilAnotherCredentialIsStoredOrItLives() {
        here.died(now(), "revoked");
        clock.advance(Duration.ofHours(1));
        here.died(now(), "revoked still");

        Grant dead = there.grant(now());
        assertThat(dead.diedAt()).isEqualTo(START);
        assertThat(dead.deathCause()).isEqualTo("revoked");
        assertThat(credentials().save(token(1, "new"))).isTrue();
        assertThat(there.grant(now()).isDead()).isFalse();
        assertThat(there.dead(OWNER).orElseThrow().version()).as("the old one").isEqualTo(1);

        here.lives(OWNER);
        assertThat(there.dead(OWNER)).isEmpty();
    }

    @Test
    void warningBeginsSevenDaysOrAFifthOfTheLifeBeforeTheEnd() {
        Grant grant = here.grant(now());
        clock.advance(Duration.ofDays(3));

        assertThat(there.grant(now()).knownSince()).isEqualTo(START);
        assertThat(grant.warnFrom(START.plus(Duration.ofDays(365)))).isEqualTo(START.plus(Duration.ofDays(365 - 7)));
        assertThat(grant.warnFrom(START.plus(Duration.ofDays(30)))).isEqualTo(START.plus(Duration.ofDays(24)));
        assertThat(grant.warnFrom(START.minusSeconds(1))).isEqualTo(START.minusSeconds(1));
    }
}
