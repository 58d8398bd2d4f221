package io.gwms.task;

import io.gwms.internal.Require;

/**
 * What a task is for (sync-tasks, section 2.1). Open: modules and hosts bring types of their own.
 */
public record TaskType(String value) {
    /** Confirms that an inbound or outbound order was created and processed. */
    public static final TaskType CREATE = new TaskType("CREATE");

    /** Confirms that a cancel took effect. */
    public static final TaskType CANCEL = new TaskType("CANCEL");

    /** Polls for the latest status of an order. */
    public static final TaskType QUERY = new TaskType("QUERY");

    /** Pulls an inventory snapshot and reconciles local stock with it. */
    public static final TaskType INVENTORY_SYNC = new TaskType("INVENTORY_SYNC");

    /** Pulls orders of one store from its platform. */
    public static final TaskType ORDER_SYNC = new TaskType("ORDER_SYNC");

    /** Tells the platform of a shipment. */
    public static final TaskType WRITE_BACK = new TaskType("WRITE_BACK");

    /** Tells the platform what of a purchase order is accepted. */
    public static final TaskType ACKNOWLEDGE = new TaskType("ACKNOWLEDGE");

    /** Fetches a tracking number that the platform issues. */
    public static final TaskType TRACKING = new TaskType("TRACKING");

    /** Tells the platform that an order is cancelled, or that it goes on although the buyer asked to cancel. */
    public static final TaskType PLATFORM_CANCEL = new TaskType("PLATFORM_CANCEL");

    /** Keeps what a platform shows as sellable of one SKU in line with the stock. */
    public static final TaskType STOCK_PUSH = new TaskType("STOCK_PUSH");

    public TaskType {
        Require.text(value, "TaskType");
    }

    @Override
    public String toString() {
        return value;
    }
}
