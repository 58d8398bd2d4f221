package io.gwms;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.internal.task.Housekeeping;
import io.gwms.internal.task.TaskTypes;
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
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Installs modules one after the other and collects what they contribute. */
final class Installation {
    private final Housekeeping housekeeping;
    private final Map<String, GwmsModule> modules = new LinkedHashMap<>();
    private final Map<TaskType, TaskTypes.Entry> handlers = new LinkedHashMap<>();
    private final Map<TaskType, String> handledBy = new LinkedHashMap<>();
    private final List<CallRecorder> recorders = new CopyOnWriteArrayList<>();
    private final Map<PlatformType, WriteBackSupport> writeBack = new ConcurrentHashMap<>();
    private final Map<PlatformType, AcknowledgeSupport> acknowledges = new ConcurrentHashMap<>();
    private final Set<PlatformType> issuesTracking = ConcurrentHashMap.newKeySet();
    private final Set<PlatformType> takesCancels = ConcurrentHashMap.newKeySet();
    private final List<Function<WarehouseCode, Optional<TaskRoute>>> routes = new CopyOnWriteArrayList<>();
    private final Map<String, Supplier<String>> health = new LinkedHashMap<>();
    private final List<TraceSource> traces = new CopyOnWriteArrayList<>();
    private final List<Function<TaskQuery, List<TaskReminder>>> reminders = new CopyOnWriteArrayList<>();

    private volatile Duration keptCommands = Duration.ZERO;

    /** What every module finds. */
    record Parts(
            GwmsClock clock,
            Storage storage,
            CredentialStore credentials,
            Catalogue catalogue,
            StockLedger stock,
            OrderEvents orderEvents,
            Transport transport,
            Redactor redactor,
            Runnable wakeTasks) {}

    Installation(Housekeeping housekeeping, TraceSource syncLog) {
        this.housekeeping = housekeeping;
        this.traces.add(syncLog);
    }

    void install(GwmsModule module, Parts parts) {
        if (modules.putIfAbsent(module.name(), module) != null) {
            throw RuntimeErrors.sameModuleTwice(module.name());
        }
        Setup setup = new Setup(module.name(), parts);
        module.install(setup);
        setup.installed = true;
    }

    List<GwmsModule> modules() {
        return List.copyOf(modules.values());
    }

    /** What that platform can be told of shipments; single shipments unless a module said otherwise. */
    WriteBackSupport writeBack(PlatformType platform) {
        return writeBack.getOrDefault(platform, WriteBackSupport.PARTIAL);
    }

    /** What that platform takes of acknowledgements; one, in any words, unless a module said otherwise. */
    AcknowledgeSupport acknowledges(PlatformType platform) {
        return acknowledges.getOrDefault(platform, AcknowledgeSupport.ONCE);
    }

    boolean issuesTracking(PlatformType platform) {
        return issuesTracking.contains(platform);
    }

    boolean takesCancels(PlatformType platform) {
        return takesCancels.contains(platform);
    }

    /** The route of that warehouse, from the first module that knows it. */
    Optional<TaskRoute> route(WarehouseCode warehouse) {
        return routes.stream().flatMap(known -> known.apply(warehouse).stream()).findFirst();
    }

    /** How long command keys are kept: what the host says, or what a module needs if that is longer. */
    Duration keepsCommands(Duration host) {
        return keptCommands.compareTo(host) > 0 ? keptCommands : host;
    }

    TaskTypes taskTypes() {
        return new TaskTypes(handlers);
    }

    List<CallRecorder> recorders() {
        return List.copyOf(recorders);
    }

    /** What adds to the timelines of orders. */
    List<Function<TaskQuery, List<TaskReminder>>> reminders() {
        return List.copyOf(reminders);
    }

    List<TraceSource> traces() {
        return List.copyOf(traces);
    }

    Map<String, Supplier<String>> health() {
        return health;
    }

