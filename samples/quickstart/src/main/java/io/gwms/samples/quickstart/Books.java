package io.gwms.samples.quickstart;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The host's own books of its stock, on disk: the two managed locations of the warehouse, and a shop floor beside them. */
final class Books implements AutoCloseable {
    private static final long ON_THE_SHOP_FLOOR = 37;

    private final EffectJournal journal;
    private final InMemoryStockLedger ledger;
    private final Set<String> booked = new HashSet<>();

    private Books(EffectJournal journal, InMemoryStockLedger ledger) {
        this.journal = journal;
        this.ledger = ledger;
    }

    static Books open(Path file, Scenario scenario) {
        EffectJournal journal = EffectJournal.open(file);
        var ledger = InMemoryStockLedger.builder()
                .managedLocations(Scenario.WAREHOUSE)
                .elsewhere("SHOP-FLOOR", ON_THE_SHOP_FLOOR)
                .journal(journal);
        for (Goods goods : Goods.kept()) {
            ledger.batch(batch(goods.warehouseSku(), StockQuality.QUALIFIED), scenario.stocked(goods));
        }
        Scenario.BROKEN.forEach((goods, pieces) ->
                ledger.batch(batch(goods.warehouseSku(), StockQuality.DEFECTIVE), pieces));
        return new Books(journal, ledger.build());
    }

    InMemoryStockLedger ledger() {
        return ledger;
    }

    /** Takes out what an outbound order has shipped. Booked a second time, after a kill too, it changes nothing. */
    void bookShipment(OutboundOrder outbound) {
        if (outbound.state() == OutboundOrder.State.SHIPPED && booked.add(outbound.id().value())) {
            outbound.lines().forEach(line -> book(outbound, line));
        }
    }

    private void book(OutboundOrder outbound, OutboundLine line) {
        BatchKey batch = batch(line.sku(), StockQuality.QUALIFIED);
        var taken = new StockAdjustment(
                "shipped " + outbound.id() + " " + line.orderLineId(),
                batch,
                -line.units(),
                ledger.quantity(batch),
                "left with " + outbound.id());
        AdjustmentVerdict verdict = ledger.adjust(List.of(taken)).get(0);
        if (verdict != AdjustmentVerdict.APPLIED && verdict != AdjustmentVerdict.ALREADY_APPLIED) {
            throw new IllegalStateException(outbound.id() + " cannot be booked: " + verdict);
        }
    }

    /** Whether stock that the SDK has no business with is what it was. */
    boolean elsewhereIsUntouched() {
        return ledger.elsewhereTotal() == ON_THE_SHOP_FLOOR;
    }

    @Override
    public void close() {
        journal.close();
    }

    private static BatchKey batch(WarehouseSku sku, StockQuality quality) {
        return new BatchKey(Scenario.WAREHOUSE, sku, quality, Scenario.ASN, Scenario.PUT_AWAY);
    }
}
