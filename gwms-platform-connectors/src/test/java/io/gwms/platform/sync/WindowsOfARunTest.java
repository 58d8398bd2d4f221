package io.gwms.platform.sync;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.reading.Replies;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run makes of windows whose pages have the same names, overlap, or hold more or less than the platform says. */
class WindowsOfARunTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final String FIRST = "first";
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private final List<TimeWindow> asked = new ArrayList<>();
    private @Nullable Duration longestWindow;
    private Function<FetchOrders, Outcome<OrderPage>> windows = request -> page(null);
    private Function<LookUpOrders, OrderPage> numbers = request -> new OrderPage(List.of(), null, null);
    private final SyncBench bench = SyncBench.of(new Windows(), STORE, clock);

    private final class Windows implements PlatformConnector {
        @Override
        public PlatformType platform() {
            return STORE.platform();
        }

        @Override
        public PlatformCapabilities capabilities() {
            return PlatformCapabilities.builder()
                    .cursor(ScriptedPlatform.cursor(longestWindow, Duration.ofMinutes(5)))
                    .lookUpByNumber()
                    .build();
        }

        @Override
        public Outcome<OrderPage> fetchOrders(FetchOrders request) {
            asked.add(request.window());
            return windows.apply(request);
        }

        @Override
        public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
            return Outcome.done(numbers.apply(request));
        }
    }

    private static List<FetchedOrder> read(PlatformOrder... orders) {
        return Arrays.stream(orders).<FetchedOrder>map(FetchedOrder.Read::new).toList();
    }

    private Outcome<OrderPage> page(@Nullable String next, PlatformOrder... orders) {
        return Outcome.done(new OrderPage(read(orders), next, clock.instant()));
    }

    private Outcome<OrderPage> last(long reported, PlatformOrder... orders) {
        return Outcome.done(new OrderPage(read(orders), null, clock.instant(), reported));
    }

    private static String at(FetchOrders request) {
        return requireNonNullElse(request.cursor(), FIRST);
    }

    private static PlatformOrder order(int number, Instant at) {
        return ScriptedPlatform.order("#" + number, "SKU-1", 1, at);
    }

    private SyncRun run(SyncRequest request) {
        SyncRunId id = bench.sync().submit(request).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private SyncRun run() {
        return run(SyncRequest.immediate(ID));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void pagesMayHaveTheSameNamesInEachWindow() {
        longestWindow = Duration.ofDays(10);
        windows = request -> at(request).equals(FIRST)
                ? page("2", order(asked.size(), request.window().to().minusSeconds(60)))
                : page(null);

        SyncRun run = run();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(asked).as("two pages of each, and none twice").hasSize(2 * 4);
        assertThat(run.counts().created()).isEqualTo(4);
    }

    @Test
    void pagesOfAPartMayHaveTheNamesOfThoseOfTheWholeThatIsBroken() {
        Duration readable = Duration.ofDays(4);
        windows = request -> {
            if (!at(request).equals(FIRST) && request.window().length().compareTo(readable) > 0) {
                return Outcome.refused(Replies.malformed("broken"));
            }
            return at(request).equals(FIRST) ? page("2") : page(null);
        };

        SyncRun run = run();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(asked.stream().filter(window -> window.length().compareTo(readable) <= 0))
                .as("both pages of each part that can be read, and none of them again")
                .hasSize(2
                        * (int) asked.stream()
                                .filter(window -> window.length().compareTo(readable) <= 0)
                                .distinct()
                                .count());
    }

    @Test
    void aWindowThatLacksOneOrderOfThoseReportedIsNotProven() {
        windows = request -> last(3, order(1, NOON.minusSeconds(900)), order(2, NOON.minusSeconds(800)));

        SyncRun run = run();

        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).contains("reports 3 orders and gave 2");
        assertThat(bench.sync().coverage(ID).proven()).isEmpty();
    }

    @Test
    void ordersOutsideOfTheWindowCountForWhatThePlatformReports() {
        PlatformOrder outside = order(1, NOON.minus(Duration.ofDays(90)));
        windows = request -> at(request).equals(FIRST) ? page("2", outside) : last(2, order(2, NOON.minusSeconds(900)));

        SyncRun run = run();

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).containsExactly("#2");
    }

    @Test
    void anOrderThatIsKnownAndShownOnTwoPagesIsSkippedOnce() {
        PlatformOrder known = order(1, NOON.minusSeconds(900));
        windows = request -> at(request).equals(FIRST) ? page("2", known) : page(null, known);
        TimeWindow range = new TimeWindow(NOON.minusSeconds(3600), NOON);
        run(SyncRequest.timeRange(range, ID));
        clock.advance(Duration.ofMinutes(1));

        SyncRun again = run(SyncRequest.timeRange(range, ID));

        assertThat(again.total()).isEqualTo(1);
        assertThat(again.skipped()).containsExactly("#1");
    }

    @Test
    void anOrderThatIsAskedForWithoutItsSignIsFound() {
        numbers = request -> new OrderPage(read(order(1494, NOON.minusSeconds(900))), null, null);

        SyncRun run = run(SyncRequest.orderNumbers(List.of("1494"), ID));

        assertThat(run.created()).containsExactly("#1494");
        assertThat(run.notFound()).isEmpty();
        assertThat(bench.state.orders().list(OrderQuery.newest(9))).hasSize(1);
    }
}