    private final class Setup implements ModuleSetup {
        private final String module;
        private final Parts parts;
        private volatile boolean installed;

        Setup(String module, Parts parts) {
            this.module = module;
            this.parts = parts;
        }

        @Override
        public GwmsClock clock() {
            return parts.clock;
        }

        @Override
        public StateRepository state() {
            return parts.storage.state();
        }

        @Override
        public DataSource evidenceDatabase() {
            DataSource evidence = parts.storage.evidence();
            if (evidence == null) {
                throw RuntimeErrors.noEvidenceDatabase();
            }
            return evidence;
        }

        @Override
        public SyncLogRepository syncLog() {
            return parts.storage.syncLog();
        }

        @Override
        public SnapshotRepository snapshots() {
            return parts.storage.snapshots();
        }

        @Override
        public CredentialStore credentials() {
            return parts.credentials;
        }

        @Override
        public Catalogue catalogue() {
            return parts.catalogue;
        }

        @Override
        public StockLedger stock() {
            return parts.stock;
        }

        @Override
        public OrderEvents orderEvents() {
            return parts.orderEvents;
        }

        @Override
        public Transport transport() {
            return parts.transport;
        }

        @Override
        public Redactor redactor() {
            return parts.redactor;
        }

        @Override
        public void wakeTasks() {
            parts.wakeTasks.run();
        }

        @Override
        public void handler(TaskType type, Function<SyncTask, PollingPolicy> policy, TaskHandler handler) {
            checkOpen();
            String other = handledBy.putIfAbsent(requireNonNull(type, "type"), module);
            if (other != null) {
                throw RuntimeErrors.sameHandlerTwice(type, other, module);
            }
            handlers.put(
                    type, new TaskTypes.Entry(requireNonNull(policy, "policy"), requireNonNull(handler, "handler")));
        }

        @Override
        public void writeBack(PlatformType platform, WriteBackSupport support) {
            checkOpen();
            writeBack.put(requireNonNull(platform, "platform"), requireNonNull(support, "support"));
        }

        @Override
        public void acknowledges(PlatformType platform, AcknowledgeSupport support) {
            checkOpen();
            acknowledges.put(requireNonNull(platform, "platform"), requireNonNull(support, "support"));
        }

        @Override
        public void issuesTracking(PlatformType platform) {
            checkOpen();
            issuesTracking.add(requireNonNull(platform, "platform"));
        }

        @Override
        public void takesCancels(PlatformType platform) {
            checkOpen();
            takesCancels.add(requireNonNull(platform, "platform"));
        }

        @Override
        public void routes(Function<WarehouseCode, Optional<TaskRoute>> known) {
            checkOpen();
            routes.add(requireNonNull(known, "known"));
        }

        @Override
        public void recorder(CallRecorder recorder) {
            checkOpen();
            recorders.add(requireNonNull(recorder, "recorder"));
        }

        @Override
        public void keepCommands(Duration atLeast) {
            checkOpen();
            keptCommands = keepsCommands(requireNonNull(atLeast, "atLeast"));
        }

        @Override
        public CallRecorder recorders() {
            return exchange -> RecordingInterceptor.of(parts.clock, Installation.this.recorders())
                    .record(exchange);
        }

        @Override
        public void trace(TraceSource source) {
            checkOpen();
            traces.add(requireNonNull(source, "source"));
        }

        @Override
        public void reminders(Function<TaskQuery, List<TaskReminder>> source) {
            checkOpen();
            reminders.add(requireNonNull(source, "source"));
        }

        @Override
        public void housekeeping(String name, Consumer<Instant> work) {
            checkOpen();
            housekeeping.add(module + ": " + name, requireNonNull(work, "work"));
        }

        @Override
        public void health(String name, Supplier<String> line) {
            checkOpen();
            health.put(module + ": " + name, requireNonNull(line, "line"));
        }

        private void checkOpen() {
            if (installed) {
                throw RuntimeErrors.installedLate(module);
            }
        }
    }
}
