package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands the corrections of a plan to a ledger, some at once, and keeps what became of each. Used once, by one thread. */
final class Application {
    private static final int AT_ONCE = 500;

    private final ReconcilePlan plan;
    private final StockLedger ledger;
    private final Map<String, ReconcileLine> gains;
    /** Of the line with that number. */
    private final @Nullable AdjustmentVerdict[] verdicts;
    /** Of regrades, by the id of the correction, since two lines share it. */
    private final Map<String, AdjustmentVerdict> regrades = new HashMap<>();

    private final List<StockAdjustment> waiting = new ArrayList<>(AT_ONCE);
    private final int[] numbers = new int[AT_ONCE];

    Application(ReconcilePlan plan, StockLedger ledger) {
        this.plan = plan;
        this.ledger = ledger;
        this.gains = plan.gains();
        this.verdicts = new AdjustmentVerdict[PackedLines.endOfJudged(plan.lines())];
    }

    List<ReconcileLine> lines() {
        List<ReconcileLine> lines = plan.lines();
        for (int i = 0; i < verdicts.length; i++) {
            ReconcileLine line = lines.get(i);
            if (ReconcilePlan.isCorrection(line)) {
                numbers[waiting.size()] = i;
                waiting.add(ReconcilePlan.adjustment(line, gains.get(line.adjustmentId())));
                if (waiting.size() == AT_ONCE) {
                    adjust();
                }
            }
        }
        adjust();
        return PackedLines.formed(lines, this::withVerdict);
    }

    private void adjust() {
        List<StockAdjustment> some = List.copyOf(waiting);
        List<AdjustmentVerdict> answers = some.isEmpty() ? List.of() : ledger.adjust(some);
        if (answers.size() != some.size()) {
            throw new IllegalStateException("the stock ledger gave " + answers.size() + " verdicts for " + some.size()
                    + " adjustments; it must give one for each, in order");
        }
        for (int i = 0; i < answers.size(); i++) {
            verdicts[numbers[i]] = answers.get(i);
            if (gains.containsKey(some.get(i).id())) {
                regrades.put(some.get(i).id(), answers.get(i));
            }
        }
        waiting.clear();
    }

    private ReconcileLine withVerdict(int number, ReconcileLine line) {
        AdjustmentVerdict verdict = ReconcilePlan.isGainOfARegrade(line)
                ? regrades.get(line.adjustmentId())
                : number < verdicts.length ? verdicts[number] : null;
        return verdict == null ? line : line.withResult(verdict.name());
    }
}
