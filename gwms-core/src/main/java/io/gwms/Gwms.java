package io.gwms;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.Catalogue;
import io.gwms.credential.CredentialCipher;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.internal.task.TaskEngine;
import io.gwms.order.CompleteOn;
import io.gwms.order.OrderSettings;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockLedger;
import io.gwms.store.StoreRegistry;
import io.gwms.task.TaskId;
import io.gwms.task.TaskMetrics;
import io.gwms.task.Tasks;
import io.gwms.time.GwmsClock;
import io.gwms.time.SystemTime;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The runtime a host builds, starts and closes: the way to orders, tasks and everything else.
 *
 * <p>A built runtime answers commands and queries, and runs no thread. Either {@link #start} lets it run
 * its tasks by itself, or the host calls {@link #step} whenever it likes, as tests and batch jobs do.
 *
 * <p><b>Threads:</b> shared.
 */
public final class Gwms implements AutoCloseable {
    private final Assembly parts;
    private final Lifecycle lifecycle;

    Gwms(Assembly parts) {
        this.parts = parts;
        this.lifecycle = new Lifecycle(parts);
    }

    /** Settings of a runtime, none of them made yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts the modules in the order of their installation, then runs tasks by threads of its own until
     * {@link #close}. Once only.
     *
     * @throws GwmsException GWMS-1106 when a module does not start (those that did are stopped again), GWMS-1107 when it
     *     was started before, GWMS-1109 when it is closed
     */
    public void start() {
        lifecycle.start();
    }

    /**
     * Does in the caller's thread what is to be done now: housekeeping, what a dead process left behind,
     * then one round after the other until no task is due. For a runtime that is not started.
     *
     * @throws GwmsException GWMS-1108 when it is started, GWMS-1109 when it is closed; that of the store when the state
     *     cannot be reached, then call it again later
     */
    public StepReport step() {
        int rounds = lifecycle.step();
        return new StepReport(rounds, parts.engine().nextDue().orElse(null));
    }

    /** The orders: dispatch, cancel, look at them, know why something cannot be done. */
    public Orders orders() {
        return parts.orders();
    }

    /** The sync tasks: look at them, hurry, cancel, pause, explain. */
    public Tasks tasks() {
        return parts.tasks();
    }

    /** The sales stores; one that is saved here takes part at once. */
    public StoreRegistry stores() {
        return state().stores();
    }

    /** The credentials; what goes through here is known to the redactor. */
    public CredentialStore credentials() {
        return parts.credentials();
    }

    /** The state as it is stored; for reading what no other door shows. Commands go through {@link #orders}. */
    public StateRepository state() {
        return parts.storage().state();
    }

    /** The order sync log: a record of each run that pulled orders. */
    public SyncLogRepository syncLog() {
        return parts.storage().syncLog();
    }

    /** The inventory snapshots: what warehouses said they hold, and what was made of it. */
    public SnapshotRepository snapshots() {
        return parts.storage().snapshots();
    }

    /** The audited way out: calls of the host itself to a platform or warehouse are in the API log too. */
    public Transport transport() {
        return parts.transport();
    }

    /** The one clock: the host's, put right by the database's. */
    public GwmsClock clock() {
        return parts.clock();
    }

    /** What this process has done with tasks so far, and how it stands; cheap enough to ask every second. */
    public TaskMetrics metrics() {
        return parts.engine().metrics();
    }

    /**
     * How it stands, a line for each part, by its name. A part that cannot say is in with its failure. What the parts say
     * is redacted. Never throws.
     */
    public Map<String, String> health() {
        Map<String, String> lines = new LinkedHashMap<>();
        TaskEngine engine = parts.engine();
        lines.put("tasks", line(engine::health));
        lines.put("clock", "database ahead of host by " + clock().offset().toMillis() + " ms");
        parts.health().forEach((name, line) -> lines.put(name, line(line)));
        return lines;
    }

    private String line(Supplier<String> line) {
        try {
            return parts.redactor().text(line.get());
        } catch (RuntimeException e) {
            return "failed: " + parts.redactor().text(e);
        }
    }

    /** Closes within 20 seconds and logs what it left; see {@link #close(Duration)}. */
    @Override
    public void close() {
        lifecycle.close();
    }

    /**
     * Claims no more tasks, waits for the rounds in work, stops the modules in reverse order and gives
     * back the connections. Takes little longer than {@code within}. Again it does nothing and gives the
     * same report. Commands and queries still answer afterwards as long as the database does; the tasks they add
     * are run by another node, or by the next runtime on that database.
     */
    public CloseReport close(Duration within) {
        return lifecycle.close(requireNonNull(within, "within"));
    }

    /**
     * Settings of a runtime. Everything that has no default must be set; {@link #build} checks all of it
     * together.
     *
     * <p><b>Threads:</b> one.
     */
    public static final class Builder {
        private static final int WORKERS = 8;
        private static final int TASKS_IN_HAND = 4_000;
        private static final Duration LEASE = Duration.ofSeconds(30);

        @Nullable
        DataSource database;

        @Nullable
        DataSource evidenceDatabase;

        @Nullable
        StateRepository state;

        @Nullable
        SyncLogRepository syncLog;

        @Nullable
        SnapshotRepository snapshots;

        @Nullable
        Catalogue catalogue;

        @Nullable
        StockLedger stock;

        @Nullable
        CredentialStore credentials;

        byte @Nullable [] credentialKey;

        @Nullable
        CredentialCipher credentialCipher;

        @Nullable
        InstantSource clock;

        InstantSource systemClock = SystemTime.source();

        @Nullable
        Transport transport;

        Redactor.Builder redactor = Redactor.builder();

        @Nullable
        String node;

        int workers = WORKERS;

        int tasksInHand = TASKS_IN_HAND;
        boolean wakeUps = true;
        Duration lease = LEASE;
        Consumer<List<TaskId>> droppedResults = tasks -> {};

        @Nullable
        Executor executor;

        long maxLabelBytes = OrderSettings.defaults().maxLabelBytes();
        CompleteOn completeOn = CompleteOn.WRITE_BACK;
        OrderStatus rejectAllEndsIn = OrderStatus.ACKNOWLEDGED;
        Duration commandRetention = CommandRetention.DEFAULT;

        @Nullable
        Duration taskRetention;

        final List<GwmsModule> modules = new ArrayList<>();

        private Builder() {}

        /**
         * The database everything is kept in: a {@code DataSource} of PostgreSQL, MariaDB or SQLite, such as {@code
         * EmbeddedDatabase.file(Path.of("gwms.db"))}. Its tables are made and upgraded by {@link #build}; their
         * names begin with {@code gwms_}. It may be the database of the host's own tables, which are left alone.
         */
        public Builder database(DataSource database) {
            this.database = requireNonNull(database, "database");
            return this;
        }

        /** A database of its own for evidence: API calls, snapshots, sync logs. The database unless set. */
        public Builder evidenceDatabase(DataSource evidenceDatabase) {
            this.evidenceDatabase = requireNonNull(evidenceDatabase, "evidenceDatabase");
            return this;
        }

        /** The state, in place of the database's; for tests and stores of the host's own. */
        public Builder state(StateRepository state) {
            this.state = requireNonNull(state, "state");
            return this;
        }

        /** The order sync log, in place of the database's. */
        public Builder syncLog(SyncLogRepository syncLog) {
            this.syncLog = requireNonNull(syncLog, "syncLog");
            return this;
        }

        /** The inventory snapshots, in place of the database's. */
        public Builder snapshots(SnapshotRepository snapshots) {
            this.snapshots = requireNonNull(snapshots, "snapshots");
            return this;
        }

        /** The host's master data. */
        public Builder catalogue(Catalogue catalogue) {
            this.catalogue = requireNonNull(catalogue, "catalogue");
            return this;
        }

        /** The host's stock. */
        public Builder stock(StockLedger stock) {
            this.stock = requireNonNull(stock, "stock");
            return this;
        }

        /** The key of 32 bytes that credentials are sealed with in the database; keep it outside of it. */
        public Builder credentialKey(byte[] key) {
            this.credentialKey = requireNonNull(key, "key").clone();
            return this;
        }

        /** What seals credentials in the database, in place of a key; for hosts with a key service. */
        public Builder credentialCipher(CredentialCipher cipher) {
            this.credentialCipher = requireNonNull(cipher, "cipher");
            return this;
        }

        /** Where credentials are kept, in place of the database; for hosts with a vault. */
        public Builder credentials(CredentialStore credentials) {
            this.credentials = requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * The one clock, as it is. Unless set it is the system's, put right by what the database's is ahead of it, so
         * that nodes that share a database agree.
         */
        public Builder clock(InstantSource clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** What stands for the system's clock, which the database's puts right, in tests. */
        Builder systemClock(InstantSource systemClock) {
            this.systemClock = systemClock;
            return this;
        }

        /** What sends calls; OkHttp with its defaults unless set. It is audited whichever it is. */
        public Builder transport(Transport transport) {
            this.transport = requireNonNull(transport, "transport");
            return this;
        }

        /**
         * What is masked in logs, texts and evidence; the defaults unless set. The secrets of credentials are masked
         * besides, in place of known secrets given to the builder.
         */
        public Builder redactor(Redactor.Builder redactor) {
            this.redactor = requireNonNull(redactor, "redactor");
            return this;
        }

        /**
         * The name of this node among those that share the database; unique for ever unless set. Give each
         * process one of its own that it keeps when it is started again: it then resumes at once what it left
         * when it died, and does not wait for the old lease of 30 seconds.
         */
        public Builder node(String node) {
            this.node = requireNonNull(node, "node");
            return this;
        }

        /** How many rounds of tasks may run at once; 8 unless set. */
        public Builder workers(int workers) {
            this.workers = workers;
            return this;
        }

        /**
         * How many tasks this node may have taken from the queue at once: those that wait for a worker, that run, and
         * whose end is being stored; 4000 unless set, never less than there are workers. It takes as many ahead as its
         * workers do in a third of a second, by how long rounds took of late, up to this; all of them are in memory, with
         * what their handlers were told.
         */
        public Builder tasksInHand(int tasksInHand) {
            this.tasksInHand = tasksInHand;
            return this;
        }

        /**
         * Whether nodes that share a PostgreSQL database wake each other when a task becomes due; true unless set. It
         * takes one connection of the pool to listen by. Without it, and where a connection pooler swallows the
         * notifications, a started runtime looks four times a second.
         */
        public Builder wakeUps(boolean wakeUps) {
            this.wakeUps = wakeUps;
            return this;
        }

        /**
         * Told of tasks whose round's result was dropped, because the task was taken over, changed or ended while it
         * ran: once for all that were noticed together, in a thread of the runtime's. They are counted and logged
         * besides.
         */
        public Builder onDroppedResults(Consumer<List<TaskId>> listener) {
            this.droppedResults = requireNonNull(listener, "listener");
            return this;
        }

        /** How long the node is believed to live without a sign of life; 30 seconds, but for tests. */
        Builder lease(Duration lease) {
            this.lease = lease;
            return this;
        }

        /**
         * Where rounds of tasks run; daemon threads of the runtime unless set. It must run them in other
         * threads than its caller's, at least as many at once as there are workers. It is left open.
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor");
            return this;
        }

        /** The largest label accepted, in bytes; 10 MiB unless set. */
        public Builder maxLabelBytes(long maxLabelBytes) {
            this.maxLabelBytes = maxLabelBytes;
            return this;
        }

        /**
         * What completes an order of which all goods have left, beside the platform's own word: {@link
         * CompleteOn#WRITE_BACK} unless set (platform-orders, section 3.1). {@link CompleteOn#PLATFORM} leaves it shipped
         * until the platform says so, {@link CompleteOn#SHIPMENT} does not wait where the platform cannot be told.
         */
        public Builder completeOn(CompleteOn completeOn) {
            this.completeOn = requireNonNull(completeOn, "completeOn");
            return this;
        }

        /**
         * Where a purchase order ends of which nothing was accepted: {@link OrderStatus#ACKNOWLEDGED} unless set, where
         * the platform may still let the acknowledgement be replaced, or {@link OrderStatus#CANCELLED} (platform-orders,
         * section 2.7).
         */
        public Builder rejectAllEndsIn(OrderStatus rejectAllEndsIn) {
            this.rejectAllEndsIn = requireNonNull(rejectAllEndsIn, "rejectAllEndsIn");
            return this;
        }

        /**
         * How long the keys of commands are kept, so that a repeated command is not done again; 7 days unless set, at
         * least an hour. Looked after once an hour.
         */
        public Builder commandRetention(Duration commandRetention) {
            this.commandRetention = requireNonNull(commandRetention, "commandRetention");
            return this;
        }

        /**
         * How long a sync task is kept after it ended with success or was cancelled, with its rounds; for ever unless
         * set, at least a day. What an overview counts stays counted.
         */
        public Builder taskRetention(Duration taskRetention) {
            this.taskRetention = requireNonNull(taskRetention, "taskRetention");
            return this;
        }

        /** Installs a module, after those installed before. */
        public Builder module(GwmsModule module) {
            modules.add(requireNonNull(module, "module"));
            return this;
        }

        /**
         * Checks the settings together, opens and upgrades the database, and installs the modules. Starts no
         * thread.
         *
         * @throws GwmsException GWMS-1101 when settings are missing or wrong, all of them named; GWMS-1102 to 1105 when
         *     modules do not fit together; that of the database when it cannot be opened. Whatever was opened is closed
         */
        public Gwms build() {
            return Assembly.of(Settings.of(this));
        }
    }
}
