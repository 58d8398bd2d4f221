package io.gwms.internal.task;

import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an engine does, and tells of what it dropped. Shared. */
final class Counts {
    private static final Logger LOG = LoggerFactory.getLogger(Counts.class);
    private static final int MOST_NAMED = 10;

    private final LongAdder claimed = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder rescued = new LongAdder();
    private final LongAdder handedBack = new LongAdder();
    private final Lateness lateness = new Lateness();
    private final Consumer<List<TaskId>> dropped;
    private final SafeText words;

    Counts(Consumer<List<TaskId>> dropped, SafeText words) {
        this.dropped = dropped;
        this.words = words;
    }

    void claimed(int tasks) {
        claimed.add(tasks);
    }

    void rescued(int tasks) {
        rescued.add(tasks);
    }

    void began(SyncTask task, Instant now) {
        lateness.began(task.nextExecutionAt(), now);
    }

    /** The end of a claim is stored. */
    void stored(Change.UpdateTask end) {
        TaskAttempt attempt = end.attempt();
        if (attempt == null) {
            handedBack.increment();
            return;
        }
        completed.increment();
        if (attempt.outcome().equals(OutcomeNames.FAILED)) {
            failed.increment();
        }
    }

    /** The results of these claims were dropped. */
    void stale(List<LiveRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        stale.add(runs.size());
        List<TaskId> tasks = runs.stream().map(run -> run.task().id()).toList();
        LOG.atInfo()
                .setMessage("Results of rounds were dropped: their tasks were taken over, changed or ended meanwhile")
                .addKeyValue("results", tasks.size())
                .addKeyValue("tasks", tasks.size() <= MOST_NAMED ? tasks : tasks.subList(0, MOST_NAMED) + "…")
                .log();
        try {
            dropped.accept(tasks);
        } catch (Throwable e) {
            LOG.atWarn()
                    .setMessage("A listener for dropped results threw")
                    .setCause(words.cause(e))
                    .log();
        }
    }

    /** All of it at this moment. */
    TaskMetrics snapshot(Instant now, int waiting, int running, Optional<Duration> leaseAge) {
        Duration[] late = lateness.percentiles(now, 0.5, 0.95, 0.99);
        return new TaskMetrics(
                claimed.sum(),
                completed.sum(),
                failed.sum(),
                stale.sum(),
                rescued.sum(),
                handedBack.sum(),
                late[0],
                late[1],
                late[2],
                waiting,
                running,
                leaseAge.orElse(null));
    }
}
