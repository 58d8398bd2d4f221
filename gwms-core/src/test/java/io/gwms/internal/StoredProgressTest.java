package io.gwms.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.state.Change.UpdateTask;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How a task goes on is looked at by a way of its own, which sees all that is written of it. */
class StoredProgressTest {
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Instant FINER = NOON.plusNanos(1);
    private static final String BAD = "half a pair: \uD83D";

    private static final SyncTask TASK = new SyncTask(
            new TaskId(7),
            TaskType.CREATE,
            "key",
            TaskStatus.MANUAL,
            BusinessType.OUTBOUND,
            "OUT-1",
            "",
            null,
            "",
            NOON,
            NOON,
            NOON,
            NOON,
            1,
            0,
            0,
            1,
            "done",
            "",
            new ManualReason("RETRIES_EXHAUSTED"),
            false,
            "",
            "",
            2);

    private static UpdateTask with(UnaryOperator<SyncTask.Builder> change) {
        return new UpdateTask(
                change.apply(TASK.toBuilder()).build(), 1, round(NOON, NOON, "DUE", "DONE", "done"), false);
    }

    private static UpdateTask with(TaskAttempt round) {
        return new UpdateTask(TASK, 1, round, false);
    }

    private static TaskAttempt round(Instant from, Instant to, String cause, String outcome, String text) {
        return new TaskAttempt(new TaskId(7), 1, from, to, cause, outcome, text);
    }

    private static List<UpdateTask> withABadText() {
        return List.of(
                with(task -> task.thirdPartyNo(BAD)),
                with(task -> task.requestId(BAD)),
                with(task -> task.summary(BAD)),
                with(task -> task.error(BAD)),
                with(task -> task.checkpoint(BAD)),
                with(round(NOON, NOON, BAD, "DONE", "done")),
                with(round(NOON, NOON, "DUE", BAD, "done")),
                with(round(NOON, NOON, "DUE", "DONE", BAD)));
    }

    @Test
    void aTextThatNoDatabaseHoldsIsRefused() {
        assertThat(withABadText())
                .allSatisfy(update ->
                        assertThatThrownBy(() -> StoredForm.of(update)).hasMessageContaining("half a surrogate pair"));
    }

    private static List<UpdateTask> withAFinerMoment() {
        return List.of(
                with(task -> task.lastExecutedAt(FINER)),
                with(task -> task.nextExecutionAt(FINER)),
                with(task -> task.finishedAt(FINER)),
                with(round(NOON, FINER, "DUE", "DONE", "done")));
    }

    @Test
    void aMomentIsCutToMilliseconds() {
        assertThat(withAFinerMoment())
                .allSatisfy(update -> assertThat(StoredForm.of(update)).isEqualTo(with(task -> task)));
    }

    @Test
    void theMomentARoundBeganIsCut() {
        assertThat(StoredForm.of(with(round(NOON.minusNanos(1), NOON, "DUE", "DONE", "done")))
                        .attempt()
                        .startedAt())
                .isEqualTo(NOON.minusMillis(1));
    }

    @Test
    void whatIsStoredAlreadyStaysAsItIs() {
        UpdateTask update = with(task -> task);

        assertThat(StoredForm.of(update)).isSameAs(update);
    }

    @Test
    void aCheckpointThatIsNotWrittenIsNotLookedAt() {
        UpdateTask update = new UpdateTask(TASK.toBuilder().checkpoint(BAD).build(), 1, null, true);

        assertThat(StoredForm.of(update)).isSameAs(update);
    }
}
