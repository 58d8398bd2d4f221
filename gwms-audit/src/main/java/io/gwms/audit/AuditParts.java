package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.audit.jdbc.AuditDatabase;
import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.platform.ProductPage;
import io.gwms.redact.Redactor;
import io.gwms.store.StoreRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The audit module's parts, put together for one runtime. Shared by threads. */
final class AuditParts {
    private static final long JOURNAL_FILE_BYTES = 8L * 1024 * 1024;
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(2);

    private final AuditSettings settings;
    private final @Nullable AuditDatabase database;
    private final ApiCallRepository calls;
    private final ProductHistoryRepository history;
    private final ProductSyncHistory productSyncs;
    private final AsyncCallRecorder recorder;
    private final WebhookLog webhooks;
    private final Optional<RetentionWork> retention;
    private final Supplier<StoreRegistry> stores;
    private final InstantSource clock;
    private @Nullable AuditInterceptors okHttp;

    AuditParts(AuditSettings settings, ModuleSetup setup) {
        this.settings = settings;
        this.clock = setup.clock();
        this.stores = () -> setup.state().stores();
        boolean ownsAll = settings.calls() != null && settings.history() != null;
        this.database = ownsAll ? null : AuditDatabase.open(setup.evidenceDatabase());
        this.calls = settings.calls() != null
                ? settings.calls()
                : requireNonNull(database).calls();
        this.history = settings.history() != null
                ? settings.history()
                : requireNonNull(database).history();
        Redactor redactor = settings.personalData()
                ? setup.redactor()
                : setup.redactor().toBuilder().withPersonalData().build();
        this.productSyncs = new ProductSyncHistory(history, clock, redactor);
        this.recorder = recorder(redactor);
        this.webhooks = new WebhookLog(recorder, clock);
        this.retention = settings.retention() == null || database == null
                ? Optional.empty()
                : Optional.of(new RetentionWork(database.maintenance(), settings.retention()));
    }

    private AsyncCallRecorder recorder(Redactor redactor) {
        List<CallClassifier> classifiers = new ArrayList<>(settings.classifiers());
        classifiers.add(new AnswerInBody());
        Counters counters = new Counters();
        IdSequence ids = IdSequence.create();
        AuditSettings.Policies policies = settings.policies();
        return new AsyncCallRecorder(
                clock,
                ids,
                new ExchangeMapper(
                        redactor,
                        new Verdicts(classifiers, counters),
                        context -> policies.apply(context.action()).bodyLimit(),
                        counters),
                new BatchWriter(calls, counters, settings.recorder()),
                policies,
                new Recovery(
                        settings.journal() == null
                                ? null
                                : Journal.open(settings.journal(), JOURNAL_FILE_BYTES, settings.journalLimit()),
                        settings.calls() == null ? requireNonNull(database).sessions() : null,
                        ids.node(),
                        settings.recorder().capacity()),
                counters,
                settings.recorder());
    }

    ApiCallRepository calls() {
        return calls;
    }

    ProductHistoryRepository history() {
        return history;
    }

    ProductSyncHistory productSyncs() {
        return productSyncs;
    }

    AsyncCallRecorder recorder() {
        return recorder;
    }

    WebhookLog webhooks() {
        return webhooks;
    }

    /** Calls we make go to the recorder, those that come in through the log of notifications. */
    CallRecorder bothWays() {
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

    synchronized AuditInterceptors okHttp() {
        AuditInterceptors interceptors = okHttp;
        if (interceptors == null) {
            interceptors = AuditInterceptors.of(recorder, clock).withPolicies(settings.policies());
            okHttp = interceptors;
        }
        return interceptors;
    }

    /** The evidence database, where calls are kept there. */
    AuditDatabase database(String what) {
        if (database == null || settings.calls() != null) {
            throw new IllegalStateException("Calls are kept in a repository of the host's own, so " + what
                    + " is that repository's; leave out calls(…) to keep them in the evidence database");
        }
        return database;
    }

    Optional<URI> productPage(ProductSync record) {
        ProductPage page = settings.productPages().get(record.platform());
        return page == null
                ? Optional.empty()
                : stores.get().find(record.store()).flatMap(store -> page.of(store, record.productId()));
    }

    /** What is to be done now and then; while the store does not answer nothing of it but what needs no store. */
    void tidy(Instant now) {
        webhooks.sweep(now);
        if (!recorder.isStarted()) {
            recorder.drain(STEP_PATIENCE);
        }
        recorder.beat();
        if (!recorder.isStoreOut()) {
            productSyncs.tidy(now);
            retention.ifPresent(work -> work.tidy(now));
        }
    }

    /**
     * Writes what is still in memory, and lets the database go once nobody writes there any more.
     *
     * @return how many calls it could not keep
     */
    long stop(Duration within) {
        long before = recorder.metrics().lost();
        recorder.closing();
        synchronized (this) {
            if (okHttp != null) {
                okHttp.abandon();
            }
        }
        webhooks.flush();
        return recorder.close(within, database == null ? () -> {} : database::close) - before;
    }

    /** How it goes, in a line. */
    String health() {
        AuditMetrics metrics = recorder.metrics();
        return "%d calls written, %d waiting (%d bytes), %d lost, %d failures of the store"
                        .formatted(
                                metrics.written(),
                                metrics.queued(),
                                metrics.queuedBytes(),
                                metrics.lost(),
                                metrics.storeFailures())
                + (metrics.parked() > 0 ? ", %d in the journal alone".formatted(metrics.parked()) : "")
                + (recorder.isStoreOut() ? ", the store takes nothing at present" : "");
    }
}
