package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.audit.jdbc.AuditChain;
import io.gwms.audit.okhttp.AuditInterceptors;
import io.gwms.evidence.ApiCallLog;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallClassifier;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncLog;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.evidence.Retention;
import io.gwms.internal.Require;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ProductPage;
import io.gwms.store.PlatformType;
import io.gwms.transport.CallAction;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every HTTP call of the runtime in the API log (platform-api-logs), redacted, and the product sync history beside
 * it; both in the runtime's evidence database.
 *
 * <p>Calls are handed over in memory and written within a fifth of a second by one daemon thread; no caller touches the
 * database. An outage makes calls wait in memory, and loses none as long as there is room; beyond that bodies go before
 * rows do, and a row of the log tells of each call that is missing. What is in memory when the process is killed is lost,
 * and the next start notes the gap in the log; a {@link RecordingPolicy} for an action, such as one that moves money, keeps
 * its calls from that. In a runtime that is stepped and never started, each step writes what came before.
 *
 * <p>Personal data in bodies (names, phones, mail addresses, streets) is masked in part unless {@link
 * Builder#showPersonalData} is set: platforms limit how long it may be kept, and an audit log is kept long.
 *
 * <p><b>Threads:</b> shared once it is installed.
 */
public final class AuditModule implements GwmsModule {
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(30);

    private final AuditSettings settings;
    private @Nullable AuditParts installed;

    private AuditModule(AuditSettings settings) {
        this.settings = settings;
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
        AuditParts parts = new AuditParts(settings, setup);
        installed = parts;
        setup.recorder(parts.bothWays());
        setup.trace(new CallTrace(parts.calls()));
        setup.housekeeping("audit", parts::tidy);
        setup.health("audit", parts::health);
    }

    @Override
    public void start() {
        installed().recorder().start();
    }

    /**
     * Writes what is still in memory. A store that does not answer is not waited for any longer.
     *
     * @throws IllegalStateException if calls could not be written in time; it says how many are lost, for the report of
     *     the runtime's close
     */
    @Override
    public void stop(Duration within) {
        long lost = installed == null ? 0 : installed.stop(within);
        if (lost > 0) {
            throw new IllegalStateException(lost
                    + " calls of the API log could not be written in time and are lost; see that its database answers");
        }
    }

    /** The API log, for reading; a call is in it a moment after it has ended, or after {@link #flush}. */
    public ApiCallLog calls() {
        return installed().calls();
    }

    /**
     * The ways out of the API log: erasure, and retention by hand.
     *
     * @throws IllegalStateException if calls are kept elsewhere than in the evidence database
     */
    public ApiCallMaintenance maintenance() {
        return installed().database("maintenance").maintenance();
    }

    /**
     * What makes tampering with the API log show; off until it is started.
     *
     * @throws IllegalStateException if calls are kept elsewhere than in the evidence database
     */
    public AuditChain chain() {
        return installed().database("the hash chain").chain();
    }

    /** The product sync history, for reading. */
    public ProductSyncLog productSyncs() {
        return installed().productSyncs();
    }

    /** Where people see the product of a record; empty when its platform, its store or the product is not known. */
    public Optional<URI> productPage(ProductSync record) {
        requireNonNull(record, "record");
        return installed().productPage(record);
    }

    /** What writes the product sync history, for those who sync products. */
    public ProductSyncRecorder productSyncRecorder() {
        return installed().productSyncRecorder();
    }

    /**
     * Records the calls of a host's own OkHttp clients beside those of the runtime. What is under way when the runtime
     * closes is recorded as it stands.
     */
    public AuditInterceptors okHttp() {
        return installed().okHttp();
    }

    /** For a host that receives notifications: each delivery goes on record with what was made of it. */
    public WebhookRecorder webhookRecorder() {
        return installed().webhookRecorder();
    }

    /** Waits until every call that has ended is written, 30 seconds at most; whether it is. */
    public boolean flush() {
        return installed().recorder().drain(FLUSH_PATIENCE);
    }

    /** What the recorder has done so far. */
    public AuditMetrics metrics() {
        return installed().recorder().metrics();
    }

    private AuditParts installed() {
        AuditParts parts = installed;
        if (parts == null) {
            throw new IllegalStateException(
                    "The audit module is not installed; pass it to Gwms.builder().module(…) and build first");
        }
        return parts;
    }

    /** Settings of the module; one thread. */
    public static final class Builder {
        private static final long JOURNAL_LIMIT = 1L << 30;

        private final List<CallClassifier> classifiers = new ArrayList<>();
        private @Nullable ApiCallRepository calls;
        private @Nullable ProductSyncRepository productSyncs;
        private final Map<PlatformType, ProductPage> productPages = new HashMap<>();
        private final Map<CallAction, RecordingPolicy> actions = new HashMap<>();
        private boolean personalData;
        private @Nullable Retention retention;
        private RecordingPolicy policy = RecordingPolicy.standard();
        private @Nullable Path journal;
        private long journalLimit = JOURNAL_LIMIT;
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

        /** {@link #journal(Path, long)} with 1 GiB at most. */
        public Builder journal(Path directory) {
            return journal(directory, JOURNAL_LIMIT);
        }

        /**
         * A directory for the journal, of this process alone; needed by {@link RecordingPolicy.Durability#JOURNAL}.
         *
         * @param maxBytes how much it may hold that the store has not taken yet; calls that find it full are kept in
         *     memory like others
         */
        public Builder journal(Path directory, long maxBytes) {
            requireNonNull(directory, "directory");
            Require.that(maxBytes >= 1024 * 1024, "maxBytes", maxBytes, "1048576 (1 MiB) or more");
            this.journal = requireNonNull(directory, "directory");
            this.journalLimit = maxBytes;
            return this;
        }

        /**
         * How long a caller waits at most for room in a full queue, where its policy is {@link
         * RecordingPolicy.Overflow#BLOCK}; a tenth of a second unless set, zero for never.
         */
        public Builder callersWait(Duration atMost) {
            requireNonNull(atMost, "atMost");
            Require.that(!atMost.isNegative(), "atMost", atMost, "zero or longer");
            this.settings = settings.withRoomPatience(atMost);
            return this;
        }

        /**
         * How much may wait in memory; 8 192 calls and 32 MiB unless set. For calls whose bodies were shed there is room
         * for a quarter as much again.
         */
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
        public Builder productSyncs(ProductSyncRepository productSyncs) {
            this.productSyncs = requireNonNull(productSyncs, "productSyncs");
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
            return new AuditModule(new AuditSettings(
                    calls,
                    productSyncs,
                    classifiers,
                    productPages,
                    personalData,
                    retention,
                    new AuditSettings.Policies(policy, actions),
                    journal,
                    journalLimit,
                    settings));
        }
    }
}
