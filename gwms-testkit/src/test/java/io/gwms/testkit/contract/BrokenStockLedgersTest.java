package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Ledgers that are broken on purpose fail the very clause that names their defect. */
class BrokenStockLedgersTest {
    private static final WarehouseCode WAREHOUSE = StockLedgerContract.WAREHOUSE;

    private InMemoryStockLedger good = newLedger(WAREHOUSE);

    /** A ledger to be broken in one place. */
    private class Altered implements StockLedger {
        @Override
        public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
            good.read(warehouse, sink);
        }

        @Override
        public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
            return good.adjust(adjustments);
        }

        @Override
        public long available(WarehouseCode warehouse, WarehouseSku sku) {
            return good.available(warehouse, sku);
        }
    }

    private StockLedgerContract contractOf(StockLedger ledger) {
        int[] looks = {0};
        return new StockLedgerContract() {
            @Override
            protected StockLedger ledger() {
                return ledger;
            }

            @Override
            protected long piecesElsewhere() {
                boolean taken = ledger instanceof TakesFromTheShelf && looks[0]++ > 0;
                return good.elsewhereTotal() - (taken ? 7 : 0);
            }
        };
    }

    private final class TakesFromTheShelf extends Altered {}

    private static InMemoryStockLedger newLedger(WarehouseCode warehouse) {
        return InMemoryStockLedger.builder()
                .managedLocations(warehouse)
                .elsewhere("SHELF-A", 8)
                .build();
    }

    /** The clause fails on the broken ledger, and holds on one that is whole. */
    private void isNoticed(StockLedger broken, Consumer<StockLedgerContract> clause) {
        assertThatThrownBy(() -> clause.accept(contractOf(broken))).isInstanceOf(AssertionError.class);
        good = newLedger(WAREHOUSE);
        clause.accept(contractOf(new Altered()));
    }

    private Altered changing(UnaryOperator<StockAdjustment> defect) {
        return new Altered() {
            @Override
            public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
                return good.adjust(adjustments.stream().map(defect).toList());
            }
        };
    }

    private Altered answering(UnaryOperator<List<AdjustmentVerdict>> defect) {
        return new Altered() {
            @Override
            public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
                return defect.apply(good.adjust(adjustments));
            }
        };
    }

    private static StockAdjustment with(StockAdjustment each, String id, BatchKey key, long expected) {
        return new StockAdjustment(id, key, each.delta(), expected, each.reason(), each.regrade());
    }

    private long held(BatchKey key) {
        return good.quantity(key);
    }

    @Test
    void oneThatTakesFromAnotherLocationIsNoticed() {
        isNoticed(new TakesFromTheShelf(), StockLedgerContract::onlyTheManagedLocations);
    }

    @Test
    void oneThatPutsEverythingIntoOneLocationIsNoticed() {
        isNoticed(
                changing(each -> with(
                        each,
                        each.id(),
                        new BatchKey(
                                each.key().warehouse(),
                                each.key().sku(),
                                StockQuality.QUALIFIED,
                                each.key().inboundNo(),
                                each.key().inboundAt()),
                        each.expected())),
                StockLedgerContract::keepsBatchesApart);
    }

    @Test
    void oneThatForgetsInboundTimesIsNoticed() {
        isNoticed(
                changing(each -> with(
                        each,
                        each.id(),
                        new BatchKey(
                                each.key().warehouse(),
                                each.key().sku(),
                                each.key().quality(),
                                each.key().inboundNo(),
                                null),
                        each.expected())),
                StockLedgerContract::keepsBatchesApart);
    }

    @Test
    void oneWithoutAGuardIsNoticed() {
        isNoticed(
                changing(each -> with(each, each.id(), each.key(), Math.max(held(each.key()), -each.delta()))),
                StockLedgerContract::guarded);
    }

    @Test
    void oneThatAppliesAnIdAgainIsNoticed() {
        isNoticed(
                changing(each -> with(each, each.id() + System.nanoTime(), each.key(), each.expected())),
                StockLedgerContract::once);
    }

    @Test
    void oneThatRemembersAConflictIsNoticed() {
        Set<String> seen = new HashSet<>();
        isNoticed(
                new Altered() {
                    @Override
                    public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
                        return adjustments.stream()
                                .map(each -> seen.add(each.id())
                                        ? good.adjust(List.of(each)).get(0)
                                        : AdjustmentVerdict.ALREADY_APPLIED)
                                .toList();
                    }
                },
                StockLedgerContract::once);
    }

    @Test
    void oneThatForgetsAtARestartIsNoticed() {
        var contract = new StockLedgerContract() {
            @Override
            protected StockLedger ledger() {
                return good;
            }

            @Override
            protected StockLedger restarted() {
                return newLedger(WAREHOUSE);
            }

            @Override
            protected long piecesElsewhere() {
                return good.elsewhereTotal();
            }
        };
        assertThatThrownBy(contract::onceAfterARestart).isInstanceOf(AssertionError.class);
    }

    @Test
    void oneThatStopsAtTheFirstConflictIsNoticed() {
        isNoticed(
                new Altered() {
                    @Override
                    public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
                        List<AdjustmentVerdict> verdicts = new ArrayList<>();
                        for (StockAdjustment each : adjustments) {
                            verdicts.add(
                                    verdicts.contains(AdjustmentVerdict.CONFLICT)
                                            ? AdjustmentVerdict.CONFLICT
                                            : good.adjust(List.of(each)).get(0));
                        }
                        return verdicts;
                    }
                },
                StockLedgerContract::eachForItself);
    }

    @Test
    void oneThatAnswersOutOfOrderIsNoticed() {
        isNoticed(answering(verdicts -> verdicts.stream().sorted().toList()), StockLedgerContract::eachForItself);
    }

    @Test
    void oneThatPutsStockWhereNoLocationIsIsNoticed() {
        isNoticed(
                answering(verdicts -> verdicts.stream()
                        .map(verdict ->
                                verdict == AdjustmentVerdict.NO_MANAGED_LOCATION ? AdjustmentVerdict.APPLIED : verdict)
                        .toList()),
                StockLedgerContract::saysWhereThereIsNoLocation);
    }

    @Test
    void oneThatShowsABatchTwiceIsNoticed() {
        isNoticed(
                new Altered() {
                    @Override
                    public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
                        good.read(warehouse, sink);
                        good.read(warehouse, sink);
                    }
                },
                StockLedgerContract::rowByRow);
    }

    @Test
    void oneThatShowsAnotherWarehouseIsNoticed() {
        isNoticed(
                new Altered() {
                    @Override
                    public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
                        good.read(WAREHOUSE, sink);
                    }
                },
                StockLedgerContract::rowByRow);
    }

    @Test
    void aRegradeThatOnlyTakesAwayIsNoticed() {
        isNoticed(
                changing(each ->
                        new StockAdjustment(each.id(), each.key(), each.delta(), each.expected(), each.reason())),
                StockLedgerContract::regradeIsOneTransfer);
    }

    @Test
    void aRegradeThatLooksAtOneSideOnlyIsNoticed() {
        isNoticed(
                changing(each -> each.regrade() == null
                        ? each
                        : new StockAdjustment(
                                each.id(),
                                each.key(),
                                each.delta(),
                                each.expected(),
                                each.reason(),
                                new StockAdjustment.Regrade(each.regrade().to(), 0))),
                StockLedgerContract::regradeIsGuardedOnBothSides);
    }
}
