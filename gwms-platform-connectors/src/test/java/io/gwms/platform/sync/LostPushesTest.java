package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.ConfirmLost;
import io.gwms.platform.LostDeliveries;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that got lost, on a platform that keeps them for all its stores until they are confirmed. */
class LostPushesTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final int PAGE = 2;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final Keeping keeping = new Keeping();
    private final SyncBench bench = SyncBench.of(
            new PushingConnector(platform.connector(), keeping),
            STORE,
            ScriptedPlatform.credential(ID),
            platform.transport(),
            clock);

    /** What the platform keeps. */
    private static final class Keeping implements PlatformWebhooks {
        private final List<Authentic> lost = new ArrayList<>();
        private final List<String> confirmed = new ArrayList<>();
        private int taken;
        private boolean throttled;
        private boolean confirmsNothing;

        void lose(String number, String account) {
            lost.add(Authentic.of("order", "D-" + number)
                    .about(OrderKind.B2C, List.of(number))
                    .forAccount(account));
        }

        @Override
        public Duration tolerance() {
            return Duration.ofDays(3);
        }

        @Override
        public WebhookVerdict verify(WebhookDelivery delivery) {
            return new WebhookVerdict.Rejected(WebhookVerdict.Why.UNSIGNED, "none comes in here");
        }

        @Override
        public boolean keepsLostDeliveries() {
            return true;
        }

        @Override
        public Outcome<LostDeliveries> fetchLost(StoreSession session) {
            if (throttled) {
                throttled = false;
                return Outcome.refused(
                        Refusal.temporary(RefusalCode.RATE_LIMITED, "slow down", Duration.ofSeconds(90)));
            }
            int to = Math.min(lost.size(), taken + PAGE);
            return Outcome.done(new LostDeliveries(
                    lost.subList(taken, to), to == taken ? "" : Integer.toString(to), to < lost.size()));
        }

        @Override
        public Outcome<String> confirmLost(ConfirmLost request) {
            if (confirmsNothing) {
                return Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, "not now"));
            }
            taken = Integer.parseInt(request.upTo());
            confirmed.add(request.upTo());
            return Outcome.done(request.upTo());
        }
    }

    private void restart(StateRepository state) {
        bench.close();
        bench.start(
                "node-2", builder -> builder.automaticEvery(Duration.ofDays(1)).noCensus(), state);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private int orders() {
        return bench.state.orders().list(OrderQuery.newest(100)).size();
    }

    private void put(String number) {
        platform.put(ScriptedPlatform.order(number, "SKU-1", 1, clock.instant().plus(Duration.ofDays(1))));
    }

    @Test
    void lostDeliveriesAreTakenPageByPageAndThenConfirmed() {
        for (int i = 1; i <= 5; i++) {
            put("#" + i);
            keeping.lose("#" + i, "");
        }
        restart(bench.state);

        bench.gwms.step();

        assertThat(orders()).isEqualTo(5);
        assertThat(keeping.confirmed).containsExactly("2", "4", "5");
        clock.advance(Duration.ofHours(1));
        bench.gwms.step();
        assertThat(bench.state.tasks().list(TaskQuery.newest(10).withType(Pushes.TYPE)))
                .hasSize(5);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10).withType(LostPushes.TYPE)))
                .as("where nothing was lost there is nothing to confirm")
                .hasSize(2)
                .allMatch(task -> task.status() == TaskStatus.SUCCESS);
    }

    @Test
    void whatCannotBeConfirmedIsNotTakenForDone() {
        put("#1");
        keeping.lose("#1", "");
        keeping.confirmsNothing = true;
        restart(bench.state);

        bench.gwms.step();

        assertThat(bench.state.tasks().list(TaskQuery.newest(10).withType(LostPushes.TYPE)))
                .allMatch(task ->
                        task.status() != TaskStatus.SUCCESS && task.error().contains("not now"));
        keeping.confirmsNothing = false;
        bench.runUntilIdle();
        assertThat(keeping.confirmed).containsExactly("1");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void nothingIsConfirmedThatIsNotStored() {
        put("#1");
        keeping.lose("#1", "");
        AtomicBoolean down = new AtomicBoolean(true);
        restart(FaultyState.of(bench.state, (changes, commit) -> {
            boolean push = changes.stream().anyMatch(change -> change.toString().contains("push:"));
            if (push && down.get()) {
                throw FaultyState.outage();
            }
            return commit.apply(changes);
        }));
        bench.gwms.step();
        assertThat(keeping.confirmed).isEmpty();
        down.set(false);

        bench.runUntilIdle();

        assertThat(keeping.confirmed).containsExactly("1");
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void throttledReplayWaitsAndUsesUpNoAttempt() {
        put("#1");
        keeping.lose("#1", "");
        keeping.throttled = true;
        restart(bench.state);
        bench.gwms.step();
        assertThat(orders()).isZero();

        bench.runUntilIdle();

        assertThat(orders()).isEqualTo(1);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10).withType(LostPushes.TYPE)))
                .allMatch(task -> task.failures() == 0);
    }

    @Test
    void deliveryOfAnotherAccountGoesToItsStoreOrToNobody() {
        put("#1");
        put("#2");
        Store other = new Store(
                new StoreId("other"),
                "Other",
                ScriptedPlatform.TYPE,
                URI.create("https://other.example"),
                STORE.authorization(),
                true,
                true,
                true,
                false);
        bench.state.stores().save(other);
        bench.gwms.credentials().save(ScriptedPlatform.credential(other.id()));
        keeping.lose("#1", "other.example");
        keeping.lose("#2", "nobody.example");
        restart(bench.state);

        bench.gwms.step();

        assertThat(bench.state.orders().find(new OrderId(other.id(), "id-#1"))).isPresent();
        assertThat(orders()).isEqualTo(1);
        assertThat(keeping.confirmed).contains("2");
    }

    @Test
    void storeWhoseCredentialDoesNotOpenHoldsUpNobodysDeliveriesButWhatMayBeItsOwn() {
        put("#1");
        put("#2");
        Store broken = ScriptedPlatform.store("a-broken-one");
        Store other = ScriptedPlatform.store("other");
        bench.state.stores().save(broken);
        bench.state.stores().save(other);
        bench.credentials.save(ScriptedPlatform.credential(other.id()).withSetting("account", "shop-7"));
        bench.credentials = new LockedCredential(broken.id(), bench.credentials);
        keeping.lose("#1", "shop-7");
        restart(bench.state);
        bench.gwms.step();
        assertThat(bench.state.orders().find(new OrderId(other.id(), "id-#1"))).isPresent();
        assertThat(keeping.confirmed).containsExactly("1");

        keeping.lose("#2", "shop-8");
        clock.advance(Duration.ofHours(1));
        bench.gwms.step();

        assertThat(keeping.confirmed).as("it may be the broken store's").containsExactly("1");
    }
}
