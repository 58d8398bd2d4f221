package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.Incubating;
import io.gwms.ModuleSetup;
import io.gwms.audit.jdbc.AuditDatabase;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncLog;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ProductPage;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every HTTP call of the runtime in the API log (platform-api-logs), redacted, and the product sync history beside
 * it; both in the runtime's evidence database.
 *
 * <p>Calls are handed over in memory and written within a fifth of a second by one daemon thread. Nothing is lost in
 * normal operation: a full buffer makes its callers write, an outage of the database makes calls wait. What is in memory
 * when the process is killed is lost. In a runtime that is stepped and never started, each step writes what came before.
 *
 * <p>Personal data in bodies (names, phones, mail addresses, streets) is masked in part unless {@link
 * Builder#showPersonalData} is set: platforms limit how long it may be kept, and an audit log is kept long.
 *
 * <p><b>Threads:</b> shared once it is installed.
 */
@Incubating
public final class AuditModule implements GwmsModule {
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(2);

    private final @Nullable ApiCallRepository calls;
    private final @Nullable ProductHistoryRepository history;
    private final List<CallClassifier> classifiers;
    private final Map<PlatformType, ProductPage> productPages;
    private final boolean personalData;
    private @Nullable Installed installed;

    private record Installed(
            ApiCallRepository calls,
            ProductHistoryRepository history,
            ProductSyncHistory productSyncs,
            AsyncCallRecorder recorder,
            Supplier<StoreRegistry> stores,
            @Nullable AuditDatabase database) {}

    private AuditModule(Builder builder) {
        this.calls = builder.calls;
        this.history = builder.history;
        this.classifiers = List.copyOf(builder.classifiers);
        this.productPages = Map.copyOf(builder.productPages);
        this.personalData = builder.personalData;
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

        AsyncCallRecorder.Settings settings = AsyncCallRecorder.Settings.DEFAULT;
        Counters counters = new Counters();
        AsyncCallRecorder recorder = new AsyncCallRecorder(
                setup.clock(),
                new ExchangeMapper(redactor, all, counters),
                new BatchWriter(keptCalls, counters, settings.firstPause()),
                counters,
                settings);
        ProductSyncHistory productSyncs = new ProductSyncHistory(keptHistory, setup.clock(), redactor);
        installed = new Installed(
                keptCalls,
                keptHistory,
                productSyncs,
                recorder,
                () -> setup.state().stores(),
                database);

        setup.recorder(recorder);
        setup.housekeeping("audit", this::tidy);
        setup.health("audit", () -> line(recorder.metrics()));
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
        parts.recorder.close(within);
        if (parts.database != null) {
            parts.database.close();
        }
    }

    /** The API log, for reading; a call is in it a moment after it has ended, or after {@link #flush}. */
    public ApiCallLog calls() {
        return installed().calls;
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
        if (!parts.recorder.isStarted()) {
            parts.recorder.drain(STEP_PATIENCE);
        }
        parts.productSyncs.tidy(now);
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
        private boolean personalData;

        private Builder() {}

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

        /** The module; give it to one runtime. */
        public AuditModule build() {
            return new AuditModule(this);
        }
    }
}
