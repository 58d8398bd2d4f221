package io.gwms.platform.sync;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run makes of pages that no honest platform would give, and of a node that is too slow for its lease. */
class PagesOfARunTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final String FIRST = "first";
    private static final Instant BEFORE = Instant.parse("2026-03-10T11:00:00Z");
    private static final int FAR_TOO_MANY = 300;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final List<String> asked = new ArrayList<>();
    private Function<String, OrderPage> pages = at -> page(null);
    private final SyncBench bench = SyncBench.of(new Pages(), STORE, clock);

    /** Answers as the test says, and ends what goes on for ever. */
    private final class Pages implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return STORE.platform();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .cursor(ScriptedPlatform.cursor(null, Duration.ofMinutes(5)))
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            String at = requireNonNullElse(request.cursor(), FIRST);
            asked.add(at);
            return Outcome.done(asked.size() > FAR_TOO_MANY ? page(null) : pages.apply(at));
        }
    }

    private OrderPage page(@Nullable String next, PlatformOrder... orders) {
        List<FetchedOrder> read = List.of(orders).stream()
                .<FetchedOrder>map(FetchedOrder.Read::new)
                .toList();
        return new OrderPage(read, next, clock.instant());
    }

    private PlatformOrder order(int number) {
        return ScriptedPlatform.order("#" + number, "SKU-1", 1, BEFORE);
    }

    private SyncRunId submit() {
        return bench.sync().submit(SyncRequest.immediate(ID)).get(0);
    }

    private SyncRun run(SyncRunId id) {
        return bench.sync().find(id).orElseThrow();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void pagesThatLeadInACircleAreReadAnewFiveTimesAndProveNothing() {
        pages = at -> at.equals("b") ? page("c", order(2)) : page("b", order(1));

        SyncRunId id = submit();
        bench.runUntilIdle();

        assertThat(run(id).status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run(id).failureReason()).contains("the same page twice");
        assertThat(asked).filteredOn(FIRST::equals).hasSize(5);
        assertThat(bench.sync().coverage(ID).proven()).isEmpty();
        assertThat(run(id).created()).as("what came in stays").containsExactly("#1", "#2");
    }

    @Test
    void ofAnOrderThatIsOnAPageTwiceTheNewerIsTaken() {
        PlatformOrder older = order(1);
        PlatformOrder newer =
                ScriptedPlatform.changed(older, "newer", older.changedAt().plusSeconds(1));
        pages = at -> at.equals(FIRST) ? page("b", older, newer) : page(null, order(2), order(2));

        SyncRunId id = submit();
        bench.runUntilIdle();

        List<Order> stored = bench.orders.findByNumber(ID, "#1");
        assertThat(stored).extracting(one -> one.platform().buyerNote()).containsExactly("newer");
        assertThat(stored).extracting(Order::version).containsExactly(1L);
        assertThat(run(id).total()).isEqualTo(2);
    }

    @Test
    void ofAnOrderThatIsOnAPageTwiceTheNewerIsTakenAlsoWhereItComesFirst() {
        PlatformOrder older = order(1);
        PlatformOrder newer =
                ScriptedPlatform.changed(older, "newer", older.changedAt().plusSeconds(1));
        pages = at -> page(null, newer, older);

        submit();
        bench.runUntilIdle();

        assertThat(bench.orders.findByNumber(ID, "#1"))
                .extracting(one -> one.platform().buyerNote())
                .containsExactly("newer");
    }

    @Test
    void runWhoseNodeLosesItsLeaseAtEachPageGoesOnBehindWhatIsInAndCountsEachOrderOnce() {
        pages = at -> {
            clock.advance(Duration.ofMinutes(2));
            int number = at.equals(FIRST) ? 1 : Integer.parseInt(at);
            return page(number == 20 ? null : String.valueOf(number + 1), order(number));
        };

        SyncRunId id = submit();
        bench.runUntilIdle();

        assertThat(run(id).status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run(id).created()).hasSize(20).doesNotHaveDuplicates();
        assertThat(run(id).total()).isEqualTo(20);
        assertThat(bench.sync().coverage(ID).gaps()).isEmpty();
    }
}
