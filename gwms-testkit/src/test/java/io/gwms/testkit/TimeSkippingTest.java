package io.gwms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.StepReport;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeSkippingTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final FakeHttpServer fake = FakeHttpServer.start(new Silent());
    private final PriorityQueue<Instant> due = new PriorityQueue<>();
    private final List<Instant> ran = new ArrayList<>();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void workIsDoneAtTheMomentItIsDueAndFakesAreThereBefore() {
        TimeSkipping time = TimeSkipping.from(START, fake.control());
        time.drive(() -> {
            assertThat(fake.control().time()).isEqualTo(time.clock().instant());
            return step(time);
        });
        due.addAll(List.of(after(0), after(90), after(30)));

        time.skip(Duration.ofHours(3));

        assertThat(ran).containsExactly(after(0), after(30), after(90));
        assertThat(time.clock().instant()).isEqualTo(after(180));
    }

    @Test
    void itStopsAsSoonAsTheConditionHolds() {
        TimeSkipping time = TimeSkipping.from(START);
        time.drive(() -> step(time));
        due.addAll(List.of(after(10), after(20), after(30)));

        assertThat(time.runUntil(() -> ran.size() == 2, Duration.ofHours(1))).isTrue();
        assertThat(time.clock().instant()).isEqualTo(after(20));
        assertThat(time.runUntil(() -> ran.size() == 9, Duration.ofHours(1))).isFalse();
        assertThat(time.clock().instant()).isEqualTo(after(80));
    }

    @Test
    void itGoesOnWhereTheFakesAre() {
        fake.control().push(after(45));

        assertThat(TimeSkipping.from(START, fake.control()).clock().instant()).isEqualTo(after(45));
        assertThat(TimeSkipping.from(after(60), fake.control()).clock().instant()).isEqualTo(after(60));
        assertThat(fake.control().time()).isEqualTo(after(60));
    }

    @Test
    void workThatIsDueButNotDoneDoesNotHoldTimeStill() {
        TimeSkipping time = TimeSkipping.from(START);
        time.drive(() -> new StepReport(0, START));

        time.skip(Duration.ofMinutes(5));

        assertThat(time.clock().instant()).isEqualTo(after(5));
    }

    @Test
    void workThatNeverEndsIsTold() {
        TimeSkipping time = TimeSkipping.from(START);
        time.drive(() -> new StepReport(1, START));

        assertThatThrownBy(time::settle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("still work after 10000 steps");
    }

    @Test
    void withoutARuntimeItSaysWhatToCall() {
        assertThatThrownBy(TimeSkipping.from(START)::settle).hasMessageContaining("call drive(gwms) first");
    }

    private StepReport step(TimeSkipping time) {
        int rounds = 0;
        while (!due.isEmpty() && !due.peek().isAfter(time.clock().instant())) {
            due.remove();
            ran.add(time.clock().instant());
            rounds++;
        }
        return new StepReport(rounds, due.peek());
    }

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    /** A fake that only knows the time. */
    private static final class Silent implements FakeService {
        private final VirtualClock clock = VirtualClock.startingAt(START);

        @Override
        public FakeReply handle(FakeRequest request) {
            return FakeReply.text(200, "");
        }

        @Override
        public String holdings() {
            return "{}";
        }

        @Override
        public VirtualClock clock() {
            return clock;
        }
    }
}
