package io.gwms.platform.sync;

import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The orders a run has met, by what became of them: how many, and the numbers of the first. One thread. */
final class Tally {
    final Numbers created = new Numbers();
    final Numbers updated = new Numbers();
    final Numbers skipped = new Numbers();
    final Numbers quarantined = new Numbers();
    final Numbers notFound = new Numbers();

    /** How many there are, and the first of them; of the same size however many there are. */
    static final class Numbers {
        private final List<String> first = new ArrayList<>();
        private int count;

        void add(String number) {
            count++;
            if (first.size() < SyncRun.NUMBERS_KEPT) {
                first.add(number);
            }
        }

        List<String> first() {
            return List.copyOf(first);
        }

        private void add(Numbers more) {
            count += more.count;
            more.first.stream().limit(SyncRun.NUMBERS_KEPT - first.size()).forEach(first::add);
        }

        private void restore(List<String> known, int counted) {
            count = counted;
            first.addAll(known.subList(0, Math.min(counted, known.size())));
        }
    }

    /**
     * As it was at a checkpoint. The lists of the record only grow, so what a crash left behind the
     * checkpoint is their end, and is counted again when its page is read again.
     */
    static Tally asOf(@Nullable SyncRun record, SyncCounts counts) {
        Tally tally = new Tally();
        tally.created.restore(record == null ? List.of() : record.created(), counts.created());
        tally.updated.restore(record == null ? List.of() : record.updated(), counts.updated());
        tally.skipped.restore(record == null ? List.of() : record.skipped(), counts.skipped());
        tally.quarantined.restore(record == null ? List.of() : record.quarantined(), counts.quarantined());
        tally.notFound.restore(record == null ? List.of() : record.notFound(), counts.notFound());
        return tally;
    }

    /** This and that one, in a tally of its own. */
    Tally plus(Tally page) {
        Tally sum = new Tally();
        sum.add(this);
        sum.add(page);
        return sum;
    }

    void add(Tally page) {
        created.add(page.created);
        updated.add(page.updated);
        skipped.add(page.skipped);
        quarantined.add(page.quarantined);
        notFound.add(page.notFound);
    }

    /** The same with so many skipped, fewer than now: they are read again. */
    void skippedAgain(int count) {
        skipped.count = count;
        if (skipped.first.size() > count) {
            skipped.first.subList(count, skipped.first.size()).clear();
        }
    }

    /** How many numbers it names, of all kinds. */
    int named() {
        return Stream.of(created, updated, skipped, quarantined, notFound)
                .mapToInt(numbers -> numbers.first.size())
                .sum();
    }

    SyncCounts counts() {
        return new SyncCounts(created.count, updated.count, skipped.count, quarantined.count, notFound.count);
    }

    @Override
    public String toString() {
        SyncCounts counts = counts();
        return counts.fetched() + " orders: " + counts.created() + " created, " + counts.updated() + " updated, "
                + counts.skipped() + " skipped, " + counts.quarantined() + " quarantined" + missing();
    }

    private String missing() {
        List<String> few = SyncRun.few(notFound.first);
        return notFound.count == 0
                ? ""
                : "; not found: " + String.join(", ", few)
                        + (notFound.count > few.size() ? " and " + (notFound.count - few.size()) + " more" : "");
    }
}
