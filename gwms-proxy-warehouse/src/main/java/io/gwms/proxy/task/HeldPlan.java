package io.gwms.proxy.task;

import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * That a plan waits for a person: the checkpoint of its task. Its lines are kept with the snapshot.
 *
 * @param snapshotId which snapshot it is made from
 * @param hash which plan
 * @param gates why it waits
 */
record HeldPlan(String snapshotId, String hash, List<Gate> gates) {
    private static final String MARK = "held ";

    static HeldPlan of(ReconcilePlan plan) {
        return new HeldPlan(plan.snapshotId(), plan.hash(), plan.tripped());
    }

    /** What to commit: a line for the plan, and one for each gate. */
    String text() {
        return MARK + hash + " " + snapshotId
                + gates.stream()
                        .map(gate -> "\n" + gate.name() + " " + gate.text().replace('\n', ' '))
                        .collect(Collectors.joining());
    }

    /** Reads what {@link #text} wrote; empty for a checkpoint of another kind. */
    static Optional<HeldPlan> parse(String checkpoint) {
        String[] lines = checkpoint.split("\n", -1);
        String[] plan = lines[0].split(" ", 3);
        if (!lines[0].startsWith(MARK) || plan.length < 3) {
            return Optional.empty();
        }
        List<Gate> gates = Arrays.stream(lines)
                .skip(1)
                .filter(line -> !line.isEmpty() && !UnmappedStock.isOne(line))
                .map(line -> line.split(" ", 2))
                .map(parts -> new Gate(parts[0], parts[1]))
                .toList();
        return Optional.of(new HeldPlan(plan[2], plan[1], gates));
    }
}
