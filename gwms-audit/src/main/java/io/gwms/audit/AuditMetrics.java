package io.gwms.audit;

import java.time.Duration;

/**
 * What the recorder of calls has done so far, and what it holds. A snapshot.
 *
 * @param recorded calls that came in
 * @param written calls that are kept
 * @param lost calls that are not kept: dead-lettered, left out because the store took nothing until the queue was full,
 *     or still unwritten when the recorder closed; rows of the log say when
 * @param deadLettered calls the store refused while it took others; their ids are in the log
 * @param overflowed calls that went past the queue: in a runtime that is only stepped their own caller wrote them, because
 *     it was full or the policy wants it; or they came after the recorder had closed
 * @param shed calls kept without their bodies, because the queue was full
 * @param dropped calls left out by their policy, because the queue was full; rows of the log say how many were when
 * @param unconfirmed calls whose callers went on before they were kept, because the store did not answer in time
 * @param blocked how long callers waited for room or for the store, together
 * @param queued calls that wait or are being written
 * @param queuedBytes about how many bytes these hold
 * @param parked calls that only the journal has, because the queue was full; they are written once the store takes them
 * @param silence how long the writer has been waiting for the store; zero when it has nothing to do
 * @param batchP50 what half of the batches took at most to redact and write, to a factor of two
 * @param batchP99 what 99 of 100 took at most
 * @param storeFailures times the store refused a batch or did not answer
 * @param journalFailures times a call could not be written to the journal
 * @param redactionFailures calls whose content was withheld because it could not be redacted
 * @param withheldBodies bodies of which a part was withheld because it could not be understood
 * @param classifierFailures times a classifier threw
 */
public record AuditMetrics(
        long recorded,
        long written,
        long lost,
        long deadLettered,
        long overflowed,
        long shed,
        long dropped,
        long unconfirmed,
        Duration blocked,
        long queued,
        long queuedBytes,
        long parked,
        Duration silence,
        Duration batchP50,
        Duration batchP99,
        long storeFailures,
        long journalFailures,
        long redactionFailures,
        long withheldBodies,
        long classifierFailures) {}
