package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.stock.BatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the lines of a plan are written. One thread. */
final class Sheet {
    final ReconcileRequest request;
    private final Lines.@Nullable AdjustmentIds adjustmentIds;
    private final List<ReconcileLine> lines = new ArrayList<>();

    /**
     * A sheet without lines.
     *
     * @param adjustmentIds what names corrections; null when nobody reads the lines, so that those of batches are without
     *     ids and words: a plan is named, counted and judged by the gates without, and put in order as well, since lines of
     *     one key have the same words
     */
    Sheet(ReconcileRequest request, Lines.@Nullable AdjustmentIds adjustmentIds) {
        this.request = request;
        this.adjustmentIds = adjustmentIds;
    }

    /** The lines as they were written. */
    List<ReconcileLine> lines() {
        return lines;
    }

    /** A row that is told and compared with nothing. */
    void report(SnapshotRow row, Rule rule, String reason) {
        long total = rule == Rule.INVALID_ROW ? 0 : row.total();
        lines.add(new ReconcileLine(
                null, row.proxySku(), Math.max(0, total), 0, 0, 0, rule.name(), Lines.REPORTED, reason, ""));
    }

    void line(BatchKey key, Slot slot, long held, long delta, Rule rule, Supplier<String> reason) {
        line(key, slot, held, delta, rule, reason, delta == 0 ? "" : adjustmentId(key));
    }

    void line(BatchKey key, Slot slot, long held, long delta, Rule rule, Supplier<String> reason, String adjustment) {
        boolean read = adjustmentIds != null;
        lines.add(new ReconcileLine(
                key,
                proxySkus(slot),
                slot.remote,
                held,
                slot.inFlight,
                delta,
                rule.name(),
                Lines.resultBefore(rule.name(), delta),
                read ? reason.get() : "",
                adjustment,
                slot.reserved(),
                read ? slot.mapping() : ""));
    }

    /** What its rows call it over there; without a row, what its SKU is called there now. */
    String proxySkus(Slot slot) {
        return slot.seenThere
                ? slot.proxySkus()
                : request.mapped().apply(slot.id.sku()).orElse("");
    }

    String adjustmentId(BatchKey key) {
        return adjustmentIds == null ? "" : adjustmentIds.of(key);
    }

    /** The batch of a slot that has none here. */
    BatchKey newKey(Slot slot) {
        return new BatchKey(
                request.snapshot().warehouse(),
                slot.id.sku(),
                slot.id.quality(),
                slot.id.inboundNo(),
                slot.firstSeenInbound);
    }
}
