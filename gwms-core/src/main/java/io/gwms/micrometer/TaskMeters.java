package io.gwms.micrometer;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.gwms.Gwms;
import io.gwms.task.TaskMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of {@link TaskMetrics} as meters, all of them named {@code gwms.tasks.…}: counters {@code claimed}, {@code
 * completed}, {@code failed}, {@code stale}, {@code rescued} and {@code handed.back}; gauges {@code waiting} and {@code
 * running}; {@code lateness} with the tag {@code quantile}, and {@code lease.age}, which is -1 s without a lease. Each
 * is read when the registry asks. Shared.
 *
 * <p>{@code TaskMeters.of(gwms).bindTo(registry)}; needs {@code io.micrometer:micrometer-core}.
 */
@SuppressWarnings("exports") // a host that uses it has Micrometer
public final class TaskMeters implements MeterBinder {
    private static final String PREFIX = "gwms.tasks.";
    private static final Duration NO_LEASE = Duration.ofSeconds(-1);

    private final Supplier<TaskMetrics> metrics;

    private TaskMeters(Supplier<TaskMetrics> metrics) {
        this.metrics = metrics;
    }

    /** The meters of that runtime. */
    public static TaskMeters of(Gwms gwms) {
        return new TaskMeters(requireNonNull(gwms, "gwms")::metrics);
    }

    /** The meters of whatever gives these numbers. */
    public static TaskMeters of(Supplier<TaskMetrics> metrics) {
        return new TaskMeters(requireNonNull(metrics, "metrics"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, "claimed", "tasks taken from the queue", TaskMetrics::claimed);
        counter(registry, "completed", "rounds whose end was stored", TaskMetrics::completed);
        counter(registry, "failed", "rounds that failed", TaskMetrics::failed);
        counter(registry, "stale", "rounds whose result was dropped", TaskMetrics::stale);
        counter(registry, "rescued", "tasks of dead nodes made due again", TaskMetrics::rescued);
        counter(registry, "handed.back", "claims given back before their round", TaskMetrics::handedBack);
        gauge(registry, "waiting", "claims that wait for a worker", TaskMetrics::waiting);
        gauge(registry, "running", "claims that run or whose end is being stored", TaskMetrics::running);
        lateness(registry, "0.5", TaskMetrics::latenessP50);
        lateness(registry, "0.95", TaskMetrics::latenessP95);
        lateness(registry, "0.99", TaskMetrics::latenessP99);
        TimeGauge.builder(
                        PREFIX + "lease.age",
                        metrics,
                        TimeUnit.MILLISECONDS,
                        read -> requireNonNullElse(read.get().leaseRenewedAgo(), NO_LEASE)
                                .toMillis())
                .description("time since the node renewed its lease")
                .strongReference(true)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, String meaning, ToDoubleFunction<TaskMetrics> value) {
        FunctionCounter.builder(PREFIX + name, metrics, read -> value.applyAsDouble(read.get()))
                .description(meaning)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String meaning, ToDoubleFunction<TaskMetrics> value) {
        Gauge.builder(PREFIX + name, metrics, read -> value.applyAsDouble(read.get()))
                .description(meaning)
                .strongReference(true)
                .register(registry);
    }

    private void lateness(MeterRegistry registry, String quantile, Function<TaskMetrics, Duration> value) {
        TimeGauge.builder(
                        PREFIX + "lateness",
                        metrics,
                        TimeUnit.MILLISECONDS,
                        read -> value.apply(read.get()).toMillis())
                .description("how long after its due time a round began, over the last minute")
                .tag("quantile", quantile)
                .strongReference(true)
                .register(registry);
    }
}
