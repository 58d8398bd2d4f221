package io.gwms.state.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.TaskReads;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks and their attempts. */
final class TaskTable implements TaskReads {
    static final String ADD_ATTEMPT = """
            INSERT INTO gwms_task_attempt (task, round, started_at, ended_at, cause, outcome, result_text)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String LIVE = "status IN ('PENDING', 'RUNNING', 'WAITING', 'MANUAL')";

    private final Transactions transactions;

    TaskTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Adds a task; its id, or that of the live one of the same type and key. */
    static TaskId add(Tx tx, NewTask task) {
        Optional<TaskId> id = insert(tx, task);
        while (id.isEmpty()) {
            id = tx.queryOne(
                    "SELECT id FROM gwms_task WHERE type = ? AND effect_key = ? AND " + LIVE,
                    row -> new TaskId(row.longValue("id")),
                    task.type().value(),
                    task.key());
            if (id.isEmpty()) { // it ended between the two statements
                id = insert(tx, task);
            }
        }
        return id.get();
    }

    /** The condition spares an id, the conflict clause settles a race. */
    private static Optional<TaskId> insert(Tx tx, NewTask task) {
        @Nullable TaskRoute route = task.route().orElse(null);
        return tx.queryOne(
                """
                INSERT INTO gwms_task
                       (type, effect_key, status, business_type, business_no, third_party_no, warehouse,
                        proxy_warehouse, proxy_system, request_id, created_at, due_at, attempts, failures, crashes,
                        rounds, summary, error, rerun_requested, payload, checkpoint_text, run_token)
                SELECT ?, ?, 'PENDING', ?, ?, '', ?, ?, ?, '', ?, ?, 0, 0, 0, 0, '', '', 0, ?, '', 0
                 WHERE NOT EXISTS (SELECT 1 FROM gwms_task
                                    WHERE type = ? AND effect_key = ?
                                      AND status IN ('PENDING', 'RUNNING', 'WAITING', 'MANUAL'))
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                row -> new TaskId(row.longValue("id")),
                task.type().value(),
                task.key(),
                task.businessType().value(),
                task.businessNo(),
                route == null ? null : route.warehouse().value(),
                route == null ? null : route.proxyWarehouse(),
                route == null ? null : route.proxySystem().value(),
                task.createdAt(),
                task.dueAt(),
                task.payload(),
                task.type().value(),
                task.key());
    }

    /** Writes the progress of a live task; whether it still had that run token. */
    static boolean update(Tx tx, SyncTask task, long expectedToken, boolean keepsCheckpoint) {
        ManualReason reason = task.manualReason();
        return tx.update(
                        """
                        UPDATE gwms_task
                           SET status = ?, third_party_no = ?, request_id = ?, last_executed_at = ?, due_at = ?, finished_at = ?,
                               attempts = ?, failures = ?, crashes = ?, rounds = ?, summary = ?, error = ?,
                               manual_reason = ?, rerun_requested = ?, run_token = ?,
                               checkpoint_text = CASE WHEN ? = 1 THEN checkpoint_text ELSE ? END,
                               owner = CASE WHEN ? = 1 THEN owner END
                         WHERE id = ?
                           AND run_token = ?
                           AND status IN ('PENDING', 'RUNNING', 'WAITING', 'MANUAL')
                        """,
                        task.status(),
                        task.thirdPartyNo(),
                        task.requestId(),
                        task.lastExecutedAt(),
                        task.nextExecutionAt(),
                        task.finishedAt(),
                        task.attempts(),
                        task.failures(),
                        task.crashes(),
                        task.rounds(),
                        task.summary(),
                        task.error(),
                        reason == null ? null : reason.value(),
                        task.rerunRequested(),
                        task.runToken(),
                        keepsCheckpoint,
                        task.checkpoint(),
                        task.status() == TaskStatus.RUNNING,
                        task.id().value(),
                        expectedToken)
                == 1;
    }

    @Override
    public Optional<SyncTask> find(TaskId id) {
        return transactions.read(
                tx -> tx.queryOne("SELECT * FROM gwms_task WHERE id = ?", TaskTable::task, id.value()));
    }

    @Override
    public List<SyncTask> findAll(Collection<TaskId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<TaskControl> controls() {
        return List.of();
    }

    @Override
    public Optional<SyncTask> findLive(TaskType type, String key) {
        return transactions.read(tx -> tx.queryOne(
                "SELECT * FROM gwms_task WHERE type = ? AND effect_key = ? AND " + LIVE,
                TaskTable::task,
                type.value(),
                key));
    }

    @Override
    public List<SyncTask> list(TaskQuery query) {
        Conditions conditions = new Conditions()
                .equal("status", query.status())
                .equal(
                        "business_type",
                        query.businessType() == null
                                ? null
                                : query.businessType().value())
                .equal("type", query.type() == null ? null : query.type().value())
                .equal(
                        "warehouse",
                        query.warehouse() == null ? null : query.warehouse().value())
                .equal("business_no", query.businessNo())
                .between("created_at", query.createdFrom(), query.createdTo());
        if (query.before() != null) {
            conditions.and("id < ?", query.before().value());
        }
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_task" + conditions.where() + "ORDER BY id DESC LIMIT " + query.limit(),
                TaskTable::task,
                conditions.values()));
    }

    @Override
    public List<TaskAttempt> attempts(TaskId id) {
        return transactions.read(tx -> tx.query(
                "SELECT * FROM gwms_task_attempt WHERE task = ? ORDER BY seq",
                row -> new TaskAttempt(
                        id,
                        row.intValue("round"),
                        row.instant("started_at"),
                        row.instant("ended_at"),
                        row.string("cause"),
                        row.string("outcome"),
                        row.string("result_text")),
                id.value()));
    }

    @Override
    public Map<TaskStatus, Long> countByStatus() {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        transactions.<@Nullable Object>read(tx -> {
            tx.forEach(
                    "SELECT status, count(*) AS tasks FROM gwms_task GROUP BY status",
                    row -> counts.put(row.enumValue("status", TaskStatus.class), row.longValue("tasks")));
            return null;
        });
        return counts;
    }

    @Override
    public Optional<Instant> nextDue() {
        return transactions.read(tx -> tx.queryOne(
                "SELECT due_at FROM gwms_task WHERE status IN ('PENDING', 'WAITING') ORDER BY due_at, id LIMIT 1",
                row -> row.instant("due_at")));
    }

    static SyncTask task(Row row) {
        String warehouse = row.stringOrNull("warehouse");
        String reason = row.stringOrNull("manual_reason");
        return new SyncTask(
                new TaskId(row.longValue("id")),
                new TaskType(row.string("type")),
                row.string("effect_key"),
                row.enumValue("status", TaskStatus.class),
                new BusinessType(row.string("business_type")),
                row.string("business_no"),
                row.string("third_party_no"),
                warehouse == null
                        ? null
                        : new TaskRoute(
                                new WarehouseCode(warehouse),
                                row.string("proxy_warehouse"),
                                new ProxySystem(row.string("proxy_system"))),
                row.string("request_id"),
                row.instant("created_at"),
                row.instantOrNull("last_executed_at"),
                row.instant("due_at"),
                row.instantOrNull("finished_at"),
                row.intValue("attempts"),
                row.intValue("failures"),
                row.intValue("crashes"),
                row.intValue("rounds"),
                row.string("summary"),
                row.string("error"),
                reason == null ? null : new ManualReason(reason),
                row.bool("rerun_requested"),
                row.string("payload"),
                row.string("checkpoint_text"),
                row.longValue("run_token"));
    }
}
