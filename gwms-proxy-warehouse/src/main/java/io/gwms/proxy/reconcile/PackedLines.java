package io.gwms.proxy.reconcile;

import io.gwms.evidence.ReconcileLine;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a plan: those that say something, and then one for each batch that both sides hold alike. There may be
 * millions of them, so they are made when they are read, a section at a time. One thread.
 */
final class PackedLines extends AbstractList<ReconcileLine> {
    /** Where lines come from; a section has the same lines whenever it is asked for. */
    interface Sections {
        /** How many lines each section has; sections with lines that say something are first. */
        int[] counts();

        /** How many sections have lines that say something. */
        int judged();

        List<ReconcileLine> section(int number);
    }

    /** Another form of a line. */
    interface Form {
        ReconcileLine of(int index, ReconcileLine line);
    }

    private final Sections sections;
    private final Form form;
    private final int[] begins;
    private int sectionAtHand = -1;
    private List<ReconcileLine> atHand = List.of();

    PackedLines(Sections sections) {
        this(sections, (index, line) -> line, sections.counts());
    }

    private PackedLines(Sections sections, Form form, int[] counts) {
        this.sections = sections;
        this.form = form;
        this.begins = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            begins[i + 1] = Math.addExact(begins[i], counts[i]);
        }
    }

    /** The lines that say something. */
    static List<ReconcileLine> judged(List<ReconcileLine> lines) {
        return lines instanceof PackedLines packed
                ? new PackedLines(
                        packed.sections, packed.form, Arrays.copyOf(packed.sections.counts(), packed.sections.judged()))
                : lines.stream().filter(line -> !Lines.isEqual(line)).toList();
    }

    /** How many lines from the first one on may say something; what follows says nothing. */
    static int endOfJudged(List<ReconcileLine> lines) {
        return lines instanceof PackedLines ? judged(lines).size() : lines.size();
    }

    /** The same lines, each in another form. */
    static List<ReconcileLine> formed(List<ReconcileLine> lines, Form form) {
        if (lines instanceof PackedLines packed) {
            Form before = packed.form;
            return new PackedLines(
                    packed.sections, (index, line) -> form.of(index, before.of(index, line)), packed.sections.counts());
        }
        List<ReconcileLine> formed = new ArrayList<>(lines.size());
        for (ReconcileLine line : lines) {
            formed.add(form.of(formed.size(), line));
        }
        return List.copyOf(formed);
    }

    static List<ReconcileLine> kept(List<ReconcileLine> lines) {
        return lines instanceof PackedLines ? lines : List.copyOf(lines);
    }

    @Override
    public int size() {
        return begins[begins.length - 1];
    }

    @Override
    public ReconcileLine get(int index) {
        if (sectionAtHand < 0 || index < begins[sectionAtHand] || index >= begins[sectionAtHand + 1]) {
            load(index);
        }
        return form.of(index, atHand.get(index - begins[sectionAtHand]));
    }

    private void load(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("line " + index + " of " + size());
        }
        int found = Arrays.binarySearch(begins, index);
        int section = found < 0 ? -found - 2 : found;
        while (begins[section + 1] == begins[section]) {
            section++;
        }
        atHand = sections.section(section);
        sectionAtHand = section;
    }
}
