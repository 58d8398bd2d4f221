package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gwms.GwmsException;
import io.gwms.order.HoldOrder;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLeaseLostException;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that cannot be stored or read is set aside and counted once; trouble of the database sets nothing aside. */
class PageCommitTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final TimeWindow WINDOW = new TimeWindow(NOON.minusSeconds(3600), NOON);

    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final SyncBench bench = SyncBench.of(platform, STORE, clock);
    private final List<Boolean> lasts = new ArrayList<>();
    private Instant began = NOON;

    @AfterEach
    void stop() {
        bench.close();
    }

    /** Asked for by a window, or by number, where it has none. */
    private record Asked(@Nullable TimeWindow window, boolean isAgain) implements PageCommit.Scope {
        @Override
        public boolean isReread(FetchedOrder order) {
            return isAgain;
        }

        @Override
        public boolean isRepeated(FetchedOrder order) {
            return false;
        }

        @Override
        public boolean isByNumber() {
            return window == null;
        }

        @Override
        public Optional<TimeWindow> foundIn(FetchedOrder order) {
            return Optional.ofNullable(window);
        }
    }

    private CommitResult commit(List<Change> changes, Tally page, boolean last) {
        CommitResult result = bench.state.commit(changes);
        lasts.add(last);
        return result;
    }

    private Tally store(Asked asked, PageCommit.Writer writer, FetchedOrder... orders) {
        return new PageCommit(bench.setup, STORE, OrderKind.B2C, began, asked, writer).commit(List.of(orders));
    }

    private Tally store(FetchedOrder... orders) {
        return store(new Asked(WINDOW, false), this::commit, orders);
    }

    /** Fails for what holds order 3. */
    private PageCommit.Writer choking(RuntimeException failure) {
        return (changes, page, last) -> {
            if (changes.stream()
                    .anyMatch(change -> change instanceof Change.SaveOrder save
                            && save.order().platform().number().equals("#3"))) {
                throw failure;
            }
            return commit(changes, page, last);
        };
    }

    private static FetchedOrder read(int number) {
        return new FetchedOrder.Read(ScriptedPlatform.order("#" + number, "SKU-1", 1, NOON.minusSeconds(60)));
    }

    private static FetchedOrder unreadable(String id, String number) {
        return new FetchedOrder.Unreadable(id, number, "no quantity", "{}");
    }

    private static FetchedOrder[] orders(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(PageCommitTest::read).toArray(FetchedOrder[]::new);
    }

    private void setAsideAt(Instant seen, String id, String number) {
        bench.state.commit(List.of(new Change.Quarantine(new Quarantined(
                ID,
                OrderKind.B2C,
                id,
                number,
                FailureFamily.ORDER_DATA,
                "UNREADABLE",
                "no",
                "",
                seen,
                seen,
                1,
                WINDOW))));
    }

    private Quarantined aside() {
        assertThat(bench.sync().quarantined(ID)).hasSize(1);
        return bench.sync().quarantined(ID).get(0);
    }

    @Test
    void theOneThatCannotBeStoredIsSetAsideAndTheOthersGetIn() {
        for (int page : new int[] {3, 4, 5}) {
            lasts.clear();
            Tally tally = store(new Asked(WINDOW, false), choking(new IllegalStateException("too long")), orders(page));

            assertThat(tally.quarantined.first()).isEqualTo(page == 3 ? List.of("#3") : List.of());
            assertThat(bench.state.orders().list(OrderQuery.newest(9))).hasSize(page - 1);
            assertThat(lasts).as("the page is in with the last part alone").endsWith(true);
            assertThat(lasts.subList(0, lasts.size() - 1)).doesNotContain(true);
        }
        assertThat(aside().code()).isEqualTo("UNSTORABLE");
        assertThat(aside().reason()).isEqualTo("cannot be stored: too long");
        assertThat(aside().foundIn()).isEqualTo(WINDOW);
    }

    @Test
    void aFailureWithACodeIsSetAsideUnderIt() {
        store(new Asked(WINDOW, false), choking(new GwmsException("GWMS-9", "too long", "cut it")), orders(3));

        assertThat(aside().code()).isEqualTo("GWMS-9");
    }

    @Test
    void troubleOfTheDatabaseOrOfTheLeaseSetsNothingAside() {
        RuntimeException unavailable = catchThrowableOfType(
                GwmsException.class,
                () -> JdbcState.open((DataSource) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, values) -> {
                            throw new SQLException("gone", "08006");
                        })));
        Stream.of(unavailable, new TaskLeaseLostException(new TaskId(1))).forEach(trouble -> {
            assertThatThrownBy(() -> store(new Asked(WINDOW, false), choking(trouble), orders(3)))
                    .isSameAs(trouble);
            assertThat(bench.sync().quarantined(ID)).isEmpty();
        });
    }

    @Test
    void aPageWithoutOrdersThatCannotBeStoredFails() {
        IllegalStateException failure = new IllegalStateException("no");

        assertThatThrownBy(() -> store(new Asked(WINDOW, false), (changes, page, last) -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void ordersThatChangeMeanwhileAreDecidedAnewTenTimesAndNeverSetAside() {
        List<Tally> tries = new ArrayList<>();
        PageCommit.Writer busy = (changes, page, last) -> {
            tries.add(page);
            return tries.size() % 10 == 0
                    ? commit(changes, page, last)
                    : new CommitResult.Conflict(0, CommitResult.Conflict.Kind.values()[0], "order 1");
        };
        assertThat(store(new Asked(WINDOW, false), busy, read(1)).counts().created())
                .isEqualTo(1);

        PageCommit.Writer alwaysBusy =
                (changes, page, last) -> changes.stream().anyMatch(Change.SaveOrder.class::isInstance)
                        ? new CommitResult.Conflict(0, CommitResult.Conflict.Kind.values()[0], "order 2")
                        : commit(changes, page, last);
        assertThatThrownBy(() -> store(new Asked(WINDOW, false), alwaysBusy, read(2)))
                .hasMessageContaining("10 times", "order 2");
        assertThat(bench.sync().quarantined(ID)).isEmpty();
    }

    @Test
    void nothingSecretIsKeptOfWhatIsSetAsideNorWhatNoDatabaseTakes() {
        store(new FetchedOrder.Unreadable(
                "id-1",
                "#1",
                "Authorization: Bearer abcdefgh12345678",
                "{\"password\":\"hunter2\",\"a\":\"\0\ud800\"}"));

        assertThat(aside().reason()).doesNotContain("abcdefgh12345678");
        assertThat(aside().raw()).doesNotContain("hunter2", "\0", "\ud800");
    }

    @Test
    void whatIsSetAsideIsCountedByTheRunThatMetItFirstOrInAWindowOfItsOwn() {
        assertThat(store(unreadable("id-1", "")).quarantined.first())
                .as("where it has no number")
                .containsExactly("id-1");
        assertThat(store(unreadable("id-1", "")).counts().quarantined())
                .as("by the same run")
                .isZero();
        setAsideAt(NOON.minus(Duration.ofHours(2)), "id-2", "#2");
        assertThat(store(new Asked(WINDOW, true), this::commit, unreadable("id-2", "#2"))
                        .counts()
                        .quarantined())
                .as("read again")
                .isZero();
        setAsideAt(NOON.minus(Duration.ofHours(2)), "id-3", "#3");
        assertThat(store(unreadable("id-3", "#3")).counts().quarantined())
                .as("in a window that is to be covered")
                .isEqualTo(1);
        assertThat(store(new Asked(WINDOW, true), this::commit, unreadable("id-4", "#4"))
                        .counts()
                        .quarantined())
                .as("met first while others are read again")
                .isEqualTo(1);
    }

    @Test
    void whereItWasFoundIsKeptWhenItIsMetByNumber() {
        setAsideAt(NOON.minus(Duration.ofHours(2)), "id-1", "#1");

        store(new Asked(null, false), this::commit, unreadable("id-1", "#1"));

        assertThat(aside().foundIn()).isEqualTo(WINDOW);
        assertThat(aside().attempts()).isEqualTo(2);
    }

    @Test
    void anOrderThatIsReadWellReleasesItselfAloneFromQuarantine() {
        setAsideAt(NOON.minus(Duration.ofHours(2)), "id-1", "#1");
        setAsideAt(NOON.minus(Duration.ofHours(2)), "id-#2", "#2");

        store(unreadable("id-1", "#1"), read(2));

        assertThat(aside().platformOrderId()).isEqualTo("id-1");
    }

    @Test
    void whatAnybodyElseDoesToAnOrderMeanwhileDoesNotCountItAsStored() {
        store(orders(2));
        nextRun();
        bench.orders.hold(HoldOrder.of(new OrderId(ID, "id-#1"), "ask the buyer"));

        assertThat(store(changed(1, PlatformFact.OPEN), changed(2, PlatformFact.OPEN))
                        .updated
                        .first())
                .containsExactly("#1", "#2");
        assertThat(store(orders(2)).counts()).as("by the same run").isEqualTo(new Tally().counts());
    }

    @Test
    void whateverARunStoresOfAnOrderIsCountedOnce() {
        for (PlatformFact fact : PlatformFact.values()) {
            int number = 10 + fact.ordinal();
            store(read(number));
            nextRun();

            assertThat(store(changed(number, fact)).counts().updated()).isEqualTo(1);
            assertThat(store(changed(number, fact)).counts()).as("%s", fact).isEqualTo(new Tally().counts());
        }
    }

    private void nextRun() {
        began = clock.advance(Duration.ofMinutes(1));
    }

    private static FetchedOrder changed(int number, PlatformFact fact) {
        return new FetchedOrder.Read(ScriptedPlatform.order("#" + number, "SKU-1", 1, NOON.plusSeconds(30)).toBuilder()
                .fact(fact)
                .build());
    }
}
