package io.gwms.audit;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** The figures behind {@link AuditMetrics}. Shared by threads. */
final class Counters {
    final LongAdder recorded = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder deadLettered = new LongAdder();
    final LongAdder overflowed = new LongAdder();
    final LongAdder shed = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder unconfirmed = new LongAdder();
    final LongAdder blockedNanos = new LongAdder();
    final LongAdder storeFailures = new LongAdder();
    final LongAdder journalFailures = new LongAdder();
    final LongAdder redactionFailures = new LongAdder();
    final LongAdder withheldBodies = new LongAdder();
    final LongAdder classifierFailures = new LongAdder();
    final Times batches = new Times();

    AuditMetrics snapshot(HandOff handOff, long parked, Duration silence) {
        return new AuditMetrics(
                recorded.sum(),
                written.sum(),
                lost.sum(),
                deadLettered.sum(),
                overflowed.sum(),
                shed.sum(),
                dropped.sum(),
                unconfirmed.sum(),
                Duration.ofNanos(blockedNanos.sum()),
                handOff.held(),
                handOff.heldBytes(),
                parked,
                silence,
                batches.atMost(50),
                batches.atMost(99),
                storeFailures.sum(),
                journalFailures.sum(),
                redactionFailures.sum(),
                withheldBodies.sum(),
                classifierFailures.sum());
    }
}
