package io.gwms;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.order.OrderEvents;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockLedger;
import io.gwms.store.PlatformType;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskReminder;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import io.gwms.time.GwmsClock;
import io.gwms.trace.TraceSource;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What a module finds when it is installed, and where it contributes. Valid for the life of the
 * runtime.
 *
 * <p><b>Threads:</b> the contributing methods during {@link GwmsModule#install} only; the rest shared.
 */
@Incubating("what a module tells of a platform is to become one declaration")
@ProviderType
public interface ModuleSetup {
    /** The runtime's one clock. */
    GwmsClock clock();

    /** The state. */
    StateRepository state();

    /** The database evidence is kept in; the state's own unless the host separated them. */
    DataSource evidenceDatabase();

    /** The order sync log. */
    SyncLogRepository syncLog();

    /** The inventory snapshots. */
    SnapshotRepository snapshots();

    /** The credentials. */
    CredentialStore credentials();

    /** The host's master data. */
    Catalogue catalogue();

    /** The host's stock. */
    StockLedger stock();

    /** Turns events of the outside world into changes of orders. */
    OrderEvents orderEvents();

    /** The audited chain; every call goes through it. */
    Transport transport();

    /** The runtime's redactor. */
    Redactor redactor();

    /** Tells the task engine that a task has just become due. */
    void wakeTasks();

    /** Says who does tasks of a type, by which policy. Each type has one handler. */
    default void handler(TaskType type, PollingPolicy policy, TaskHandler handler) {
        handler(type, task -> policy, handler);
    }

    /**
     * The same for a type whose tasks differ in their policy, as the tasks of inbound and outbound orders
     * do; the policy of a task must never change.
     */
    void handler(TaskType type, Function<SyncTask, PollingPolicy> policy, TaskHandler handler);

    /** Says what a platform can be told of shipments, so that orders know what to write back. */
    void writeBack(PlatformType platform, WriteBackSupport support);

    /** Says what a platform takes of acknowledgements, so that orders offer that and no more. */
    void acknowledges(PlatformType platform, AcknowledgeSupport support);

    /** Says that a platform itself issues the tracking numbers of shipments, so that it is told of those without one. */
    void issuesTracking(PlatformType platform);

    /** Says that a platform can be told that an order is cancelled, so that orders offer it. */
    void takesCancels(PlatformType platform);

    /** Says which route tasks of a warehouse show; of several modules the first that knows it. */
    void routes(Function<WarehouseCode, Optional<TaskRoute>> routes);

    /** Takes every call that goes through the chain. */
    void recorder(CallRecorder recorder);

    /**
     * Every recorder of the runtime as one: for what did not go through {@link #transport}, such as a notification
     * that came in. Never throws.
     */
    CallRecorder recorders();

    /** Has command keys kept for at least that long, also when the host keeps its own for a shorter time. */
    void keepCommands(Duration atLeast);

    /** Adds what the module knows to the timelines of orders. */
    void trace(TraceSource source);

    /**
     * Adds reminders to the overview of the tasks: given the overview's filter, what a person should act upon among the tasks
     * it shows, whatever their status. Asked at every overview, so it must be quick.
     */
    void reminders(Function<TaskQuery, List<TaskReminder>> source);

    /**
     * Runs something now and then while the runtime is started, or at every step of a stepped one:
     * it gets the moment, does what is due, and must be harmless to run on several nodes.
     */
    void housekeeping(String name, Consumer<Instant> work);

    /** Watches a supplier of a line for the runtime's health report. */
    void health(String name, Supplier<String> line);
}
