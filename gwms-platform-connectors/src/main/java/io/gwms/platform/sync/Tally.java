package io.gwms.platform.sync;

import io.gwms.ordersync.SyncRun;
import io.gwms.platform.sync.SyncProgress.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The numbers of the orders a run has met, by what became of them. One thread. */
final class Tally {
    final List<String> created = new ArrayList<>();
    final List<String> updated = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    final List<String> quarantined = new ArrayList<>();

    /**
     * As it was at a checkpoint. The lists of the record only grow, so what a crash left behind the
     * checkpoint is their end, and is counted again when its page is read again.
     */
    static Tally asOf(@Nullable SyncRun record, Counts counts) {
        Tally tally = new Tally();
        if (record != null) {
            tally.created.addAll(first(record.created(), counts.created()));
            tally.updated.addAll(first(record.updated(), counts.updated()));
            tally.skipped.addAll(first(record.skipped(), counts.skipped()));
            tally.quarantined.addAll(first(record.quarantined(), counts.quarantined()));
        }
        return tally;
    }

    void add(Tally page) {
        created.addAll(page.created);
        updated.addAll(page.updated);
        skipped.addAll(page.skipped);
        quarantined.addAll(page.quarantined);
    }

    List<String> all() {
        return Stream.of(created, updated, skipped, quarantined)
                .flatMap(List::stream)
                .toList();
    }

    Counts counts() {
        return new Counts(created.size(), updated.size(), skipped.size(), quarantined.size());
    }

    int total() {
        return created.size() + updated.size() + skipped.size() + quarantined.size();
    }

    @Override
    public String toString() {
        return total() + " orders: " + created.size() + " created, " + updated.size() + " updated, " + skipped.size()
                + " skipped, " + quarantined.size() + " quarantined";
    }

    private static List<String> first(List<String> numbers, int count) {
        return numbers.subList(0, Math.min(count, numbers.size()));
    }
}
