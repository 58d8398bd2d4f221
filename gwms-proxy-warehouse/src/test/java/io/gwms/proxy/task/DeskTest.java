package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskVerdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

    @Test
    void onlyWhatIsSaidOfTheOrderItselfIsAVerdict() {
        for (RefusalCode onTheWay : List.of(
                RefusalCode.NOT_AUTHORIZED,
                RefusalCode.NOT_SENT,
                RefusalCode.RATE_LIMITED,
                RefusalCode.PLATFORM_FAILURE)) {
            assertThat(Desk.isVerdict(Refusal.permanent(onTheWay, "no")))
                    .as(onTheWay.value())
                    .isFalse();
        }
        assertThat(Desk.isVerdict(Refusal.permanent(RefusalCode.OUT_OF_STOCK, "no")))
                .isTrue();
        assertThat(Desk.isVerdict(Refusal.temporary(RefusalCode.OUT_OF_STOCK, "not now")))
                .isFalse();
    }

    @Test
    void noAnswerOrTwoToOneQuestionAreNone() {
        assertThat(Desk.only(List.of(Outcome.done(1)))).isEqualTo(Outcome.done(1));
        assertThat(Desk.only(List.of())).isInstanceOf(Outcome.Unknown.class);
        assertThat(Desk.only(List.of(Outcome.done(1), Outcome.done(2)))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void whatATaskNeedsIsReadAsItWasWrittenWhateverItsNameAndAllOfItIsNeeded() {
        Needs needs = new Needs(List.of("P-1,P-2", "P 3=ü"));
        assertThat(Needs.of(needs.text())).isEqualTo(needs);
        assertThat(Needs.areIn(needs.text())).isTrue();

        ProxyRoute route = new ProxyRoute(
                House.WAREHOUSE, new ProxySystem("SCRIPTED"), "acme", "USLAXA", URI.create("https://w.invalid"));
        ChangingRoutes routes = new ChangingRoutes(route);
        assertThat(new Needs(List.of("P-1", "P-2")).areMet(route, routes)).isTrue();
        assertThat(new Needs(List.of("P-1", "P-NEW")).areMet(route, routes)).isFalse();
    }
}
