package io.gwms.stock;

/** What became of one {@link StockAdjustment}. */
public enum AdjustmentVerdict {
    /** Applied now. */
    APPLIED,
    /** The same id was applied before; nothing happened now. */
    ALREADY_APPLIED,
    /** The batch does not hold what was expected; nothing happened. Plan again. */
    CONFLICT,
    /** The warehouse has no managed location for this inventory type; nothing happened. */
    NO_MANAGED_LOCATION
}
