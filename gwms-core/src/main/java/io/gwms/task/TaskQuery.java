package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.internal.Shown;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the tasks (sync-tasks, section 2.1): all filters apply together, whatever is not set does not
 * filter; newest first, page by page. Every {@code to} and {@code until} is the first moment no longer shown. Immutable.
 */
public final class TaskQuery {
    private static final int MOST = 500;

    private Set<TaskStatus> statuses = Set.of();
    private @Nullable BusinessType businessType;
    private @Nullable TaskType type;
    private @Nullable WarehouseCode warehouse;
    private @Nullable String businessNo;
    private @Nullable ManualReason manualReason;
    private boolean routed;
    private @Nullable Instant createdFrom;
    private @Nullable Instant createdTo;
    private @Nullable Instant dueFrom;
    private @Nullable Instant dueTo;
    private @Nullable Instant executedTo;
    private @Nullable Instant finishedFrom;
    private @Nullable Instant finishedTo;
    private @Nullable Instant failedFrom;
    private @Nullable Instant failedTo;
    private Map<TaskType, Instant> dueUntil = Map.of();
    private int limit;
    private @Nullable TaskId before;

    private TaskQuery(int limit) {
        Require.that(limit >= 1 && limit <= MOST, "limit", limit, "1 to " + MOST);
        this.limit = limit;
    }

    /** The newest tasks of all, 1 to 500 on a page. */
    public static TaskQuery newest(int limit) {
        return new TaskQuery(limit);
    }

    private TaskQuery with(Consumer<TaskQuery> change) {
        TaskQuery copy = new TaskQuery(limit);
        copy.statuses = statuses;
        copy.businessType = businessType;
        copy.type = type;
        copy.warehouse = warehouse;
        copy.businessNo = businessNo;
        copy.manualReason = manualReason;
        copy.routed = routed;
        copy.createdFrom = createdFrom;
        copy.createdTo = createdTo;
        copy.dueFrom = dueFrom;
        copy.dueTo = dueTo;
        copy.executedTo = executedTo;
        copy.finishedFrom = finishedFrom;
        copy.finishedTo = finishedTo;
        copy.failedFrom = failedFrom;
        copy.failedTo = failedTo;
        copy.dueUntil = dueUntil;
        copy.before = before;
        change.accept(copy);
        return copy;
    }

    /** The same, for these statuses only; for all when none is given. */
    public TaskQuery withStatus(TaskStatus... statuses) {
        Set<TaskStatus> only = EnumSet.noneOf(TaskStatus.class);
        only.addAll(Set.of(statuses));
        return with(copy -> copy.statuses = Set.copyOf(only));
    }

    /** The same, for one type only. */
    public TaskQuery withType(TaskType type) {
        return with(copy -> copy.type = requireNonNull(type, "type"));
    }

    /** The same, for one business type only. */
    public TaskQuery withBusinessType(BusinessType businessType) {
        return with(copy -> copy.businessType = requireNonNull(businessType, "businessType"));
    }

    /** The same, for one GWMS warehouse only. */
    public TaskQuery withWarehouse(WarehouseCode warehouse) {
        return with(copy -> copy.warehouse = requireNonNull(warehouse, "warehouse"));
    }

    /** The same, for one business order number only. */
    public TaskQuery withBusinessNo(String businessNo) {
        return with(copy -> copy.businessNo = requireNonNull(businessNo, "businessNo"));
    }

    /** The same, only those that need a person for that reason. */
    public TaskQuery withManualReason(ManualReason reason) {
        return with(copy -> copy.manualReason = requireNonNull(reason, "reason"));
    }

    /** The same, only those of a proxy warehouse: what the page «Sync Tasks» shows. */
    public TaskQuery withRouteOnly() {
        return with(copy -> copy.routed = true);
    }

    /** The same, by time of creation; null leaves an end open. */
    public TaskQuery createdBetween(@Nullable Instant from, @Nullable Instant to) {
        Require.ordered(from, to);
        return with(copy -> {
            copy.createdFrom = from;
            copy.createdTo = to;
        });
    }

    /** The same, by the time they are due; null leaves an end open. */
    public TaskQuery dueBetween(@Nullable Instant from, @Nullable Instant to) {
        return with(copy -> {
            copy.dueFrom = from;
            copy.dueTo = to;
        });
    }

    /** The same, only types in the map, and of each only what was due before its moment. */
    public TaskQuery dueBefore(Map<TaskType, Instant> until) {
        requireNonNull(until, "until");
        return with(copy -> copy.dueUntil = Map.copyOf(new LinkedHashMap<>(until)));
    }

    /** The same, only those whose last round began before that moment. */
    public TaskQuery executedBefore(Instant to) {
        return with(copy -> copy.executedTo = requireNonNull(to, "to"));
    }

    /** The same, by the time they ended with success or were cancelled; null leaves an end open. */
    public TaskQuery finishedBetween(@Nullable Instant from, @Nullable Instant to) {
        return with(copy -> {
            copy.finishedFrom = from;
            copy.finishedTo = to;
        });
    }

