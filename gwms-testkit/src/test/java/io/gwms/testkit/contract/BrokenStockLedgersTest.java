package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Ledgers that are broken on purpose fail the very clause that names their defect. */
class BrokenStockLedgersTest {
    @Test
    void aRegradeThatOnlyTakesAwayIsNoticed() {
        var broken = contractOf(
                each -> new StockAdjustment(each.id(), each.key(), each.delta(), each.expected(), each.reason()));

        assertThatThrownBy(broken::regradeIsOneTransfer).isInstanceOf(AssertionError.class);
        contractOf(each -> each).regradeIsOneTransfer();
    }

    @Test
    void aRegradeThatLooksAtOneSideOnlyIsNoticed() {
        var broken = contractOf(each -> each.regraded()
                .map(regrade -> new StockAdjustment(
                        each.id(),
                        each.key(),
                        each.delta(),
                        each.expected(),
                        each.reason(),
                        new StockAdjustment.Regrade(regrade.to(), 0)))
                .orElse(each));

        assertThatThrownBy(broken::regradeIsGuardedOnBothSides).isInstanceOf(AssertionError.class);
        contractOf(each -> each).regradeIsGuardedOnBothSides();
    }

    private static StockLedgerContract contractOf(UnaryOperator<StockAdjustment> defect) {
        InMemoryStockLedger good = InMemoryStockLedger.builder()
                .managedLocations(StockLedgerContract.WAREHOUSE)
                .elsewhere("SHELF-A", 1)
                .build();
        StockLedger altered = new StockLedger() {
            @Override
            public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
                good.read(warehouse, sink);
            }

            @Override
            public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
                return good.adjust(adjustments.stream().map(defect).toList());
            }

            @Override
            public long available(WarehouseCode warehouse, WarehouseSku sku) {
                return good.available(warehouse, sku);
            }
        };
        return new StockLedgerContract() {
            @Override
            protected StockLedger ledger() {
                return altered;
            }

            @Override
            protected long piecesElsewhere() {
                return good.elsewhereTotal();
            }
        };
    }
}
