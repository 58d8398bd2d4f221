package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of a snapshot with what judging it needs.
 *
 * @param row the row as it is kept
 * @param unitsEach pieces here for each piece over there; 1 for a SKU that is not mapped
 * @param statedTotal the total the system states itself; null when it states none
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public record RemoteRow(
        SnapshotRow row, int unitsEach, @Nullable Long statedTotal) {
    public RemoteRow {
        requireNonNull(row, "row");
        Require.that(unitsEach >= 1, "unitsEach", unitsEach, "1 or more");
    }

    /** Whether both say the same, by whichever calls they came. */
    boolean saysTheSameAs(RemoteRow other) {
        return row.withoutCalls().equals(other.row.withoutCalls())
                && unitsEach == other.unitsEach
                && Objects.equals(statedTotal, other.statedTotal);
    }
}
