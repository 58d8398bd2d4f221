package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.audit.jdbc.JdbcAudit;
import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncRepository;
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
    private final @Nullable JdbcAudit database;
    private final ApiCallRepository calls;
    private final ProductSyncRepository productSyncs;
    private final ProductSyncRecorder productSyncRecorder;
    private final AsyncCallRecorder recorder;
    private final WebhookRecorder webhookRecorder;
    private final Optional<RetentionWork> retention;
    private final Supplier<StoreRegistry> stores;
    private final InstantSource clock;
    private @Nullable AuditInterceptors okHttp;

    AuditParts(AuditSettings settings, ModuleSetup setup) {
        this.settings = settings;
        this.clock = setup.clock();
        this.stores = () -> setup.state().stores();
        boolean ownsAll = settings.calls() != null && settings.productSyncs() != null;
        this.database = ownsAll ? null : JdbcAudit.open(setup.evidenceDatabase());
        this.calls = settings.calls() != null
                ? settings.calls()
                : requireNonNull(database).calls();
        this.productSyncs = settings.productSyncs() != null
                ? settings.productSyncs()
                : requireNonNull(database).productSyncs();
        Redactor redactor = settings.personalData()
                ? setup.redactor()
                : setup.redactor().toBuilder().withPersonalData().build();
        this.productSyncRecorder = new ProductSyncRecorder(productSyncs, clock, redactor);
        this.recorder = recorder(redactor);
        this.webhookRecorder = new WebhookRecorder(recorder, clock);
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

    ProductSyncRepository productSyncs() {
        return productSyncs;
    }

    ProductSyncRecorder productSyncRecorder() {
        return productSyncRecorder;
    }

    AsyncCallRecorder recorder() {
        return recorder;
    }

    WebhookRecorder webhookRecorder() {
        return webhookRecorder;
    }

    /** Calls we make go to the recorder, those that come in through the recorder of notifications. */
    CallRecorder bothWays() {
        return new CallRecorder() {
            @Override
            public void record(CallExchange exchange) {
                if (exchange.direction() == CallDirection.INCOMING) {
                    webhookRecorder.record(exchange);
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
    JdbcAudit database(String what) {
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
        webhookRecorder.sweep(now);
        if (!recorder.isStarted()) {
            recorder.drain(STEP_PATIENCE);
        }
        recorder.beat();
        if (!recorder.isStoreOut()) {
            productSyncRecorder.tidy(now);
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
        webhookRecorder.flush();
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
