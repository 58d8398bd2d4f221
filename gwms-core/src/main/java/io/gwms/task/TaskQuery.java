package io.gwms.task;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to show of the tasks (sync-tasks, section 2.1): all filters apply together, whatever is null
 * does not filter; newest first.
 *
 * @param status only this status
 * @param businessType only this business type
 * @param type only this task type
 * @param warehouse only this GWMS warehouse
 * @param businessNo only this business order number
 * @param createdFrom first creation time shown
 * @param createdTo first creation time no longer shown
 * @param limit rows of a page, 1 to 500
 * @param before the last row of the page before; null for the first page
 */
@Incubating
public record TaskQuery(
        @Nullable TaskStatus status,
        @Nullable BusinessType businessType,
        @Nullable TaskType type,
        @Nullable WarehouseCode warehouse,
        @Nullable String businessNo,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        int limit,
        @Nullable TaskId before) {
    public TaskQuery {
        Require.that(limit >= 1 && limit <= 500, "limit", limit, "1 to 500");
    }

    /** The newest tasks of all. */
    public static TaskQuery newest(int limit) {
        return new TaskQuery(null, null, null, null, null, null, null, limit, null);
    }

    /** The same, for one type only. */
    public TaskQuery withType(TaskType type) {
        return new TaskQuery(status, businessType, type, warehouse, businessNo, createdFrom, createdTo, limit, before);
    }

    /** The same, for one status only. */
    public TaskQuery withStatus(TaskStatus status) {
        return new TaskQuery(status, businessType, type, warehouse, businessNo, createdFrom, createdTo, limit, before);
    }

    /** The same, for one business order number only. */
    public TaskQuery withBusinessNo(String businessNo) {
        return new TaskQuery(status, businessType, type, warehouse, businessNo, createdFrom, createdTo, limit, before);
    }

    /** The page after the one that ended with this task. */
    public TaskQuery after(TaskId last) {
        return new TaskQuery(status, businessType, type, warehouse, businessNo, createdFrom, createdTo, limit, last);
    }
}
