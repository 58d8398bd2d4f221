package io.gwms.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsInHandTest {
    private static final Instant NOW = Instant.parse("2026-03-11T08:00:00Z");
    private static final long NODE = 7;

    private final ClaimsInHand inHand = new ClaimsInHand();

    private static SyncTask task(long id, long runToken) {
        return SyncTask.builder(
                        new TaskId(id), NewTask.of(TaskType.CREATE, "k" + id, BusinessType.OUTBOUND, "OB-" + id, NOW))
                .status(TaskStatus.RUNNING)
                .runToken(runToken)
                .build();
    }

    private void claimed(long no, SyncTask... tasks) {
        inHand.made(NODE, new ClaimRows.Claim(no, List.of(tasks)));
    }

    private void ended(SyncTask task) {
        inHand.ended(task.id(), task.runToken());
    }

    @Test
    void aClaimIsOverOnceAllOfItHasEndedAndIsToldOnce() {
        claimed(1, task(1, 1), task(2, 1));
        ended(task(1, 1));
        ended(task(1, 1));
        assertThat(inHand.over(NODE)).isEmpty();

        ended(task(2, 1));
        assertThat(inHand.over(NODE + 1)).isEmpty();
        assertThat(inHand.over(NODE)).containsExactly(1L);
        assertThat(inHand.over(NODE)).isEmpty();
    }

    @Test
    void aTaskThatWasChangedWhileItRanHasANewerToken() {
        claimed(1, task(1, 1));
        ended(task(1, 3));
        assertThat(inHand.over(NODE)).containsExactly(1L);
    }

    @Test
    void aTaskMayBeClaimedAgainBeforeItsEndIsTold() {
        claimed(1, task(1, 1), task(2, 1));
        ended(task(2, 1));
        claimed(2, task(1, 3));
        assertThat(inHand.over(NODE)).as("the first must have ended").containsExactly(1L);

        ended(task(1, 1));
        assertThat(inHand.over(NODE)).as("the second runs").isEmpty();
        ended(task(1, 3));
        assertThat(inHand.over(NODE)).containsExactly(2L);
    }

    @Test
    void anEarlierClaimMayBeToldAfterALaterOne() {
        claimed(2, task(1, 3));
        claimed(1, task(1, 1));
        assertThat(inHand.over(NODE)).as("the second runs").containsExactly(1L);

        ended(task(1, 3));
        assertThat(inHand.over(NODE)).containsExactly(2L);
    }

    @Test
    void whatCouldNotBeDeletedIsToldAgain() {
        claimed(1, task(1, 1));
        ended(task(1, 1));
        inHand.keep(NODE, inHand.over(NODE));
        assertThat(inHand.over(NODE)).containsExactly(1L);
    }

    @Test
    void aNodeThatLivesNoMoreIsForgotten() {
        claimed(1, task(1, 1));
        claimed(2, task(2, 1));
        ended(task(2, 1));
        inHand.forget(NODE);
        ended(task(1, 1));
        assertThat(inHand.over(NODE)).isEmpty();
    }
}
