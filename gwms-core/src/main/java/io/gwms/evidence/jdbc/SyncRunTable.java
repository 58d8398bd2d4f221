package io.gwms.evidence.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.internal.json.SyncRunDocument;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The order sync log. */
final class SyncRunTable implements SyncLogRepository {
    private final Database database;

    SyncRunTable(Database database) {
        this.database = database;
    }

    @Override
    public void save(SyncRun run) {
        SyncRun stored = StoredForm.of(run);
        TimeWindow window = stored.window();
        SyncRunId retryOf = stored.retryOf();
        SyncFailure failure = stored.failure();
        database.run(tx -> tx.upsert(
                """
                INSERT INTO gwms_sync_run
                       (id, store, store_name, platform_type, kind, asked_by, mode, retry_of, status, window_from,
                        window_to, submitted_at, started_at, ended_at, numbers_schema, numbers, failure_family,
                        failure_code, failure_reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                   SET store = excluded.store,
                       store_name = excluded.store_name,
                       platform_type = excluded.platform_type,
                       kind = excluded.kind,
                       asked_by = excluded.asked_by,
                       mode = excluded.mode,
                       retry_of = excluded.retry_of,
                       status = excluded.status,
                       window_from = excluded.window_from,
                       window_to = excluded.window_to,
                       submitted_at = excluded.submitted_at,
                       started_at = excluded.started_at,
                       ended_at = excluded.ended_at,
                       numbers_schema = excluded.numbers_schema,
                       numbers = excluded.numbers,
                       failure_family = excluded.failure_family,
                       failure_code = excluded.failure_code,
                       failure_reason = excluded.failure_reason
                """,
                stored.id().value(),
                stored.store().value(),
                stored.storeName(),
                stored.platform().value(),
                stored.kind(),
                stored.trigger(),
                stored.mode(),
                retryOf == null ? null : retryOf.value(),
                stored.status(),
                window == null ? null : window.from(),
                window == null ? null : window.to(),
                stored.submittedAt(),
                stored.startedAt(),
                stored.endedAt(),
                SyncRunDocument.SCHEMA,
                SyncRunDocument.write(stored),
                failure == null ? null : failure.family(),
                failure == null ? null : failure.code(),
                failure == null ? null : failure.reason()));
    }

    @Override
    public Optional<SyncRun> find(SyncRunId id) {
        requireNonNull(id, "id");
        return database.read(
                tx -> tx.queryOne("SELECT * FROM gwms_sync_run WHERE id = ?", SyncRunTable::run, id.value()));
    }

    @Override
    public List<SyncRun> list(SyncRunQuery query) {
        requireNonNull(query, "query");
        return database.read(tx -> {
            Conditions conditions = new Conditions()
                    .equal("store", query.store() == null ? null : query.store().value())
                    .equal("asked_by", query.trigger())
                    .equal("status", query.status());
            if (query.before() != null) {
                goOnAfter(tx, query.before(), conditions);
            }
            return tx.query(
                    "SELECT * FROM gwms_sync_run" + conditions.where() + "ORDER BY submitted_at DESC, id DESC LIMIT "
                            + query.limit(),
                    SyncRunTable::run,
                    conditions.values());
        });
    }

    private static void goOnAfter(Tx tx, SyncRunId last, Conditions conditions) {
        Instant submittedAt = tx.queryOne(
                        "SELECT submitted_at FROM gwms_sync_run WHERE id = ?",
                        row -> row.instant("submitted_at"),
                        last.value())
                .orElseThrow(() ->
                        new IllegalArgumentException("before is " + last + ", but must be a record that is stored"));
        // The first condition says nothing new, but MariaDB finds the place in the index by it alone.
        conditions.and("submitted_at <= ? AND (submitted_at, id) < (?, ?)", submittedAt, submittedAt, last.value());
    }

    @Override
    public int delete(Collection<SyncRunId> ids) {
        requireNonNull(ids, "ids");
        return database.write(tx -> {
            int deleted = 0;
            for (SyncRunId id : ids) {
                deleted += tx.update(
                        "DELETE FROM gwms_sync_run WHERE id = ? AND status NOT IN ('QUEUED', 'RUNNING')", id.value());
            }
            return deleted;
        });
    }

    private static SyncRun run(Row row) {
        String id = row.string("id");
        SyncRunDocument.Numbers numbers =
                SyncRunDocument.read(id, row.intValue("numbers_schema"), row.string("numbers"));
        @Nullable String retryOf = row.stringOrNull("retry_of");
        @Nullable String code = row.stringOrNull("failure_code");
        Instant from = row.instantOrNull("window_from");
        Instant to = row.instantOrNull("window_to");
        return new SyncRun(
                new SyncRunId(id),
                new StoreId(row.string("store")),
                row.string("store_name"),
                new PlatformType(row.string("platform_type")),
                row.enumValue("kind", OrderKind.class),
                row.enumValue("asked_by", SyncTrigger.class),
                row.enumValue("mode", SyncMode.class),
                retryOf == null ? null : new SyncRunId(retryOf),
                row.enumValue("status", SyncRun.Status.class),
                from == null || to == null ? null : new TimeWindow(from, to),
                row.instant("submitted_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                numbers.counts(),
                numbers.created(),
                numbers.updated(),
                numbers.skipped(),
                numbers.quarantined(),
                numbers.notFound(),
                code == null
                        ? null
                        : new SyncFailure(
                                row.enumValue("failure_family", FailureFamily.class),
                                code,
                                row.string("failure_reason")));
    }
}