    /** The same, only those of which a round failed, or died with its process, in that stretch of time. */
    public TaskQuery failedBetween(Instant from, Instant to) {
        return with(copy -> {
            copy.failedFrom = requireNonNull(from, "from");
            copy.failedTo = requireNonNull(to, "to");
        });
    }

    /** The page after the one that ended with this task. */
    public TaskQuery after(TaskId last) {
        return with(copy -> copy.before = requireNonNull(last, "last"));
    }

    /** The same from the first page on, with that many rows on a page. */
    public TaskQuery firstPage(int limit) {
        Require.that(limit >= 1 && limit <= MOST, "limit", limit, "1 to " + MOST);
        return with(copy -> {
            copy.limit = limit;
            copy.before = null;
        });
    }

    /** Whether it would show that task, on whichever page, its failed rounds left aside. */
    public boolean shows(SyncTask task) {
        TaskRoute route = task.route();
        Instant until = dueUntil.get(task.type());
        return (statuses.isEmpty() || statuses.contains(task.status()))
                && same(businessType, task.businessType())
                && same(type, task.type())
                && same(businessNo, task.businessNo())
                && same(manualReason, task.manualReason())
                && same(warehouse, route == null ? null : route.warehouse())
                && (!routed || route != null)
                && within(task.createdAt(), createdFrom, createdTo)
                && within(task.nextExecutionAt(), dueFrom, dueTo)
                && within(task.lastExecutedAt(), null, executedTo)
                && within(task.finishedAt(), finishedFrom, finishedTo)
                && (dueUntil.isEmpty()
                        || (until != null && task.nextExecutionAt().isBefore(until)));
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    private static boolean within(@Nullable Instant moment, @Nullable Instant from, @Nullable Instant to) {
        return moment == null
                ? from == null && to == null
                : (from == null || !moment.isBefore(from)) && (to == null || moment.isBefore(to));
    }

    /** Only these statuses; all when empty. */
    public Set<TaskStatus> statuses() {
        return statuses;
    }

    /** Only this business type. */
    public @Nullable BusinessType businessType() {
        return businessType;
    }

    /** Only this type. */
    public @Nullable TaskType type() {
        return type;
    }

    /** Only this GWMS warehouse. */
    public @Nullable WarehouseCode warehouse() {
        return warehouse;
    }

    /** Only this business order number. */
    public @Nullable String businessNo() {
        return businessNo;
    }

    /** Only those that need a person for this reason. */
    public @Nullable ManualReason manualReason() {
        return manualReason;
    }

    /** Whether only those of a proxy warehouse. */
    public boolean isRouteOnly() {
        return routed;
    }

    /** First time of creation shown. */
    public @Nullable Instant createdFrom() {
        return createdFrom;
    }

    /** First time of creation no longer shown. */
    public @Nullable Instant createdTo() {
        return createdTo;
    }

    /** First due time shown. */
    public @Nullable Instant dueFrom() {
        return dueFrom;
    }

    /** First due time no longer shown. */
    public @Nullable Instant dueTo() {
        return dueTo;
    }

    /** First begin of the last round no longer shown. */
    public @Nullable Instant executedTo() {
        return executedTo;
    }

    /** First end shown. */
    public @Nullable Instant finishedFrom() {
        return finishedFrom;
    }

    /** First end no longer shown. */
    public @Nullable Instant finishedTo() {
        return finishedTo;
    }

    /** First end of a failed round shown. */
    public @Nullable Instant failedFrom() {
        return failedFrom;
    }

    /** First end of a failed round no longer shown. */
    public @Nullable Instant failedTo() {
        return failedTo;
    }

    /** Whether nothing narrows it down but type, business type, warehouse and route. */
    public boolean isByKindOnly() {
        return statuses.isEmpty()
                && businessNo == null
                && manualReason == null
                && createdFrom == null
                && createdTo == null
                && dueFrom == null
                && dueTo == null
                && executedTo == null
                && finishedFrom == null
                && finishedTo == null
                && failedFrom == null
                && dueUntil.isEmpty();
    }

    /** By type the first due time no longer shown; all types when empty. */
    public Map<TaskType, Instant> dueUntil() {
        return dueUntil;
    }

    /** Rows of a page, 1 to 500. */
    public int limit() {
        return limit;
    }

    /** The last row of the page before; null for the first page. */
    public @Nullable TaskId before() {
        return before;
    }

    @Override
    public String toString() {
        return Shown.of(TaskQuery.class)
                .with("statuses", statuses)
                .with("type", type)
                .with("businessType", businessType)
                .with("warehouse", warehouse)
                .with("businessNo", businessNo)
                .with("manualReason", manualReason)
                .with("routed", routed)
                .with("createdFrom", createdFrom)
                .with("createdTo", createdTo)
                .with("dueFrom", dueFrom)
                .with("dueTo", dueTo)
                .with("executedTo", executedTo)
                .with("finishedFrom", finishedFrom)
                .with("finishedTo", finishedTo)
                .with("failedFrom", failedFrom)
                .with("failedTo", failedTo)
                .with("dueUntil", dueUntil)
                .with("limit", limit)
                .with("before", before)
                .toString();
    }
}
