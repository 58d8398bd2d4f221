package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.audit.jdbc.AuditChain;
import io.gwms.audit.jdbc.AuditDatabase;
import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncLog;
import io.gwms.evidence.Retention;
import io.gwms.internal.Require;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ProductPage;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreRegistry;
import io.gwms.transport.CallAction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every HTTP call of the runtime in the API log (platform-api-logs), redacted, and the product sync history beside
 * it; both in the runtime's evidence database.
 *
 * <p>Calls are handed over in memory and written within a fifth of a second by one daemon thread. Nothing is lost in
 * normal operation: a full buffer makes its callers write, an outage of the database makes calls wait. What is in memory
 * when the process is killed is lost, and the next start notes the gap in the log; a {@link RecordingPolicy} for an
 * action, such as one that moves money, keeps its calls from that. In a runtime that is stepped and never started, each
 * step writes what came before.
 *
 * <p>Personal data in bodies (names, phones, mail addresses, streets) is masked in part unless {@link
 * Builder#showPersonalData} is set: platforms limit how long it may be kept, and an audit log is kept long.
 *
 * <p><b>Threads:</b> shared once it is installed.
 */
public final class AuditModule implements GwmsModule {
    private static final long JOURNAL_FILE_BYTES = 8L * 1024 * 1024;
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(2);

    private final @Nullable ApiCallRepository calls;
    private final @Nullable ProductHistoryRepository history;
    private final List<CallClassifier> classifiers;
    private final Map<PlatformType, ProductPage> productPages;
    private final boolean personalData;
    private final @Nullable Retention retention;
    private final Policies policies;
    private final @Nullable Path journal;
    private final AsyncCallRecorder.Settings settings;
    private @Nullable Installed installed;
    private @Nullable AuditInterceptors okHttp;

    private record Installed(
            ApiCallRepository calls,
            ProductHistoryRepository history,
            ProductSyncHistory productSyncs,
            AsyncCallRecorder recorder,
            WebhookLog webhooks,
            Optional<RetentionWork> retention,
            Supplier<StoreRegistry> stores,
            InstantSource clock,
            @Nullable AuditDatabase database) {}

    private AuditModule(Builder builder) {
        this.calls = builder.calls;
        this.history = builder.history;
        this.classifiers = List.copyOf(builder.classifiers);
        this.productPages = Map.copyOf(builder.productPages);
        this.personalData = builder.personalData;
        this.retention = builder.retention;
        this.policies = new Policies(builder.policy, Map.copyOf(builder.actions));
        this.journal = builder.journal;
        this.settings = builder.settings;
    }

    private record Policies(RecordingPolicy standard, Map<CallAction, RecordingPolicy> actions)
            implements Function<CallAction, RecordingPolicy> {
        @Override
        public RecordingPolicy apply(CallAction action) {
            return actions.getOrDefault(action, standard);
        }
    }

    /** The module as most hosts want it. */
    public static AuditModule create() {
        return builder().build();
    }

    /** A module with settings. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "audit";
    }

    /** Brings the tables up to date and takes every call from now on. */
    @Override
    public void install(ModuleSetup setup) {
        if (installed != null) {
            throw new IllegalStateException(
                    "The audit module is installed already, but each runtime needs its own; call AuditModule.create() again");
        }
        AuditDatabase database = calls == null || history == null ? AuditDatabase.open(setup.evidenceDatabase()) : null;
        ApiCallRepository keptCalls =
                calls != null ? calls : requireNonNull(database).calls();
        ProductHistoryRepository keptHistory =
                history != null ? history : requireNonNull(database).history();
        Redactor redactor = personalData
                ? setup.redactor()
                : setup.redactor().toBuilder().withPersonalData().build();
        List<CallClassifier> all = new ArrayList<>(classifiers);
        all.add(new AnswerInBody());

        Counters counters = new Counters();
        IdSequence ids = IdSequence.create();
        AsyncCallRecorder recorder = new AsyncCallRecorder(
                setup.clock(),
                ids,
                new ExchangeMapper(
                        redactor,
                        new Verdicts(all, counters),
                        context -> policies.apply(context.action()).bodyLimit(),
                        counters),
                new BatchWriter(keptCalls, counters, settings.firstPause()),
                policies,
                new Recovery(
                        journal == null ? null : Journal.open(journal, JOURNAL_FILE_BYTES),
                        calls == null ? requireNonNull(database).sessions() : null,
                        ids.node(),
                        settings.maxEntries()),
                counters,
                settings);
        ProductSyncHistory productSyncs = new ProductSyncHistory(keptHistory, setup.clock(), redactor);
        installed = new Installed(
                keptCalls,
                keptHistory,
                productSyncs,
                recorder,
                new WebhookLog(recorder, setup.clock()),
                retention(database),
                () -> setup.state().stores(),
                setup.clock(),
                database);

        setup.recorder(bothWays(recorder, installed().webhooks));
        setup.trace(new CallTrace(keptCalls));
        setup.housekeeping("audit", this::tidy);
        setup.health("audit", () -> line(recorder.metrics()));
    }

    /** Calls we make go to the recorder, those that come in through the log of notifications. */
    private static CallRecorder bothWays(CallRecorder recorder, WebhookLog webhooks) {
        return new CallRecorder() {
            @Override
            public void record(CallExchange exchange) {
                if (exchange.direction() == CallDirection.INCOMING) {
                    webhooks.record(exchange);
                } else {
                    recorder.record(exchange);
                }
            }

            @Override
            public CallRecorder begin(CallExchange opening) {
                return recorder.begin(opening);
            }
        };
    }

    @Override
    public void start() {
        installed().recorder.start();
    }

    /** Writes what is still in memory; what could not be written in time is counted as lost and logged. */
    @Override
    public void stop(Duration within) {
        Installed parts = installed;
        if (parts == null) {
            return;
        }
        synchronized (this) {
            if (okHttp != null) {
                okHttp.abandon();
            }
        }
        parts.webhooks.flush();
        parts.recorder.close(within);
        if (parts.database != null) {
            parts.database.close();
        }
    }

    /** The API log, for reading; a call is in it a moment after it has ended, or after {@link #flush}. */
    public ApiCallLog calls() {
        return installed().calls;
    }

    /**
     * The ways out of the API log: erasure, and retention by hand.
     *
     * @throws IllegalStateException if calls are kept elsewhere than in the evidence database
     */
    public ApiCallMaintenance maintenance() {
        return kept("maintenance").maintenance();
    }

    /**
     * What makes tampering with the API log show; off until it is started.
     *
     * @throws IllegalStateException if calls are kept elsewhere than in the evidence database
     */
    public AuditChain chain() {
        return kept("the hash chain").chain();
    }

    private AuditDatabase kept(String what) {
        AuditDatabase database = calls == null ? installed().database : null;
        if (database == null) {
            throw new IllegalStateException("Calls are kept in a repository of the host's own, so " + what
                    + " is that repository's; leave out calls(…) to keep them in the evidence database");
        }
        return database;
    }

    private Optional<RetentionWork> retention(@Nullable AuditDatabase database) {
        return retention == null || database == null
                ? Optional.empty()
                : Optional.of(new RetentionWork(database.maintenance(), retention));
    }

    /** The product sync history, for reading. */
    public ProductSyncLog history() {
        return installed().history;
    }

    /** Where people see the product of a record; empty when its platform, its store or the product is not known. */
    public Optional<URI> productPage(ProductSync record) {
        return Optional.ofNullable(productPages.get(record.platform()))
                .flatMap(page -> installed()
                        .stores
                        .get()
                        .find(record.store())
                        .flatMap(store -> page.of(store, record.productId())));
    }

    /** The product sync history, for those who sync products. */
    public ProductSyncHistory productSyncs() {
        return installed().productSyncs;
    }

    /**
     * Records the calls of a host's own OkHttp clients beside those of the runtime. What is under way when the runtime
     * closes is recorded as it stands.
     */
    public synchronized AuditInterceptors okHttp() {
        AuditInterceptors interceptors = okHttp;
        if (interceptors == null) {
            Installed parts = installed();
            interceptors = AuditInterceptors.of(parts.recorder, parts.clock).withPolicies(policies);
            okHttp = interceptors;
        }
        return interceptors;
    }

    /** For a host that receives notifications: each delivery goes on record with what was made of it. */
    public WebhookLog webhooks() {
        return installed().webhooks;
    }

    /** Waits until every call that has ended is written, 30 seconds at most; whether it is. */
    public boolean flush() {
        return installed().recorder.drain(FLUSH_PATIENCE);
    }

    /** What the recorder has done so far. */
    public AuditMetrics metrics() {
        return installed().recorder.metrics();
    }

    private void tidy(Instant now) {
        Installed parts = installed();
        parts.webhooks.sweep(now);
        if (!parts.recorder.isStarted()) {
            parts.recorder.drain(STEP_PATIENCE);
        }
        parts.recorder.beat();
        parts.productSyncs.tidy(now);
        parts.retention.ifPresent(work -> work.tidy(now));
    }

    private Installed installed() {
        Installed parts = installed;
        if (parts == null) {
            throw new IllegalStateException(
                    "The audit module is not installed; pass it to Gwms.builder().module(…) and build first");
        }
        return parts;
    }

    private static String line(AuditMetrics metrics) {
        return "%d calls written, %d waiting (%d bytes), %d lost, %d failures of the store"
                .formatted(
                        metrics.written(),
                        metrics.queued(),
                        metrics.queuedBytes(),
                        metrics.lost(),
                        metrics.storeFailures());
    }

    /** Settings of the module; one thread. */
    public static final class Builder {
        private final List<CallClassifier> classifiers = new ArrayList<>();
        private @Nullable ApiCallRepository calls;
        private @Nullable ProductHistoryRepository history;
        private final Map<PlatformType, ProductPage> productPages = new HashMap<>();
        private final Map<CallAction, RecordingPolicy> actions = new HashMap<>();
        private boolean personalData;
        private @Nullable Retention retention;
        private RecordingPolicy policy = RecordingPolicy.standard();
        private @Nullable Path journal;
        private AsyncCallRecorder.Settings settings = AsyncCallRecorder.Settings.DEFAULT;

        private Builder() {}

        /** How calls are recorded whose action has no policy of its own; {@link RecordingPolicy#standard()} unless set. */
        public Builder policy(RecordingPolicy policy) {
            this.policy = requireNonNull(policy, "policy");
            return this;
        }

        /** How calls of this action are recorded. */
        public Builder policy(CallAction action, RecordingPolicy policy) {
            actions.put(requireNonNull(action, "action"), requireNonNull(policy, "policy"));
            return this;
        }

        /** A directory for the journal, of this process alone; needed by {@link RecordingPolicy.Durability#JOURNAL}. */
        public Builder journal(Path directory) {
            this.journal = requireNonNull(directory, "directory");
            return this;
        }

        /** How much may wait in memory; 8 192 calls and 32 MiB unless set. */
        public Builder queue(int maxCalls, long maxBytes) {
            Require.that(maxCalls >= 1, "maxCalls", maxCalls, "1 or more");
            Require.that(maxBytes >= 64 * 1024, "maxBytes", maxBytes, "65536 (64 KiB) or more");
            this.settings = settings.withQueue(maxCalls, maxBytes);
            return this;
        }

        /** Optional; calls are kept there instead of in the evidence database. */
        public Builder calls(ApiCallRepository calls) {
            this.calls = requireNonNull(calls, "calls");
            return this;
        }

        /** Optional; product syncs are kept there instead of in the evidence database. */
        public Builder history(ProductHistoryRepository history) {
            this.history = requireNonNull(history, "history");
            return this;
        }

        /** Adds one that may say the colour of a call; asked in this order, before the common envelopes and the status. */
        public Builder classifier(CallClassifier classifier) {
            classifiers.add(requireNonNull(classifier, "classifier"));
            return this;
        }

        /**
         * How long calls and their contents are kept; for ever unless set. Housekeeping removes the rest, step by step,
         * and notes it.
         */
        public Builder retention(Retention retention) {
            this.retention = requireNonNull(retention, "retention");
            return this;
        }

        /** Learns from those connectors where people see a product of their platforms, for links in the history. */
        public Builder productPagesOf(PlatformConnector... connectors) {
            for (PlatformConnector connector : connectors) {
                connector.capabilities().productPage().ifPresent(page -> productPages.put(connector.platform(), page));
            }
            return this;
        }

        /** Keeps personal data as it was sent. Secrets stay masked. */
        public Builder showPersonalData() {
            this.personalData = true;
            return this;
        }

        /**
         * The module; give it to one runtime.
         *
         * @throws IllegalStateException if a policy needs a journal and none is set, or a retention is set for calls that
         *     are kept elsewhere
         */
        public AuditModule build() {
            boolean journals = policy.durability() == RecordingPolicy.Durability.JOURNAL
                    || actions.values().stream()
                            .anyMatch(each -> each.durability() == RecordingPolicy.Durability.JOURNAL);
            if (journals && journal == null) {
                throw new IllegalStateException(
                        "A policy records into a journal, but there is none; set journal(…) to a directory of this process");
            }
            if (retention != null && calls != null) {
                throw new IllegalStateException(
                        "A retention is set, but calls are kept in a repository of the host's own; leave out one of both");
            }
            return new AuditModule(this);
        }
    }
}
