package io.gwms.testkit.fourpx;

import java.time.Duration;
import java.util.List;

/** How the warehouse behaves where its description leaves a choice; times are virtual. */
record FourPxSettings(
        Duration pickAfter,
        List<Duration> shipAfter,
        Duration interceptAfter,
        Duration approveAfter,
        Duration putAwayAfter,
        boolean refusesRepeatedRefNo,
        boolean listsZeroRows,
        boolean windowDefaultsToToday,
        boolean detailNeedsSkus,
        boolean bareErrors) {

    /** One of the durations, always the same for one reference. */
    Duration shipAfter(String refNo) {
        return shipAfter.get(Math.floorMod(refNo.hashCode(), shipAfter.size()));
    }
}
