package io.gwms;

import io.gwms.RuntimeErrors.BadSetting;
import io.gwms.catalogue.Catalogue;
import io.gwms.credential.AesGcmCipher;
import io.gwms.credential.CredentialCipher;
import io.gwms.credential.CredentialStore;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.CompleteOn;
import io.gwms.order.OrderStatus;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockLedger;
import io.gwms.task.TaskId;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Settings of a runtime that fit together: whatever is null here is taken from the database, or not needed. */
record Settings(
        @Nullable DataSource database,
        @Nullable DataSource evidenceDatabase,
        @Nullable StateRepository state,
        @Nullable SyncLogRepository syncLog,
        @Nullable SnapshotRepository snapshots,
        @Nullable CredentialStore credentials,
        @Nullable CredentialCipher cipher,
        Catalogue catalogue,
        StockLedger stock,
        @Nullable InstantSource clock,
        InstantSource systemClock,
        Function<Redactor, Transport> transport,
        Redactor.Builder redactor,
        String node,
        int workers,
        int tasksInHand,
        boolean wakeUps,
        Duration lease,
        Consumer<List<TaskId>> droppedResults,
        @Nullable Executor executor,
        long maxLabelBytes,
        CompleteOn completeOn,
        OrderStatus rejectAllEndsIn,
        Duration commandRetention,
        @Nullable Duration taskRetention,
        List<GwmsModule> modules) {
    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);
    private static final Duration SHORTEST_TASK_RETENTION = Duration.ofDays(1);
    private static final int KEY_BYTES = 32;
    private static final int MOST_WORKERS = 1_000;
    private static final int MOST_IN_HAND = 100_000;
    private static final int LONGEST_NODE = 100;
    private static final String A_DATABASE = "database(EmbeddedDatabase.file(Path.of(\"gwms.db\")))";

    /** The settings of that builder, all checked. */
    static Settings of(Gwms.Builder builder) {
        List<BadSetting> bad = new ArrayList<>();
        checkStorage(builder, bad);
        checkCredentials(builder, bad);
        checkTasks(builder, bad);
        if (builder.catalogue == null) {
            bad.add(BadSetting.missing(
                    "catalogue", "the host's master data", "catalogue(…) with your implementation of Catalogue"));
        }
        if (builder.stock == null) {
            bad.add(BadSetting.missing(
                    "stock", "the host's stock", "stock(…) with your implementation of StockLedger"));
        }
        Transport given = builder.transport;
        Function<Redactor, Transport> transport = given == null ? okHttp(bad) : redactor -> given;
        if (!bad.isEmpty() || builder.catalogue == null || builder.stock == null || transport == null) {
            throw RuntimeErrors.badSettings(bad);
        }
        return new Settings(
                builder.database,
                builder.evidenceDatabase,
                builder.state,
                builder.syncLog,
                builder.snapshots,
                builder.credentials,
                builder.credentialKey == null ? builder.credentialCipher : AesGcmCipher.withKey(builder.credentialKey),
                builder.catalogue,
                builder.stock,
                builder.clock,
                builder.systemClock,
                transport,
                builder.redactor,
                builder.node == null ? "node-" + UUID.randomUUID() : builder.node,
                builder.workers,
                builder.tasksInHand,
                builder.wakeUps,
                builder.lease,
                builder.droppedResults,
                builder.executor,
                builder.maxLabelBytes,
                builder.completeOn,
                builder.rejectAllEndsIn,
                builder.commandRetention,
                builder.taskRetention,
                List.copyOf(builder.modules));
    }

    private static void checkStorage(Gwms.Builder builder, List<BadSetting> bad) {
        if (builder.database != null) {
            return;
        }
        if (builder.state == null) {
            bad.add(BadSetting.missing("database", "a DataSource of PostgreSQL, MariaDB or SQLite", A_DATABASE));
            return;
        }
        if (builder.syncLog == null && builder.evidenceDatabase == null) {
            bad.add(withoutDatabase("syncLog", "a SyncLogRepository"));
        }
        if (builder.snapshots == null && builder.evidenceDatabase == null) {
            bad.add(withoutDatabase("snapshots", "a SnapshotRepository"));
        }
        if (builder.credentials == null) {
            bad.add(withoutDatabase("credentials", "a CredentialStore"));
        }
    }

    private static BadSetting withoutDatabase(String setting, String mustBe) {
        return BadSetting.missing(setting, mustBe + " since there is no database", setting + "(…) or " + A_DATABASE);
    }

    private static void checkCredentials(Gwms.Builder builder, List<BadSetting> bad) {
        long given = Stream.of(builder.credentialKey, builder.credentialCipher, builder.credentials)
                .filter(Objects::nonNull)
                .count();
        String choose = "exactly one of credentialKey(…), credentialCipher(…) and credentials(…)";
        if (given > 1) {
            bad.add(BadSetting.wrong("the place of credentials", "set " + given + " times", "set once", choose));
        } else if (given == 0 && (builder.database != null || builder.state == null)) {
            bad.add(BadSetting.missing(
                    "credentialKey",
                    "32 bytes that credentials are sealed with in the database",
                    "credentialKey(key) with 32 random bytes that you keep outside of the database"));
        }
        if (builder.credentialKey != null && builder.credentialKey.length != KEY_BYTES) {
            bad.add(BadSetting.wrong(
                    "credentialKey",
                    builder.credentialKey.length + " bytes long",
                    KEY_BYTES + " bytes long (AES-256)",
                    "credentialKey(key) with 32 random bytes"));
        }
    }

    private static void checkTasks(Gwms.Builder builder, List<BadSetting> bad) {
        if (builder.workers < 1 || builder.workers > MOST_WORKERS) {
            bad.add(BadSetting.wrong("workers", builder.workers, "1 to " + MOST_WORKERS, "workers(8)"));
        }
        if (builder.tasksInHand < 1 || builder.tasksInHand > MOST_IN_HAND) {
            bad.add(BadSetting.wrong("tasksInHand", builder.tasksInHand, "1 to " + MOST_IN_HAND, "tasksInHand(2_000)"));
        }
        if (builder.maxLabelBytes < 1) {
            bad.add(BadSetting.wrong("maxLabelBytes", builder.maxLabelBytes, "1 or more", "maxLabelBytes(10L << 20)"));
        }
        if (builder.rejectAllEndsIn != OrderStatus.ACKNOWLEDGED && builder.rejectAllEndsIn != OrderStatus.CANCELLED) {
            bad.add(BadSetting.wrong(
                    "rejectAllEndsIn",
                    builder.rejectAllEndsIn,
                    "ACKNOWLEDGED or CANCELLED",
                    "rejectAllEndsIn(OrderStatus.CANCELLED)"));
        }
        if (builder.commandRetention.compareTo(SHORTEST_RETENTION) < 0) {
            bad.add(BadSetting.wrong(
                    "commandRetention",
                    builder.commandRetention,
                    "at least " + SHORTEST_RETENTION,
                    "commandRetention(Duration.ofDays(7))"));
        }
        if (builder.taskRetention != null && builder.taskRetention.compareTo(SHORTEST_TASK_RETENTION) < 0) {
            bad.add(BadSetting.wrong(
                    "taskRetention",
                    builder.taskRetention,
                    "at least " + SHORTEST_TASK_RETENTION,
                    "taskRetention(Duration.ofDays(90))"));
        }
        if (builder.node != null && (builder.node.isBlank() || builder.node.length() > LONGEST_NODE)) {
            bad.add(BadSetting.wrong(
                    "node",
                    "'" + builder.node + "'",
                    "a name of 1 to " + LONGEST_NODE + " characters",
                    "node(\"warehouse-1\")"));
        }
    }

    private static @Nullable Function<Redactor, Transport> okHttp(List<BadSetting> bad) {
        try {
            OkHttpTransport own = OkHttpTransport.create();
            return own::withRedactor;
        } catch (NoClassDefFoundError e) {
            bad.add(
                    BadSetting.missing(
                            "transport",
                            "a Transport since OkHttp is not there",
                            "transport(…), or add com.squareup.okhttp3:okhttp-jvm to your build (on the module path also --add-modules okhttp3)"));
            return null;
        }
    }
}
