package io.gwms.platform.sync;

import io.gwms.ordersync.SyncRun;
import io.gwms.redact.Redactor;
import io.gwms.task.SyncTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host's listener. */
final class Telling {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private final SyncListener listener;
    private final InstantSource clock;
    private final Redactor redactor;

    Telling(SyncListener listener, InstantSource clock, Redactor redactor) {
        this.listener = listener;
        this.clock = clock;
        this.redactor = redactor;
    }

    void tell(SyncTask task, SyncJob job, SyncProgress progress) {
        SyncRun.Status status = progress.endedAt() == null
                ? SyncRun.Status.RUNNING
                : progress.failure() == null ? SyncRun.Status.SUCCESS : SyncRun.Status.FAILED;
        Instant until = progress.endedAt() == null ? clock.instant() : progress.endedAt();
        try {
            listener.progressed(new RunProgress(
                    SyncJob.runOf(task.id()),
                    job.store(),
                    job.kind(),
                    status,
                    progress.counts(),
                    Duration.between(progress.startedAt(), until)));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setCause(redactor.forLog(e))
                    .addKeyValue("store", job.store())
                    .log("The listener of order sync threw; the run goes on");
        }
    }
}
