package io.gwms.samples.benchmarks.tasks;

import io.gwms.Gwms;
import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskType;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A runtime as a host builds it, with one type of task. */
final class Node implements AutoCloseable {
    private static final TaskType TYPE = new TaskType("BENCHMARK");
    private static final TaskRoute PAUSED =
            new TaskRoute(new WarehouseCode("PAUSED"), "PAUSED", new ProxySystem("benchmark"));
    private static final int PER_COMMIT = 500;

    /** The default of the runtime. */
    static final int TASKS_IN_HAND = 4_000;

    private final Gwms gwms;
    private final Work work;

    private Node(Gwms gwms, Work work) {
        this.gwms = gwms;
        this.work = work;
    }

    /** A node that is built and not started. */
    static Node on(DataSource database, int workers, TaskHandler handler) {
        return on(database, workers, TASKS_IN_HAND, handler);
    }

    /** The same that takes at most so many tasks ahead. */
    static Node on(DataSource database, int workers, int tasksInHand, TaskHandler handler) {
        Work work = new Work(handler);
        Gwms gwms = Gwms.builder()
                .database(database)
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build())
                .transport(call -> {
                    throw new IllegalStateException("nothing is called here");
                })
                .workers(workers)
                .tasksInHand(tasksInHand)
                .module(work)
                .build();
        return new Node(gwms, work);
    }

    void start() {
        gwms.start();
    }

    Gwms gwms() {
        return gwms;
    }

    /** Adds a task that is due now, in a commit of its own, and tells the engine as a host's module does. */
    void add(String name) {
        commit(List.of(new Change.AddTask(task(name))));
        work.wake();
    }

    /** Adds that many tasks that are due now. */
    void addAll(String name, int tasks) {
        addAll(tasks, i -> task(name + "-" + i));
    }

    /** Adds that many tasks that are due now, of a warehouse that it pauses. */
    void addPaused(String name, int tasks) {
        Instant now = gwms.clock().instant();
        TaskScope scope = TaskScope.of(PAUSED.warehouse());
        commit(List.of(new Change.SetTaskControl(TaskControl.none(scope, now).paused("benchmark", now))));
        addAll(tasks, i -> task(name + "-" + i).route(PAUSED));
    }

    private void addAll(int tasks, IntFunction<NewTask> task) {
        for (int from = 0; from < tasks; from += PER_COMMIT) {
            commit(IntStream.range(from, Math.min(tasks, from + PER_COMMIT))
                    .<Change>mapToObj(i -> new Change.AddTask(task.apply(i)))
                    .toList());
        }
    }

    private NewTask task(String name) {
        return NewTask.of(TYPE, name, BusinessType.ORDER, name, gwms.clock().instant());
    }

    private void commit(List<Change> changes) {
        if (!(gwms.state().commit(changes) instanceof CommitResult.Committed)) {
            throw new IllegalStateException("the tasks were not stored");
        }
    }

    @Override
    public void close() {
        gwms.close();
    }

    private static final class Work implements GwmsModule {
        private final TaskHandler handler;
        private @Nullable ModuleSetup setup;

        Work(TaskHandler handler) {
            this.handler = handler;
        }

        @Override
        public String name() {
            return "benchmark";
        }

        @Override
        public void install(ModuleSetup setup) {
            this.setup = setup;
            setup.handler(TYPE, PollingPolicy.prompt(), handler);
        }

        void wake() {
            if (setup != null) {
                setup.wakeTasks();
            }
        }
    }
}
