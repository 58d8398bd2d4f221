package io.gwms.testkit.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.contract.StockLedgerContract;
import io.gwms.testkit.http.EffectJournal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InMemoryStockLedgerTest extends StockLedgerContract {
    private static final BatchKey KEY =
            new BatchKey(WAREHOUSE, new WarehouseSku("MUG-RED"), StockQuality.QUALIFIED, "IN-7", null);

    @TempDir
    Path folder;

    private EffectJournal journal = EffectJournal.inMemory();
    private InMemoryStockLedger ledger = InMemoryStockLedger.builder().build();

    @BeforeEach
    void open() {
        journal = EffectJournal.open(folder.resolve("stock.jsonl"));
        ledger = over(journal);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static InMemoryStockLedger over(EffectJournal journal) {
        return InMemoryStockLedger.builder()
                .managedLocations(WAREHOUSE)
                .elsewhere("SHELF-A", 40)
                .journal(journal)
                .build();
    }

    @Override
    protected StockLedger ledger() {
        return ledger;
    }

    @Override
    protected long piecesElsewhere() {
        return ledger.elsewhereTotal();
    }

    @Override
    protected StockLedger restarted() {
        journal.close();
        journal = EffectJournal.open(folder.resolve("stock.jsonl"));
        ledger = over(journal);
        return ledger;
    }

    @Test
    void movesAndReservationsSurviveARestart() {
        ledger.move(KEY, 9);
        ledger.reserve(KEY, 2);
        ledger.move(KEY, -1);

        restarted();

        assertThat(ledger.quantity(KEY)).isEqualTo(8);
        assertThat(ledger.available(WAREHOUSE, KEY.sku())).isEqualTo(6);
        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(8);
        assertThat(ledger.elsewhereTotal()).isEqualTo(40);
    }
}
