package io.gwms.audit;

import io.gwms.Incubating;

/**
 * What the recorder of calls has done so far, and what it holds. A snapshot.
 *
 * @param recorded calls that came in
 * @param written calls that are kept
 * @param lost calls that are not kept: dead-lettered, or still unwritten when the recorder closed
 * @param deadLettered calls the store refused while it took others; their ids are in the log
 * @param overflowed calls their own caller wrote, because the queue was full or closed
 * @param queued calls that wait or are being written
 * @param queuedBytes about how many bytes these hold
 * @param storeFailures times the store refused a batch or did not answer
 * @param redactionFailures calls whose content was withheld because it could not be redacted
 * @param classifierFailures times a classifier threw
 */
@Incubating
public record AuditMetrics(
        long recorded,
        long written,
        long lost,
        long deadLettered,
        long overflowed,
        long queued,
        long queuedBytes,
        long storeFailures,
        long redactionFailures,
        long classifierFailures) {}
