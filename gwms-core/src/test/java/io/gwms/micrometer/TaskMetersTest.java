package io.gwms.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.task.TaskMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskMetersTest {
    private TaskMetrics now = metrics(1, null);

    private static TaskMetrics metrics(long claimed, Duration leaseAge) {
        return new TaskMetrics(
                claimed,
                2,
                3,
                4,
                5,
                6,
                Duration.ofMillis(7),
                Duration.ofMillis(8),
                Duration.ofMillis(9),
                10,
                11,
                leaseAge);
    }

    @Test
    void eachNumberIsAMeterThatIsReadWhenAsked() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        TaskMeters.of(() -> now).bindTo(registry);
        now = metrics(100, Duration.ofSeconds(12));

        assertThat(registry.get("gwms.tasks.claimed").functionCounter().count()).isEqualTo(100);
        assertThat(registry.get("gwms.tasks.completed").functionCounter().count())
                .isEqualTo(2);
        assertThat(registry.get("gwms.tasks.failed").functionCounter().count()).isEqualTo(3);
        assertThat(registry.get("gwms.tasks.stale").functionCounter().count()).isEqualTo(4);
        assertThat(registry.get("gwms.tasks.rescued").functionCounter().count()).isEqualTo(5);
        assertThat(registry.get("gwms.tasks.handed.back").functionCounter().count())
                .isEqualTo(6);
        assertThat(registry.get("gwms.tasks.waiting").gauge().value()).isEqualTo(10);
        assertThat(registry.get("gwms.tasks.running").gauge().value()).isEqualTo(11);
        assertThat(registry.get("gwms.tasks.lateness")
                        .tag("quantile", "0.99")
                        .timeGauge()
                        .value(TimeUnit.MILLISECONDS))
                .isEqualTo(9);
        assertThat(registry.get("gwms.tasks.lease.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(12);
    }

    @Test
    void nodeWithoutALeaseIsToldApart() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        TaskMeters.of(() -> now).bindTo(registry);

        assertThat(registry.get("gwms.tasks.lease.age").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(-1);
    }
}
