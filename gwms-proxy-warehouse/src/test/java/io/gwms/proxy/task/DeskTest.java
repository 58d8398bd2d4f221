package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskVerdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a task whose call was refused on the way and not for what it asked. */
class DeskTest {
    private static TaskVerdict refused(Duration asksToWait) {
        Refusal refusal = Refusal.temporary(RefusalCode.RATE_LIMITED, "too many requests", asksToWait);
        TaskResult result = Desk.refused(refusal, "asking failed");
        return result.verdict();
    }

    @Test
    void theWaitItAsksForIsKeptTo() {
        assertThat(refused(Duration.ofHours(3))).isEqualTo(new TaskVerdict.AgainAfter(Duration.ofHours(3)));
    }

    @Test
    void noWaitIsLongerThanTwoDays() {
        assertThat(refused(Duration.ofDays(30_000))).isEqualTo(new TaskVerdict.AgainAfter(Duration.ofDays(2)));
    }
}
