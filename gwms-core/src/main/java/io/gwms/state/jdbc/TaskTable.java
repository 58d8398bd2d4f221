package io.gwms.state.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.TaskReads;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads tasks and their attempts. */
final class TaskTable implements TaskReads {
    /** What the index of all but the successful ones is taken for; SQLite wants it said in its words. */
    static final String OPEN = "status <> 'SUCCESS'";

    /** The same where another table has a status too. */
    static final String OPEN_OF_TASKS = "gwms_task." + OPEN;

    private final Transactions transactions;

    TaskTable(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<SyncTask> find(TaskId id) {
        return transactions.read(tx -> tx.queryOne(
                "SELECT * FROM " + RunningTasks.all(tx.dialect()) + " WHERE id = ?", TaskTable::task, id.value()));
    }

    @Override
    public List<SyncTask> findAll(Collection<TaskId> ids) {
        List<String> wanted = ids.stream().map(id -> String.valueOf(id.value())).toList();
        return wanted.isEmpty()
                ? List.of()
                : transactions.read(tx -> tx.query(
                        "SELECT * FROM " + RunningTasks.all(tx.dialect()) + " WHERE id IN (" + String.join(", ", wanted)
                                + ")",
                        TaskTable::task));
    }

    @Override
    public List<TaskControl> controls() {
        return transactions.read(TaskControls::all);
    }

    @Override
    public Optional<SyncTask> findLive(TaskType type, String key) {
        return transactions.read(tx -> tx.queryOne(
                "SELECT * FROM " + RunningTasks.all(tx.dialect()) + " WHERE "
                        + TaskRows.liveOne(tx.dialect(), "?", "?"),
                TaskTable::task,
                type.value(),
                key));
    }

    @Override
    public List<SyncTask> list(TaskQuery query) {
        TaskSubjects.Walk walk = TaskSubjects.walk(RunningTasks.of(transactions.dialect(), query), query);
        Conditions conditions = walk.conditions();
        if (query.before() != null) {
            conditions.and(walk.order() + " < ?", query.before().value());
        }
        return transactions.read(tx -> tx.query(
                "SELECT gwms_task.* FROM " + walk.tables() + conditions.where() + "ORDER BY " + walk.order()
                        + " DESC LIMIT " + query.limit(),
                TaskTable::task,
                conditions.values()));
    }

    @Override
    public List<TaskAttempt> attempts(TaskId id) {
        return transactions.read(tx -> TaskHistory.of(tx, id));
    }

    @Override
    public Map<TaskStatus, Long> countByStatus() {
        return transactions.read(TaskCounts::byStatus);
    }

    @Override
    public long count(TaskQuery query) {
        return transactions.read(tx -> TaskCounts.all(tx, query));
    }

    @Override
    public List<TaskCount> countLive(TaskQuery filter, Instant now, Map<TaskType, Instant> overdueSince) {
        return transactions.read(tx -> LiveCounts.of(tx, filter, now, overdueSince));
    }

    @Override
    public long countFailedRounds(TaskQuery filter, Instant from, Instant to) {
        return transactions.read(tx -> TaskCounts.failedRounds(tx, filter, from, to));
    }

    @Override
    public Map<String, Long> countRounds(TaskQuery filter, Instant from, Instant to) {
        return transactions.read(tx -> TaskTallies.rounds(tx, filter, from, to));
    }

    @Override
    public Map<ManualReason, Long> countManual(TaskQuery filter) {
        return transactions.read(tx -> TaskCounts.manual(tx, filter));
    }

    @Override
    public Optional<Instant> nextDue(Predicate<TaskType> types) {
        return transactions.read(tx -> DueLanes.nextDue(tx, types));
    }

    static SyncTask task(Row row) {
        String warehouse = row.stringOrNull("warehouse");
        String reason = row.stringOrNull("manual_reason");
        return new SyncTask(
                new TaskId(row.longValue("id")),
                new TaskType(row.string("type")),
                row.string("effect_key"),
                RunningTasks.status(row),
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

    /** A task of that lane that is claimed at this moment, from its row as it was while it waited. */
    static SyncTask claimed(Row row, TaskLane lane, Instant now) {
        return new SyncTask(
                new TaskId(row.longValue("id")),
                lane.type(),
                row.string("effect_key"),
                TaskStatus.RUNNING,
                new BusinessType(row.string("business_type")),
                row.string("business_no"),
                row.string("third_party_no"),
                lane.route(),
                row.string("request_id"),
                row.instant("created_at"),
                now,
                row.instant("due_at"),
                null,
                row.intValue("attempts"),
                row.intValue("failures"),
                row.intValue("crashes"),
                row.intValue("rounds") + 1,
                row.string("summary"),
                row.string("error"),
                null,
                row.bool("rerun_requested"),
                row.string("payload"),
                row.string("checkpoint_text"),
                row.longValue("run_token") + 1);
    }
}
