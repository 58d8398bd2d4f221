package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The lines of a plan: those that say something, and then one for each batch that both sides hold alike. The latter are
 * made when they are read, part by part, since there may be millions of them. One thread.
 */
final class PackedLines extends AbstractList<ReconcileLine> {
    /** Where the lines of equal batches come from. */
    interface Alike {
        /** How many there are in each part. */
        int[] counts();

        /** Those of one part, in their order. */
        List<ReconcileLine> part(int part);
    }

    private final List<ReconcileLine> judged;
    private final Alike alike;
    private final UnaryOperator<ReconcileLine> form;
    private final int[] begins;
    private int partAtHand = -1;
    private List<ReconcileLine> atHand = List.of();

    PackedLines(List<ReconcileLine> judged, Alike alike) {
        this(judged, alike, line -> line);
    }

    private PackedLines(List<ReconcileLine> judged, Alike alike, UnaryOperator<ReconcileLine> form) {
        this.judged = judged;
        this.alike = alike;
        this.form = form;
        int[] counts = alike.counts();
        this.begins = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            begins[i + 1] = Math.addExact(begins[i], counts[i]);
        }
    }

    /** The lines that say something. */
    static List<ReconcileLine> judged(List<ReconcileLine> lines) {
        return lines instanceof PackedLines packed
                ? packed.judged
                : lines.stream().filter(line -> !Lines.isEqual(line)).toList();
    }

    /** The same lines, each in another form. */
    static List<ReconcileLine> formed(List<ReconcileLine> lines, UnaryOperator<ReconcileLine> form) {
        return lines instanceof PackedLines packed
                ? new PackedLines(
                        packed.judged.stream().map(form).toList(),
                        packed.alike,
                        line -> form.apply(packed.form.apply(line)))
                : lines.stream().map(form).toList();
    }

    static List<ReconcileLine> kept(List<ReconcileLine> lines) {
        return lines instanceof PackedLines ? lines : List.copyOf(lines);
    }

    @Override
    public int size() {
        return judged.size() + begins[begins.length - 1];
    }

    @Override
    public ReconcileLine get(int index) {
        if (index < judged.size()) {
            return judged.get(index);
        }
        int number = index - judged.size();
        if (number >= begins[begins.length - 1]) {
            throw new IndexOutOfBoundsException("line " + index + " of " + size());
        }
        int found = Arrays.binarySearch(begins, number);
        int part = found < 0 ? -found - 2 : found;
        while (begins[part + 1] == begins[part]) {
            part++;
        }
        if (part != partAtHand) {
            List<ReconcileLine> lines = new ArrayList<>(alike.part(part));
            lines.replaceAll(form);
            atHand = lines;
            partAtHand = part;
        }
        return atHand.get(number - begins[part]);
    }
}
