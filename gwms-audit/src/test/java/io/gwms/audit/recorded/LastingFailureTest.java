package io.gwms.audit.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.internal.LastingFailure;
import io.gwms.redact.Redactor;
import io.gwms.testkit.state.FaultyState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is tried again and again is told when it begins, once a minute, and when it is over. */
class LastingFailureTest {
    private static final String NAME = "it.is.told";
    private static final String SECRET = "shpat_0123456789abcdef0123456789abcdef";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LogCapture logs = LogCapture.open();
    private final LastingFailure failure = new LastingFailure(
            LoggerFactory.getLogger(NAME), Redactor.standard(), "Tea cannot be made", "Tea is made again", nanos::get);

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void threeMinutesOfFailuresTakeFourLinesAndOneStack() {
        for (int second = 0; second < 180; second++) {
            failure.failed(FaultyState.outage());
            pass(Duration.ofSeconds(1));
        }
        failure.over();
        failure.over();

        assertThat(lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("WARN").contains("Tea cannot be made; it is tried again"),
                        line -> assertThat(line)
                                .startsWith("WARN")
                                .contains("Tea cannot be made, still", "lasts=\"PT1M\"", "GWMS-1002"),
                        line -> assertThat(line).startsWith("WARN").contains("lasts=\"PT2M\""),
                        line -> assertThat(line).startsWith("INFO").contains("Tea is made again", "after=\"PT3M\""));
        assertThat(stacks()).isEqualTo(1);
    }

    @Test
    void whatComesAndGoesTellsItsStackOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            failure.failed(new IllegalStateException("no kettle"));
            failure.over();
            pass(Duration.ofSeconds(7));
        }

        assertThat(lines()).hasSize(20);
        assertThat(stacks()).isEqualTo(2);
        assertThat(lines().get(2)).contains("Tea cannot be made; it is tried again", "no kettle");
    }

    @Test
    void lineForPeopleIsThereAsLongAsItFails() {
        assertThat(failure.line()).isEmpty();
        failure.failed(FaultyState.outage());
        pass(Duration.ofSeconds(20));
        assertThat(failure.line()).hasValue("Tea cannot be made for 20 s (GWMS-1002)");
        failure.over();
        assertThat(failure.line()).isEmpty();
    }

    @Test
    void secretOfAnExceptionIsToldNeitherAtFirstNorLater() {
        failure.failed(new IllegalStateException("refused with " + SECRET));
        pass(Duration.ofMinutes(1));
        failure.failed(new IllegalStateException("refused with " + SECRET));

        assertThat(logs.text()).contains("refused with ***").doesNotContain(SECRET);
        assertThat(lines()).hasSize(2);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> lines() {
        return logs.text().lines().filter(line -> line.contains(NAME)).toList();
    }

    private long stacks() {
        return logs.text()
                .lines()
                .filter(line -> line.contains("at " + getClass().getName() + "."))
                .filter(line -> !line.contains("lambda"))
                .count();
    }
}
