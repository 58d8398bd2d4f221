package io.gwms.audit;

import java.util.concurrent.atomic.LongAdder;

/** The figures behind {@link AuditMetrics}. Shared by threads. */
final class Counters {
    final LongAdder recorded = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder deadLettered = new LongAdder();
    final LongAdder overflowed = new LongAdder();
    final LongAdder storeFailures = new LongAdder();
    final LongAdder redactionFailures = new LongAdder();
    final LongAdder classifierFailures = new LongAdder();

    AuditMetrics snapshot(HandOff handOff) {
        return new AuditMetrics(
                recorded.sum(),
                written.sum(),
                lost.sum(),
                deadLettered.sum(),
                overflowed.sum(),
                handOff.held(),
                handOff.heldBytes(),
                storeFailures.sum(),
                redactionFailures.sum(),
                classifierFailures.sum());
    }
}
