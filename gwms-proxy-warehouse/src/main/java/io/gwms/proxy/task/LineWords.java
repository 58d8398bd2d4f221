package io.gwms.proxy.task;

import static java.util.Map.entry;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.stock.AdjustmentVerdict;
import java.util.Map;

/** How a summary calls lines that changed nothing, behind their number; programs read the codes of the lines themselves. */
final class LineWords {
    private static final Map<String, String> WORDS = Map.ofEntries(
            entry(Rule.EQUAL.name(), "equal"),
            entry(Rule.REDISTRIBUTED.name(), "split otherwise with equal sums"),
            entry(Rule.CORRECT.name(), "right as they are"),
            entry(Rule.ZERO_CONFIRMED.name(), "gone as expected"),
            entry(Rule.RESERVED_FLOOR.name(), "kept for the orders that reserved them"),
            entry(Rule.REGRADE.name(), "of the right inventory type already"),
            entry(Rule.TYPE_UNCLEAR.name(), "that may still be counted as the other inventory type"),
            entry(Rule.RESIDUE.name(), "with a difference that no batch can be named for"),
            entry(Rule.RESIDUE_FIFO.name(), "without a share in such a difference"),
            entry(Rule.SUSPECT.name(), "not shown for the first time"),
            entry(Rule.MISSING_NOT_ZERO.name(), "not shown where that does not mean zero"),
            entry(Rule.UNMAPPED_SKU.name(), "of SKUs that are not mapped"),
            entry(Rule.NOT_MAPPED_HERE.name(), "of SKUs without a name over there"),
            entry(Rule.UNLINKED_INBOUND.name(), "of inbound orders that are linked to none here"),
            entry(Rule.OPEN_INBOUND.name(), "of inbound orders that are open here"),
            entry(Rule.IN_FLIGHT_UNCLEAR.name(), "perhaps explained by orders on their way"),
            entry(Rule.AMBIGUOUS.name(), "for a person to match"),
            entry(Rule.INVALID_ROW.name(), "impossible"),
            entry(Rule.REPEATED_ROW.name(), "shown twice and counted once"),
            entry(Rule.SNAPSHOT_UNUSABLE.name(), "left alone because the reading cannot be built upon"),
            entry(AdjustmentVerdict.CONFLICT.name(), "changed meanwhile"),
            entry(AdjustmentVerdict.NO_MANAGED_LOCATION.name(), "without a managed location"));

    private LineWords() {}

    /** What that line is counted as: its rule, or what its correction came to. */
    static String of(ReconcileLine line) {
        return of(line.delta() == 0 ? line.rule() : line.result());
    }

    /** The words of a code; the code itself where a later release added it. */
    static String of(String code) {
        return WORDS.getOrDefault(code, code);
    }
}
