package io.gwms.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The places of one text to be replaced, collected in any order and spliced in at once. One thread. */
final class Edits {
    static final String MASK = "***";

    private static final Comparator<Edit> BY_PLACE = Comparator.comparingInt(Edit::start)
            .thenComparing(Comparator.comparingInt(Edit::end).reversed());

    private final List<Edit> edits = new ArrayList<>();
    private boolean withheld;

    private record Edit(int start, int end, String replacement) {}

    void mask(int start, int end) {
        replace(start, end, MASK);
    }

    void replace(int start, int end, String replacement) {
        if (start < end) {
            edits.add(new Edit(start, end, replacement));
        }
    }

    void withhold(int start, int end, int bytes) {
        withheld = true;
        replace(start, end, withheldMark(bytes));
    }

    static String withheldMark(int bytes) {
        return "<withheld " + bytes + " bytes>";
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    boolean withheld() {
        return withheld;
    }

    /** The text with every edit applied; edits that touch the same characters become one. */
    String splice(String text) {
        if (edits.isEmpty()) {
            return text;
        }
        edits.sort(BY_PLACE);
        var out = new StringBuilder(text.length() + 16);
        int copied = 0;
        int i = 0;
        while (i < edits.size()) {
            Edit first = edits.get(i++);
            int end = first.end();
            String replacement = first.replacement();
            while (i < edits.size() && (edits.get(i).start() < end || isOneMask(replacement, end, edits.get(i)))) {
                Edit next = edits.get(i++);
                if (next.end() > end) {
                    end = next.end();
                    replacement = next.replacement().startsWith("<withheld") ? next.replacement() : MASK;
                }
            }
            out.append(text, copied, first.start()).append(replacement);
            copied = end;
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Two masks side by side would be taken for one value when they are masked again. */
    private static boolean isOneMask(String replacement, int end, Edit next) {
        return next.start() == end
                && replacement.equals(MASK)
                && next.replacement().equals(MASK);
    }
}
