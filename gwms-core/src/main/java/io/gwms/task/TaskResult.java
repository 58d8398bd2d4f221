package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.state.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a round: its verdict, what to show, and what to change here in the same commit.
 * Immutable.
 */
public final class TaskResult {
    private final TaskVerdict verdict;
    private final String text;
    private final @Nullable String thirdPartyNo;
    private final @Nullable String requestId;
    private final @Nullable String checkpoint;
    private final boolean progress;
    private final Supplier<List<Change>> changes;

    private TaskResult(
            TaskVerdict verdict,
            String text,
            @Nullable String thirdPartyNo,
            @Nullable String requestId,
            @Nullable String checkpoint,
            boolean progress,
            Supplier<List<Change>> changes) {
        this.verdict = requireNonNull(verdict, "verdict");
        this.text = requireNonNull(text, "text");
        this.thirdPartyNo = thirdPartyNo;
        this.requestId = requestId;
        this.checkpoint = checkpoint;
        this.progress = progress;
        this.changes = requireNonNull(changes, "changes");
    }

    private static TaskResult of(TaskVerdict verdict, String text) {
        return new TaskResult(verdict, text, null, null, null, false, List::of);
    }

    /** The task is finished; {@code summary} says what came of it. */
    public static TaskResult done(String summary) {
        return of(new TaskVerdict.Done(), summary);
    }

    /** Not finished; the policy says when to look again. */
    public static TaskResult again(String summary) {
        return of(new TaskVerdict.Again(), summary);
    }

    /** The far side named the time to come back; uses up no attempt. */
    public static TaskResult againAfter(Duration delay, String summary) {
        return of(new TaskVerdict.AgainAfter(delay), summary);
    }

    /** The round failed; the policy says when to try again. */
    public static TaskResult failed(String error) {
        return of(new TaskVerdict.Failed(), error);
    }

    /** A person is needed. */
    public static TaskResult needsHuman(ManualReason reason, String error) {
        return of(new TaskVerdict.NeedsHuman(reason), error);
    }

    /** The far side is done and the local action failed; Sync Now finishes locally. */
    public static TaskResult remoteDoneLocalFailed(String error) {
        return needsHuman(ManualReason.REMOTE_DONE_LOCAL_FAILED, error);
    }

    /**
     * The same with changes to commit with it. They are asked for just before the commit, and again
     * when the commit finds that something they build upon has changed meanwhile.
     */
    public TaskResult with(Supplier<List<Change>> changes) {
        return new TaskResult(verdict, text, thirdPartyNo, requestId, checkpoint, progress, changes);
    }

    /** The same with the far side's number of the business object. */
    public TaskResult thirdPartyNo(String thirdPartyNo) {
        return new TaskResult(
                verdict, text, Require.text(thirdPartyNo, "thirdPartyNo"), requestId, checkpoint, progress, changes);
    }

    /** The same with the far side's id of the last request. */
    public TaskResult requestId(String requestId) {
        return new TaskResult(
                verdict, text, thirdPartyNo, Require.text(requestId, "requestId"), checkpoint, progress, changes);
    }

    /** The same with what the next round must know; empty clears it. */
    public TaskResult checkpoint(String checkpoint) {
        return new TaskResult(
                verdict, text, thirdPartyNo, requestId, requireNonNull(checkpoint, "checkpoint"), progress, changes);
    }

    /**
     * The same of a round that got further than those before it, such as by a page that is stored: the failed rounds
     * before it are no row with it any more, so that many failures scattered over long work need no person.
     */
    public TaskResult progressed() {
        return new TaskResult(verdict, text, thirdPartyNo, requestId, checkpoint, true, changes);
    }

    /** How the round ended. */
    public TaskVerdict verdict() {
        return verdict;
    }

    /** The summary or error, in words. */
    public String text() {
        return text;
    }

    /** The far side's number, when the round learnt it. */
    public Optional<String> thirdPartyNo() {
        return Optional.ofNullable(thirdPartyNo);
    }

    /** The far side's request id, when the round learnt it. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** What the next round must know, when that changed. */
    public Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Whether the round got further than those before it. */
    public boolean isProgress() {
        return progress;
    }

    /** What to commit with the end of the round, as things stand now. */
    public List<Change> changes() {
        return List.copyOf(changes.get());
    }
}
