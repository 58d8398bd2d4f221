package io.gwms;

import io.gwms.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A runtime that is built, runs by itself or step by step, and is closed once. Shared by threads. */
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Gwms.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private enum Phase {
        BUILT,
        STARTED,
        CLOSED
    }

    private final Assembly parts;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BUILT);
    private @Nullable CloseReport closed;

    Lifecycle(Assembly parts) {
        this.parts = parts;
    }

    void start() {
        if (!phase.compareAndSet(Phase.BUILT, Phase.STARTED)) {
            throw phase.get() == Phase.CLOSED ? RuntimeErrors.closed() : RuntimeErrors.startedTwice();
        }
        List<GwmsModule> started = new ArrayList<>();
        try {
            for (GwmsModule module : parts.modules()) {
                startModule(module);
                started.add(module);
            }
            parts.engine().start();
        } catch (RuntimeException e) {
            stopModules(started, CLOSE_WITHIN).forEach(problem -> e.addSuppressed(new IllegalStateException(problem)));
            throw e;
        }
    }

    private static void startModule(GwmsModule module) {
        try {
            module.start();
        } catch (RuntimeException e) {
            throw RuntimeErrors.moduleDidNotStart(module.name(), e);
        }
    }

    /** Rounds of tasks done in the caller's thread. */
    int step() {
        if (phase.get() != Phase.BUILT) {
            throw phase.get() == Phase.CLOSED ? RuntimeErrors.closed() : RuntimeErrors.steppedWhileStarted();
        }
        return parts.engine().step();
    }

    void close() {
        CloseReport report = close(CLOSE_WITHIN);
        if (!report.isClean()) {
            LOG.atWarn()
                    .setMessage("The runtime closed, but not everything ended in time")
                    .addKeyValue("unfinished", report.unfinished())
                    .addKeyValue("problems", report.problems())
                    .log();
        }
    }

    synchronized CloseReport close(Duration within) {
        if (closed == null) {
            long end = System.nanoTime() + within.toNanos();
            phase.set(Phase.CLOSED);
            List<TaskId> unfinished = parts.engine().stop(within);
            Duration left =
                    Duration.ofNanos(Math.max(0, end - System.nanoTime())).plusSeconds(1);
            List<String> problems = stopModules(parts.modules(), left);
            problems.addAll(parts.storage().close());
            closed = new CloseReport(
                    unfinished, problems.stream().map(parts.redactor()::text).toList());
        }
        return closed;
    }

    private static List<String> stopModules(List<GwmsModule> modules, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        List<String> problems = new ArrayList<>();
        for (int i = modules.size() - 1; i >= 0; i--) {
            GwmsModule module = modules.get(i);
            try {
                module.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (RuntimeException e) {
                problems.add("module '" + module.name() + "' did not end well: " + e.getMessage());
            }
        }
        return problems;
    }
}
