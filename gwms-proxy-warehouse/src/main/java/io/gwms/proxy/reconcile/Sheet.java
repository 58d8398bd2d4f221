package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.reconcile.Slot.MatchKey;
import io.gwms.stock.BatchKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Where the lines of a plan are written. One thread. */
final class Sheet {
    final ReconcileRequest request;
    private final Function<BatchKey, String> adjustmentIds;
    private final List<ReconcileLine> lines = new ArrayList<>();
    private final Set<MatchKey> settled = new HashSet<>();

    Sheet(ReconcileRequest request, Function<BatchKey, String> adjustmentIds) {
        this.request = request;
        this.adjustmentIds = adjustmentIds;
    }

    /** The lines as they were written. */
    List<ReconcileLine> lines() {
        return lines;
    }

    /** Nothing more is to be said of it. */
    void settle(MatchKey id) {
        settled.add(id);
    }

    boolean isSettled(MatchKey id) {
        return settled.contains(id);
    }

    /** A row that is told and compared with nothing. */
    void report(SnapshotRow row, Rule rule, String reason) {
        long total = rule == Rule.INVALID_ROW ? 0 : row.total();
        lines.add(new ReconcileLine(
                null, row.proxySku(), Math.max(0, total), 0, 0, 0, rule.name(), Lines.REPORTED, reason, ""));
    }

    void line(BatchKey key, MatchKey id, Slot slot, long held, long delta, Rule rule, String reason) {
        line(key, id, slot, held, delta, rule, reason, delta == 0 ? "" : adjustmentId(key));
    }

    void line(
            BatchKey key, MatchKey id, Slot slot, long held, long delta, Rule rule, String reason, String adjustment) {
        lines.add(new ReconcileLine(
                key,
                slot.seenThere
                        ? slot.proxySkus()
                        : request.mapped().apply(id.sku()).orElse(""),
                slot.remote,
                held,
                slot.inFlight,
                delta,
                rule.name(),
                Lines.resultBefore(rule.name(), delta),
                reason,
                adjustment,
                slot.reserved(),
                slot.mapping()));
    }

    String adjustmentId(BatchKey key) {
        return adjustmentIds.apply(key);
    }

    /** The batch of a slot that has none here. */
    BatchKey newKey(MatchKey id, Slot slot) {
        return new BatchKey(
                request.snapshot().warehouse(), id.sku(), id.quality(), id.inboundNo(), slot.firstSeenInbound);
    }
}
