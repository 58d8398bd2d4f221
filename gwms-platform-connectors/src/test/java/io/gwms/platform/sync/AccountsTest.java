package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.platform.account.AccountNotice;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Duration SLOT = Duration.ofMinutes(15);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final RotatingTokens desk = new RotatingTokens(platform, clock);
    private final List<AccountNotice> notices = new ArrayList<>();
    private SyncBench bench;

    @BeforeEach
    void begin() {
        bench = SyncBench.of(desk.connector(), STORE, desk.authorized(ID, 0), desk.transport(), clock);
        bench.close();
        bench.start("node-1", builder -> builder.automaticEvery(SLOT).onNotice(notices::add), bench.state);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void put(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(i -> platform.put(ScriptedPlatform.order("#" + i, "SKU-1", 1, clock.instant())));
    }

    private Credential stored() {
        return bench.gwms.credentials().find(CredentialOwner.store(ID)).orElseThrow();
    }

    private Store store() {
        return bench.state.stores().find(ID).orElseThrow();
    }

    private int orders() {
        return bench.state.orders().list(OrderQuery.newest(500)).size();
    }

    /** Works for that long, a quarter of an hour after the other. */
    private void live(Duration howLong) {
        Instant end = clock.instant().plus(howLong);
        while (clock.instant().isBefore(end)) {
            bench.gwms.step();
            clock.advance(Duration.ofMinutes(5));
        }
        bench.gwms.step();
    }

    @Test
    void credentialIsRefreshedBeforeItEndsAndNoCallIsTurnedAway() {
        put(1, 4);

        live(Duration.ofHours(5));

        assertThat(desk.refreshes()).isEqualTo(5);
        assertThat(orders()).isEqualTo(4);
        assertThat(bench.module.accounts().notices()).isEmpty();
        assertThat(desk.calls().stream().filter(CallAction.TOKEN_REFRESH::equals))
                .hasSize(5);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }

    @Test
    void tokenThatDiesBetweenTwoPagesCostsOneRefreshAndNoAttempt() {
        put(1, 10);
        bench.transport.onReads(Fault.none(), (transport, call, send) -> {
            desk.endAccess();
            return send.send(call);
        });

        bench.gwms.step();

        assertThat(orders()).isEqualTo(10);
        assertThat(desk.refreshes()).isEqualTo(1);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10)))
                .extracting(SyncTask::status)
                .containsExactly(TaskStatus.SUCCESS);
    }

    @Test
    void lostRefreshAnswerIsAskedAgainWherePlatformKeepsTheOldToken() {
        put(1, 4);
        desk.endAccess();
        desk.loseAnswers(1, true);

        live(Duration.ofMinutes(5));

        assertThat(orders()).isEqualTo(4);
        assertThat(desk.refreshes()).isEqualTo(2);
        assertThat(store().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10)).get(0).failures())
                .isZero();
    }

    @Test
    void lostRefreshAnswerOfASpentTokenPausesTheStoreAndNothingIsLost() {
        bench.gwms.step();
        put(1, 4);
        desk.endAccess();
        desk.loseAnswers(1, false);

        live(Duration.ofMinutes(30));

        assertThat(store().authorization()).isEqualTo(Authorization.EXPIRED);
        bench.gwms.credentials().save(desk.authorized(ID, stored().version()));
        live(SLOT);
        assertThat(orders()).isEqualTo(4);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }

    @Test
    void newTokenThatThePlatformKnowsAMomentLaterPausesNothing() {
        put(1, 4);
        desk.endAccess();
        desk.knowTokensAfter(Duration.ofSeconds(40));
        bench.gwms.step();
        assertThat(bench.sync().list(SyncRunQuery.newest(1)))
                .singleElement()
                .satisfies(run -> assertThat(run.status()).isEqualTo(SyncRun.Status.RUNNING));
        assertThat(bench.state.tasks().list(TaskQuery.newest(1)).get(0).summary())
                .contains("refreshed a moment ago and is not accepted yet");

        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();

        assertThat(orders()).isEqualTo(4);
        assertThat(desk.refreshes()).isEqualTo(1);
        assertThat(store().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(notices).isEmpty();
    }

    @Test
    void tokensThatAreNeverAcceptedPauseTheStoreAfterTwoAndTheNoticeSaysWhereToLook() {
        put(1, 4);
        desk.endAccess();
        desk.knowTokensAfter(Duration.ofDays(1));

        live(Duration.ofMinutes(30));

        assertThat(desk.refreshes()).isEqualTo(2);
        assertThat(store().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(AccountNotice.Kind.AUTHORIZE_AGAIN);
            assertThat(notice.text()).contains("the grant itself lives", "look whether the app is allowed");
        });
        live(Duration.ofHours(3));
        assertThat(desk.refreshes()).as("one more for each hourly probe").isBetween(4, 5);
        desk.knowTokensAfter(Duration.ZERO);
        live(Duration.ofMinutes(90));
        assertThat(store().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(orders()).isEqualTo(4);
    }

    @Test
    void revokedGrantPausesTheStoreIsProbedOnceAnHourAndToldOnce() {
        put(1, 4);
        bench.gwms.step();
        desk.revoke();
        int before = desk.calls().size();

        live(Duration.ofHours(6));

        List<CallAction> after = desk.calls().subList(before, desk.calls().size());
        // The run that meets the dead grant asks for orders and another token; each probe only for another token.
        assertThat(after.stream().filter(CallAction.ORDER_FETCH::equals)).hasSize(1);
        assertThat(after.stream().filter(CallAction.TOKEN_REFRESH::equals).count())
                .isBetween(5L, 7L);
        assertThat(store().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(AccountNotice.Kind.AUTHORIZE_AGAIN);
            assertThat(notice.store()).isEqualTo(ID);
            assertThat(notice.remedy()).contains("connect the store again");
        });
        assertThat(bench.gwms.health()).containsKey("platform-connectors: store-accounts");
        assertThat(bench.gwms.health().get("platform-connectors: store-accounts"))
                .contains("acme AUTHORIZE_AGAIN");
    }

    @Test
    void newCredentialBringsThePausedStoreBackAndItsWholeGapIsClosed() {
        put(1, 4);
        bench.gwms.step();
        desk.revoke();
        for (int hour = 0; hour < 30; hour++) {
            put(100 + hour, 100 + hour);
            live(Duration.ofHours(1));
        }
        assertThat(orders()).isEqualTo(4);

        bench.gwms.credentials().save(desk.authorized(ID, stored().version()));
        bench.gwms.step();

        assertThat(store().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(orders()).isEqualTo(34);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
        assertThat(bench.module.accounts().notices()).isEmpty();
    }

    @Test
    void grantThatIsAcceptedAgainIsFoundByAProbe() {
        bench.gwms.step();
        Fault refused = Fault.answer(401, "application/json", "{}");
        bench.transport.onReads(refused, refused, refused, refused);
        clock.advance(SLOT);
        bench.gwms.step();
        clock.advance(Duration.ofMinutes(1));
        bench.gwms.step();
        assertThat(store().authorization()).isEqualTo(Authorization.EXPIRED);
        put(1, 3);

        live(Duration.ofMinutes(70));

        assertThat(store().authorization()).isEqualTo(Authorization.AUTHORIZED);
        assertThat(orders()).isEqualTo(3);
    }

    @Test
    void storeThatTheHostPausedItselfIsNotProbedNorBroughtBack() {
        bench.gwms.step();
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));
        int before = desk.calls().size();
        bench.gwms.credentials().save(desk.authorized(ID, stored().version()));

        live(Duration.ofHours(3));

        assertThat(desk.calls()).hasSize(before);
        assertThat(store().authorization()).isEqualTo(Authorization.EXPIRED);
        assertThat(bench.module.accounts().notices()).isEmpty();
    }

    @Test
    void grantThatEndsIsToldInTime() {
        bench.gwms.step();
        Credential mine = stored();
        Instant end = clock.instant().plus(Duration.ofDays(100));
        bench.gwms.credentials().save(mine.withSetting(Credential.GRANT_EXPIRES_AT, end.toString()));
        live(Duration.ofMinutes(10));
        assertThat(notices).isEmpty();

        clock.advanceTo(end.minus(Duration.ofDays(8)));
        assertThat(bench.module.accounts().notices()).isEmpty();
        clock.advanceTo(end.minus(Duration.ofDays(6)));

        assertThat(bench.module.accounts().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(AccountNotice.Kind.GRANT_ENDS);
            assertThat(notice.at()).isEqualTo(end);
        });
    }

    @Test
    void brokenListenerOfTheHostStopsNothing() {
        bench.close();
        bench.start(
                "node-2",
                builder -> builder.automaticEvery(SLOT).onNotice(notice -> {
                    throw new IllegalStateException("the host's own");
                }),
                bench.state);
        desk.revoke();

        live(Duration.ofMinutes(20));

        assertThat(bench.module.accounts().notices()).hasSize(1);
    }

    @Test
    void runOfAPausedStoreIsRefusedWithoutACall() {
        desk.revoke();
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        bench.gwms.step();

        SyncRun run = bench.sync().find(id).orElseThrow();

        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).startsWith("Authorization: ");
    }
}
