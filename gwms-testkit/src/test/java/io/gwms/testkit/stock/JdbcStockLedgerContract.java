package io.gwms.testkit.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockLedger;
import io.gwms.testkit.contract.StockLedgerContract;
import io.gwms.testkit.db.TestDatabase;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcStockLedgerContract extends StockLedgerContract {
    private @Nullable TestDatabase database;
    private @Nullable JdbcStockLedger ledger;

    @BeforeEach
    void open(TestDatabase database) {
        this.database = database;
        this.ledger = JdbcStockLedger.open(database.dataSource(), Set.of(WAREHOUSE));
        ledger.elsewhere(WAREHOUSE, new WarehouseSku("MUG-BLUE"), "SHELF-A", 77);
    }

    @Override
    protected StockLedger ledger() {
        return requireNonNull(ledger, "ledger");
    }

    @Override
    protected StockLedger restarted() {
        return JdbcStockLedger.open(requireNonNull(database, "database").otherNodesDataSource(), Set.of(WAREHOUSE));
    }

    @Override
    protected long piecesElsewhere() {
        return requireNonNull(ledger, "ledger").elsewhereTotal();
    }
}
