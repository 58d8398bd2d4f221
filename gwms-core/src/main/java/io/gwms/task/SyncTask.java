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

    /** A task as it is created: pending, and nothing of it done. */
    public static Builder builder(TaskId id, NewTask task) {
        return new Builder(new SyncTask(
                id,
                task.type(),
                task.key(),
                TaskStatus.PENDING,
                task.businessType(),
                task.businessNo(),
                "",
                task.route().orElse(null),
                "",
                task.createdAt(),
                null,
                task.dueAt(),
                null,
                0,
                0,
                0,
                0,
                "",
                "",
                null,
                false,
                task.payload(),
                "",
                0));
    }

    /** A builder that starts as this task stands. */
    public Builder toBuilder() {
        return new Builder(this);
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

    /**
     * A task that is put together, for stores and their tests: what it is about stays, all else can be set.
     *
     * <p><b>Threads:</b> one.
     */
    public static final class Builder {
        private final SyncTask from;
        private TaskId id;
        private TaskStatus status;
        private String thirdPartyNo;
        private String requestId;
        private @Nullable Instant lastExecutedAt;
        private Instant nextExecutionAt;
        private @Nullable Instant finishedAt;
        private int attempts;
        private int failures;
        private int crashes;
        private int rounds;
        private String summary;
        private String error;
        private @Nullable ManualReason manualReason;
        private boolean rerunRequested;
        private String checkpoint;
        private long runToken;

        private Builder(SyncTask from) {
            this.from = from;
            this.id = from.id;
            this.status = from.status;
            this.thirdPartyNo = from.thirdPartyNo;
            this.requestId = from.requestId;
            this.lastExecutedAt = from.lastExecutedAt;
            this.nextExecutionAt = from.nextExecutionAt;
            this.finishedAt = from.finishedAt;
            this.attempts = from.attempts;
            this.failures = from.failures;
            this.crashes = from.crashes;
            this.rounds = from.rounds;
            this.summary = from.summary;
            this.error = from.error;
            this.manualReason = from.manualReason;
            this.rerunRequested = from.rerunRequested;
            this.checkpoint = from.checkpoint;
            this.runToken = from.runToken;
        }

        /** Sets who it is. */
        public Builder id(TaskId id) {
            this.id = requireNonNull(id, "id");
            return this;
        }

        /** Sets how it stands. */
        public Builder status(TaskStatus status) {
            this.status = requireNonNull(status, "status");
            return this;
        }

        /** Sets the far side's number of it. */
        public Builder thirdPartyNo(String thirdPartyNo) {
            this.thirdPartyNo = requireNonNull(thirdPartyNo, "thirdPartyNo");
            return this;
        }

        /** Sets the far side's id of the last request. */
        public Builder requestId(String requestId) {
            this.requestId = requireNonNull(requestId, "requestId");
            return this;
        }

        /** Sets when its last round began. */
        public Builder lastExecutedAt(@Nullable Instant lastExecutedAt) {
            this.lastExecutedAt = lastExecutedAt;
            return this;
        }

        /** Sets when it is due. */
        public Builder nextExecutionAt(Instant nextExecutionAt) {
            this.nextExecutionAt = requireNonNull(nextExecutionAt, "nextExecutionAt");
            return this;
        }

        /** Sets when it ended. */
        public Builder finishedAt(@Nullable Instant finishedAt) {
            this.finishedAt = finishedAt;
            return this;
        }

        /** Sets rounds that counted. */
        public Builder attempts(int attempts) {
            this.attempts = attempts;
            return this;
        }

        /** Sets failed rounds in a row. */
        public Builder failures(int failures) {
            this.failures = failures;
            return this;
        }

        /** Sets rounds in a row in which the worker died. */
        public Builder crashes(int crashes) {
            this.crashes = crashes;
            return this;
        }

        /** Sets every round ever begun. */
        public Builder rounds(int rounds) {
            this.rounds = rounds;
            return this;
        }

        /** Sets execution result in words. */
        public Builder summary(String summary) {
            this.summary = requireNonNull(summary, "summary");
            return this;
        }

        /** Sets the last error in words, redacted. */
        public Builder error(String error) {
            this.error = requireNonNull(error, "error");
            return this;
        }

        /** Sets why it needs a person. */
        public Builder manualReason(@Nullable ManualReason manualReason) {
            this.manualReason = manualReason;
            return this;
        }

        /** Sets whether a person asked for its next round. */
        public Builder rerunRequested(boolean rerunRequested) {
            this.rerunRequested = rerunRequested;
            return this;
        }

        /** Sets what its handler left for its next round. */
        public Builder checkpoint(String checkpoint) {
            this.checkpoint = requireNonNull(checkpoint, "checkpoint");
            return this;
        }

        /** Sets the fence. */
        public Builder runToken(long runToken) {
            this.runToken = runToken;
            return this;
        }

        /** The task. */
        public SyncTask build() {
            return new SyncTask(
                    id,
                    from.type,
                    from.key,
                    status,
                    from.businessType,
                    from.businessNo,
                    thirdPartyNo,
                    from.route,
                    requestId,
                    from.createdAt,
                    lastExecutedAt,
                    nextExecutionAt,
                    finishedAt,
                    attempts,
                    failures,
                    crashes,
                    rounds,
                    summary,
                    error,
                    manualReason,
                    rerunRequested,
                    from.payload,
                    checkpoint,
                    runToken);
        }
    }
}
