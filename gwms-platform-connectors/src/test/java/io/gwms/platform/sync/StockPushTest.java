package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.StockSupport;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store shows follows the stock: available less reserved, by the store's percentage and buffer. */
class StockPushTest {
    private static final StockPolicy ALL = StockPolicy.of(SyncBench.WAREHOUSE);

    private WriteStage stage = WriteStage.everything();
    private StockPolicy policy = ALL;

    @BeforeEach
    void list() {
        stage.platform.listSku("A", 7);
        stage.platform.listSku("B", 7);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private void use(PlatformCapabilities can) {
        stage.close();
        stage = WriteStage.with(can);
        list();
    }

    private void start() {
        stage.bench.start(
                "node-2",
                module -> module.noAutomaticRuns().stockPush(store -> Optional.of(policy)),
                stage.bench.state);
        settle();
    }

    private void settle() {
        for (int i = 0; i < 5; i++) {
            stage.bench.gwms.step();
        }
    }

    private void later(Duration duration) {
        stage.clock.advance(duration);
        settle();
    }

    private SyncTask task(String sku) {
        return stage.tasks(TaskType.STOCK_PUSH).stream()
                .filter(task -> task.businessNo().equals(sku))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void storeShowsWhatIsAvailableLessWhatIsReserved() {
        stage.stock.reserve(WriteStage.batch("A"), 30);
        start();

        assertThat(stage.platform.stockOf("A")).isEqualTo(70);
        assertThat(stage.platform.stockOf("B")).isEqualTo(100);
    }

    @Test
    void percentageIsRoundedDownAndTheBufferKeptBack() {
        policy = ALL.withPercentage(33).withBuffer(5);
        start();

        assertThat(stage.platform.stockOf("A")).isEqualTo(28);
        assertThat(policy.sellable(10)).as("never below nothing").isZero();
        assertThat(ALL.sellable(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void warehouseThatIsNamedTwiceWouldCountTwice() {
        assertThatThrownBy(() -> StockPolicy.of(SyncBench.WAREHOUSE, SyncBench.WAREHOUSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each warehouse once");
    }

    @Test
    void changesOfAMinuteAreOnePush() {
        start();
        int before = stage.bench.transport.writes();
        for (int i = 0; i < 10; i++) {
            stage.stock.reserve(WriteStage.batch("A"), 1);
            later(Duration.ofSeconds(5));
        }
        assertThat(stage.bench.transport.writes()).isEqualTo(before);
        later(Duration.ofSeconds(16));

        assertThat(stage.bench.transport.writes()).isEqualTo(before + 1);
        assertThat(stage.platform.stockOf("A")).isEqualTo(90);
    }

    @Test
    void levelThatSomebodyChangedThereIsPutRightByTheDailyPass() {
        start();
        stage.platform.listSku("A", 3);
        later(Duration.ofHours(23));
        assertThat(stage.platform.stockOf("A")).isEqualTo(3);
        later(Duration.ofHours(1).plusMinutes(1));

        assertThat(stage.platform.stockOf("A")).isEqualTo(100);
    }

    @Test
    void levelThatChangedThereIsReadBeforeItIsReplaced() {
        start();
        stage.platform.listSku("A", 98);
        stage.stock.reserve(WriteStage.batch("A"), 10);
        settle();
        later(Duration.ofSeconds(61));

        assertThat(stage.platform.stockOf("A")).isEqualTo(90);
        assertThat(stage.bench.transport.calls())
                .filteredOn(call -> new String(call.body(), StandardCharsets.UTF_8).contains("\"expected\":98"))
                .hasSize(1);
    }

    @Test
    void levelWithoutAnAnswerHoldsTheNextOneBackUntilItCanNoLongerArrive() {
        start();
        stage.bench.transport.onWrites(Fault.late());
        stage.stock.reserve(WriteStage.batch("A"), 10);
        settle();
        later(Duration.ofSeconds(61));
        stage.stock.reserve(WriteStage.batch("A"), 10);
        settle();
        later(Duration.ofSeconds(100));
        assertThat(stage.platform.stockOf("A")).isEqualTo(100);
        stage.bench.transport.deliverLate();
        assertThat(stage.platform.stockOf("A")).isEqualTo(90);
        later(Duration.ofMinutes(2));

        assertThat(stage.platform.stockOf("A")).isEqualTo(80);
        assertThat(stage.platform.stockHistory()).endsWith(90L, 80L);
    }

    @Test
    void kitIsAsManyAsItsScarcestPartAllows() {
        stage.bench.orders.bindSku(
                WriteStage.STORE.id(),
                "KIT",
                List.of(new SkuPieces(new WarehouseSku("WH-A"), 3), new SkuPieces(new WarehouseSku("WH-B"), 1)),
                "ada");
        stage.platform.listSku("KIT", 0);
        start();
        assertThat(stage.platform.stockOf("KIT")).isEqualTo(33);

        stage.stock.reserve(WriteStage.batch("B"), 90);
        settle();
        later(Duration.ofSeconds(61));
        assertThat(stage.platform.stockOf("KIT")).isEqualTo(10);
    }

    @Test
    void platformThatOnlySetsIsToldTheSame() {
        use(ScriptedPlatform.everything().stock(StockSupport.SET).build());
        start();
        assertThat(stage.platform.stockOf("A")).isEqualTo(100);
        stage.bench.transport.onWrites(Fault.lostReply());
        stage.stock.reserve(WriteStage.batch("A"), 1);
        settle();
        later(Duration.ofSeconds(61));
        later(Duration.ofMinutes(3));
        assertThat(stage.platform.stockOf("A")).isEqualTo(99);
        assertThat(task("A").status()).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void platformWithoutTheCallGetsNoTask() {
        use(ScriptedPlatform.everything().stock(StockSupport.NONE).build());
        start();

        assertThat(stage.tasks(TaskType.STOCK_PUSH)).isEmpty();
    }

    @Test
    void storeThatIsReadOnlyWaitsAndOneThatIsSwitchedOffEnds() {
        stage.bench.state.stores().save(WriteStage.STORE.withReadOnly(true));
        start();
        assertThat(stage.platform.stockOf("A")).isEqualTo(7);
        assertThat(task("A").summary()).contains("read-only");

        stage.bench.state.stores().save(WriteStage.STORE.withSwitches(true, false));
        later(Duration.ofMinutes(16));
        assertThat(task("A").status()).isEqualTo(TaskStatus.SUCCESS);
        stage.bench.state.stores().save(WriteStage.STORE);
        later(Duration.ofMinutes(2));
        assertThat(stage.platform.stockOf("A")).isEqualTo(100);
    }

    @Test
    void skuThatIsNotListedYetIsLookedForAgainTheNextDay() {
        stage.bench.orders.bindSku(WriteStage.STORE.id(), "NEW", new WarehouseSku("WH-A"), 1);
        start();
        assertThat(task("NEW").summary()).contains("nothing is listed");
        stage.platform.listSku("NEW", 0);
        later(Duration.ofHours(25));

        assertThat(stage.platform.stockOf("NEW")).isEqualTo(100);
    }

    @Test
    void policyThatFailsForOneStoreStopsTheStockOfNoOther() {
        Store broken = ScriptedPlatform.store("a-broken-one");
        stage.bench.state.stores().save(broken);
        stage.bench.orders.bindSku(broken.id(), "A", new WarehouseSku("WH-A"), 1);
        AtomicBoolean fails = new AtomicBoolean(true);
        stage.bench.start(
                "node-2",
                module -> module.noAutomaticRuns().stockPush(store -> {
                    if (fails.get() && store.equals(broken.id())) {
                        throw new IllegalStateException("the host's own");
                    }
                    return Optional.of(policy);
                }),
                stage.bench.state);
        settle();
        assertThat(stage.platform.stockOf("A")).isEqualTo(100);

        stage.stock.reserve(WriteStage.batch("A"), 30);
        later(Duration.ofSeconds(61));
        later(Duration.ofSeconds(61));
        assertThat(stage.platform.stockOf("A")).isEqualTo(70);

        fails.set(false);
        later(Duration.ofMinutes(2));
        assertThat(stage.tasks(TaskType.STOCK_PUSH)).hasSize(3);
    }

    @Test
    void processThatStandsStillBehindItsMarkSendsNoOldLevel() {
        use(ScriptedPlatform.everything().stock(StockSupport.SET).build());
        start();
        Gwms other = stage.bench.gwms;
        AtomicBoolean stops = new AtomicBoolean();
        TaskQueue stopping = Redirected.of(TaskQueue.class, stage.bench.state.queue(), "checkpoint", kept -> {
            if (stops.compareAndSet(true, false)) {
                stage.stock.reserve(WriteStage.batch("A"), 50);
                for (int i = 0; i < 40; i++) {
                    stage.clock.advance(Duration.ofMinutes(1));
                    other.step();
                }
                assertThat(stage.platform.stockOf("A")).isEqualTo(30);
            }
            return kept;
        });
        stage.bench.start(
                "node-3",
                module -> module.noAutomaticRuns().stockPush(store -> Optional.of(policy)),
                Redirected.of(StateRepository.class, stage.bench.state, "queue", given -> stopping));
        settle();
        stage.stock.reserve(WriteStage.batch("A"), 20);
        stage.bench.gwms.step();
        stops.set(true);
        later(Duration.ofSeconds(61));

        assertThat(stops).as("it stood still").isFalse();
        assertThat(stage.platform.stockHistory())
                .as("the level of 80 is older than that of 30")
                .doesNotContain(80L)
                .endsWith(30L);
    }
}
