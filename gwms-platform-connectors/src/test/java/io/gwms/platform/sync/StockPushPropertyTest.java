package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.StockSupport;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens to the ledger, the calls and the process: what the platform shows ends as the stock has it, and no
 * level is ever set that is older than one that was set before.
 */
class StockPushPropertyTest {
    private static final int ACTIONS = 60;
    private static final StockPolicy POLICY =
            StockPolicy.of(SyncBench.WAREHOUSE).withPercentage(90).withBuffer(10);

    @Property(tries = 150)
    void platformEndsAsTheStockHasItAndNeverGoesBack(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int kind) {
        try (Run run = new Run(new Random(seed), can(kind))) {
            for (int i = 0; i < ACTIONS; i++) {
                run.act();
            }
            run.rest();
            assertThat(run.stage.platform.stockOf("A")).isEqualTo(run.sellable());
            run.assertNeverBack();
        }
    }

    private static PlatformCapabilities can(int kind) {
        PlatformCapabilities.Builder can = PlatformCapabilities.builder()
                .cursor(ScriptedPlatform.cursor(null, Duration.ofMinutes(5)))
                .probeShipments(Duration.ofMinutes(2));
        return switch (kind) {
            case 0 -> can.stock(StockSupport.COMPARE_AND_SET).readStock().build();
            case 1 -> can.stock(StockSupport.SET).readStock().build();
            default -> can.stock(StockSupport.SET).build();
        };
    }

    /** A request that is carried out later than its caller waits. */
    private record Late(Instant at, Runnable call) {}

    /** One random history. */
    private static final class Run implements AutoCloseable {
        private static final int SETTLE_SECONDS = 120;

        private final Random random;
        private final WriteStage stage;
        private final List<Long> levels = new ArrayList<>();
        private final List<Late> late = new ArrayList<>();
        private long pieces = 100;
        private int lives = 1;

        Run(Random random, PlatformCapabilities can) {
            this.random = random;
            this.stage = WriteStage.with(can);
            stage.platform.listSku("A", 7);
            levels.add(sellable());
            restart();
        }

        long sellable() {
            return POLICY.sellable(pieces);
        }

        void act() {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> change();
                case 3 -> stage.bench.transport.onWrites(fault());
                case 4 -> stage.bench.transport.onReads(Fault.answer(503, "text/plain", "later"));
                case 5 -> restart();
                case 6 -> stage.platform.listSku("A", random.nextInt(50));
                default -> pass(Duration.ofSeconds(1 + random.nextInt(150)));
            }
        }

        /** Levels are all different, so that each tells when it was right. */
        private void change() {
            long next = 1_000 + 10L * (levels.size() * 7_919 % 5_000);
            stage.stock.move(WriteStage.batch("A"), next - pieces);
            pieces = next;
            levels.add(sellable());
        }

        private Fault fault() {
            return switch (random.nextInt(5)) {
                case 0 -> Fault.lostReply();
                case 1 -> Fault.notSent();
                case 2 ->
                    (transport, call, send) -> {
                        Instant at = stage.clock.instant().plusSeconds(1 + random.nextInt(SETTLE_SECONDS - 2));
                        late.add(new Late(at, () -> send.send(call)));
                        return Outcome.unknown("no reply came in time");
                    };
                case 3 ->
                    (transport, call, send) -> {
                        send.send(call);
                        throw new CrashingState.Death();
                    };
                default ->
                    (transport, call, send) -> {
                        throw new CrashingState.Death();
                    };
            };
        }

        private void restart() {
            lives++;
            stage.bench.start(
                    "node-" + lives,
                    module -> module.noAutomaticRuns().stockPush(store -> Optional.of(POLICY)),
                    stage.bench.state);
            stage.bench.gwms.step();
        }

        private void pass(Duration duration) {
            Instant end = stage.clock.instant().plus(duration);
            for (@Nullable Late next = first(end); next != null; next = first(end)) {
                late.remove(next);
                stage.clock.advanceTo(next.at());
                next.call().run();
                stage.bench.gwms.step();
            }
            stage.clock.advanceTo(end);
            stage.bench.gwms.step();
            stage.bench.gwms.step();
        }

        private @Nullable Late first(Instant end) {
            return late.stream()
                    .filter(one -> !one.at().isAfter(end))
                    .min(Comparator.comparing(Late::at))
                    .orElse(null);
        }

        /** Long enough for every fault that is still to come, and a full pass after the last. */
        void rest() {
            for (int i = 0; i < 150; i++) {
                pass(Duration.ofMinutes(30));
            }
        }

        void assertNeverBack() {
            int at = 0;
            for (long applied : stage.platform.stockHistory()) {
                int index = levels.lastIndexOf(applied);
                assertThat(index)
                        .as("level %s after %s in %s", applied, levels.get(at), stage.platform.stockHistory())
                        .isGreaterThanOrEqualTo(at);
                at = index;
            }
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
