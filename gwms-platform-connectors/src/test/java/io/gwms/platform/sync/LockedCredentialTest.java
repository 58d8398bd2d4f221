package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.Grants;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.account.AccountNotice;
import io.gwms.store.Authorization;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store whose credential does not open stands in the way of no other. */
class LockedCredentialTest {
    private static final StoreId BROKEN = new StoreId("a-broken-one");
    private static final StoreId SOUND = new StoreId("acme");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.with(PlatformCapabilities.builder()
            .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, null, null, Duration.ZERO, 50))
            .census(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, null, null, Duration.ZERO, 50))
            .build());
    private final SyncBench bench = SyncBench.of(platform, ScriptedPlatform.store(SOUND.value()), clock);

    @BeforeEach
    void lock() {
        bench.state.stores().save(ScriptedPlatform.store(BROKEN.value()));
        assertThat(bench.state.stores().all()).extracting(Store::id).containsExactly(BROKEN, SOUND);
        bench.close();
        bench.credentials = new LockedCredential(BROKEN, bench.credentials);
        bench.start("node-2", builder -> builder.automaticEvery(Duration.ofMinutes(15)), bench.state);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void ordersOfTheOthersArePulledAndCountedAllTheSame() {
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant().minusSeconds(60)));

        bench.runUntilIdle();

        assertThat(bench.state.orders().findByNumber(SOUND, "#1")).hasSize(1);
        assertThat(bench.gwms.tasks().list(TaskQuery.newest(50).withType(StoreCensus.TYPE)))
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.businessNo()).isEqualTo(SOUND.value()));
        assertThat(bench.gwms.health().toString()).contains("a-broken-one", "it does not open");
    }

    @Test
    void grantsOfTheOthersThatEndAreToldAllTheSame() {
        Instant end = clock.instant().plus(Duration.ofDays(100));
        bench.replace(ScriptedPlatform.credential(SOUND).withSetting(Credential.GRANT_EXPIRES_AT, end.toString()));
        bench.gwms.step();
        clock.advanceTo(end.minus(Duration.ofDays(6)));

        assertThat(bench.module.accounts().notices()).singleElement().satisfies(notice -> {
            assertThat(notice.store()).isEqualTo(SOUND);
            assertThat(notice.kind()).isEqualTo(AccountNotice.Kind.GRANT_ENDS);
        });
    }

    @Test
    void othersThatWereConnectedAgainComeBackAllTheSame() {
        Grants grants = Grants.over(bench.credentials, clock);
        for (StoreId id : List.of(BROKEN, SOUND)) {
            Store store = bench.state.stores().find(id).orElseThrow();
            grants.died(ScriptedPlatform.credential(id), "revoked");
            bench.state.stores().save(store.withAuthorization(Authorization.EXPIRED));
        }
        bench.replace(ScriptedPlatform.credential(SOUND));

        bench.gwms.step();

        assertThat(bench.state.stores().all())
                .extracting(Store::authorization)
                .containsExactly(Authorization.EXPIRED, Authorization.AUTHORIZED);
    }
}
