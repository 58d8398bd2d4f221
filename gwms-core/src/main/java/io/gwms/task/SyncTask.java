package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.task.TaskRules;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sync task as it stands (sync-tasks, sections 2.3 and 2.4): durable work toward a platform or
 * warehouse that is followed until it ends.
 *
 * @param id who it is
 * @param type what it is for
 * @param key the stable key of its effect
 * @param status how it stands
 * @param businessType what kind of object it is about
 * @param businessNo the number people know that object by
 * @param thirdPartyNo the far side's number of it; empty until known
 * @param route the warehouse it is for; null when it is for none
 * @param requestId the far side's id of the last request; empty until known
 * @param createdAt when it was created
 * @param lastExecutedAt when its last round began; null before the first
 * @param nextExecutionAt when it is due; shown while it is pending or waiting
 * @param finishedAt when it ended with success or was cancelled; null while it lives
 * @param attempts rounds that counted; waiting for a rate limit does not
 * @param failures failed rounds in a row
 * @param crashes rounds in a row in which the worker died; the first may be one that had not begun
 * @param rounds every round ever begun
 * @param summary execution result in words
 * @param error the last error in words, redacted; empty when the last round was fine
 * @param manualReason why it needs a person; null unless it does
 * @param rerunRequested whether a person asked for its next round by Sync Now; while it runs: for this
 *     one, or for one more after it
 * @param payload what its handler was told at creation
 * @param checkpoint what its handler left for its next round
 * @param runToken the fence: counts up with every claim and every change by hand; only the holder of
 *     the newest may finish a round
 */
public record SyncTask(
        TaskId id,
        TaskType type,
        String key,
        TaskStatus status,
        BusinessType businessType,
        String businessNo,
        String thirdPartyNo,
        @Nullable TaskRoute route,
        String requestId,
        Instant createdAt,
        @Nullable Instant lastExecutedAt,
        Instant nextExecutionAt,
        @Nullable Instant finishedAt,
        int attempts,
        int failures,
        int crashes,
        int rounds,
        String summary,
        String error,
        @Nullable ManualReason manualReason,
        boolean rerunRequested,
        String payload,
        String checkpoint,
        long runToken) {
    public SyncTask {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        requireNonNull(key, "key");
        requireNonNull(status, "status");
        requireNonNull(businessType, "businessType");
        requireNonNull(businessNo, "businessNo");
        requireNonNull(thirdPartyNo, "thirdPartyNo");
        requireNonNull(requestId, "requestId");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(nextExecutionAt, "nextExecutionAt");
        requireNonNull(summary, "summary");
        requireNonNull(error, "error");
        requireNonNull(payload, "payload");
        requireNonNull(checkpoint, "checkpoint");
    }

    /** The warehouse it is for, where it is for one. */
    public Optional<TaskRoute> warehouseRoute() {
        return Optional.ofNullable(route);
    }

    /** Why it needs a person, when it does. */
    public Optional<ManualReason> needsPersonBecause() {
        return Optional.ofNullable(manualReason);
    }

    /** When it ended with success or was cancelled, once it did. */
    public Optional<Instant> finished() {
        return Optional.ofNullable(finishedAt);
    }

    /**
     * The same, ended for good by something other than a round or a person, with a word why: to be stored with {@code
     * Change.UpdateTask} under the run token it has now.
     */
    public SyncTask superseded(String why, Instant now) {
        return TaskRules.cancelled(this, why, now);
    }

    /**
     * The same, due by then at the latest, or to be run once more if it runs: to be stored with {@code Change.UpdateTask}
     * under the run token it has now. Empty when nothing changes, as for one that has ended or needs a person.
     */
    public Optional<SyncTask> dueBy(Instant at) {
        return Optional.ofNullable(TaskRules.dueBy(this, at));
    }

    /** What its calls are recorded under in the API log. */
    public String correlation() {
        return id.correlation();
    }
}
