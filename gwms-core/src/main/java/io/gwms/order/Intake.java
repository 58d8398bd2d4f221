package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.state.Change;
import java.util.List;

/**
 * What an order that came in amounts to here.
 *
 * @param verdict how it counts in the sync log
 * @param changes what to commit; empty when skipped
 */
public record Intake(Verdict verdict, List<Change> changes) {
    public Intake {
        requireNonNull(verdict, "verdict");
        changes = List.copyOf(changes);
    }

    /** How an order that came in counts (order-sync-log, section 3.3). */
    public enum Verdict {
        /** It is new. */
        CREATED,
        /** Something of it is newer than what is stored. */
        UPDATED,
        /** It is there already, or older than what is stored. */
        SKIPPED
    }
}
