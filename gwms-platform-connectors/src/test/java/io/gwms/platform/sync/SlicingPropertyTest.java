package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** No moment is left out between windows, and none is claimed that was not asked for. */
class SlicingPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StoreId STORE = new StoreId("acme");

    @Property
    void slicesFollowEachOtherWithoutAHoleWithinTheLimit(
            @ForAll("windows") TimeWindow stretch,
            @ForAll @LongRange(min = 60, max = 100_000) long limitSeconds,
            @ForAll @LongRange(min = 0, max = 200_000) long lagSeconds) {
        Duration limit = Duration.ofSeconds(limitSeconds);
        Slicing slicing = slicing(limit, Duration.ofSeconds(lagSeconds));
        Instant at = stretch.from();

        for (int slices = 0; at.isBefore(stretch.to()); slices++) {
            Slicing.Slice slice = slicing.slice(stretch, at);
            assertThat(slice.fresh().from()).isEqualTo(at);
            assertThat(slice.asked().length()).isLessThanOrEqualTo(limit);
            assertThat(slice.asked().from()).isBeforeOrEqualTo(slice.fresh().from());
            assertThat(slice.asked().to()).isEqualTo(slice.fresh().to());
            assertThat(slices).isLessThan(100_000);
            at = slice.fresh().to();
        }
        assertThat(at).isEqualTo(stretch.to());
    }

    @Property
    void withoutALimitOneSliceIsEnoughAndReachesBackByTheLag(
            @ForAll("windows") TimeWindow stretch, @ForAll @LongRange(min = 0, max = 100_000) long lagSeconds) {
        Slicing.Slice slice = slicing(null, Duration.ofSeconds(lagSeconds)).slice(stretch, null);

        assertThat(slice.fresh()).isEqualTo(stretch);
        assertThat(slice.asked().from()).isEqualTo(stretch.from().minusSeconds(lagSeconds));
    }

    @Property
    void ofTwoClocksTheOneBehindSaysWhatIsProvable(
            @ForAll @LongRange(min = -100_000, max = 100_000) long aheadSeconds,
            @ForAll @LongRange(min = 0, max = 100_000) long lagSeconds) {
        OrderCursor cursor =
                new OrderCursor(OrderCursor.Field.CHANGED_AT, true, null, null, Duration.ofSeconds(lagSeconds), 3);
        Instant ours = new Slicing(cursor, START).provableTo();
        OrderPage page = new OrderPage(List.of(), null, START.minusSeconds(aheadSeconds));

        assertThat(Slicing.provableTo(ours, cursor, page))
                .isEqualTo(START.minusSeconds(Math.max(0, aheadSeconds)).minusSeconds(lagSeconds));
        assertThat(Slicing.provableTo(ours, cursor, new OrderPage(List.of(), null, null)))
                .isEqualTo(ours);
    }

    @Property
    void provingWhatIsMissingLeavesNoGap(
            @ForAll("someWindows") List<TimeWindow> proven, @ForAll("windows") TimeWindow scope) {
        Coverage coverage = coverage(proven);
        Coverage after = coverage;
        for (TimeWindow gap : coverage.gaps(scope)) {
            assertThat(proven).noneMatch(window -> overlap(window, gap));
            after = after.with(gap);
        }

        assertThat(after.gaps(scope)).isEmpty();
    }

    @Property
    void provenStretchesAreJoinedWhateverTheirOrder(
            @ForAll("someWindows") List<TimeWindow> windows, @ForAll Random random) {
        List<TimeWindow> shuffled = new ArrayList<>(windows);
        Collections.shuffle(shuffled, random);
        Coverage coverage = coverage(windows);

        assertThat(coverage(shuffled)).isEqualTo(coverage);
        assertThat(coverage(coverage.proven())).isEqualTo(coverage);
        for (int i = 0; i + 1 < coverage.proven().size(); i++) {
            assertThat(coverage.proven().get(i).to())
                    .isBefore(coverage.proven().get(i + 1).from());
        }
    }

    @Property
    void nothingYoungerThanTheLagIsClaimed(
            @ForAll("windows") TimeWindow fresh, @ForAll @LongRange(min = -1_000, max = 3_000_000) long at) {
        Instant provableTo = START.plusSeconds(at);

        Slicing.proven(fresh, provableTo).ifPresent(window -> {
            assertThat(window.to()).isBeforeOrEqualTo(provableTo).isBeforeOrEqualTo(fresh.to());
            assertThat(window.from()).isEqualTo(fresh.from());
        });
        assertThat(Slicing.proven(fresh, provableTo).isPresent())
                .isEqualTo(fresh.from().isBefore(provableTo));
    }

    @Provide
    Arbitrary<TimeWindow> windows() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 2_000_000),
                        Arbitraries.longs().between(1, 2_000_000))
                .as((from, length) -> new TimeWindow(START.plusSeconds(from), START.plusSeconds(from + length)));
    }

    @Provide
    Arbitrary<List<TimeWindow>> someWindows() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 200), Arbitraries.longs().between(1, 40))
                .as((from, length) ->
                        new TimeWindow(START.plusSeconds(10_000 * from), START.plusSeconds(10_000 * (from + length))))
                .list()
                .ofMaxSize(12);
    }

    private static Slicing slicing(Duration limit, Duration lag) {
        return new Slicing(
                new OrderCursor(OrderCursor.Field.CHANGED_AT, true, limit, null, lag, 50),
                START.plus(Duration.ofDays(400)));
    }

    private static Coverage coverage(List<TimeWindow> windows) {
        return new Coverage(STORE, OrderKind.B2C, windows, null, null);
    }

    private static boolean overlap(TimeWindow a, TimeWindow b) {
        return a.from().isBefore(b.to()) && b.from().isBefore(a.to());
    }
}
