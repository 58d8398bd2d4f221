package io.gwms.stock;

/** The inventory type of a batch (sync-tasks, section 2.6). */
public enum StockQuality {
    /** Fit for sale; kept in the virtual putaway location. */
    QUALIFIED,
    /** Not fit for sale; kept in the defective location. */
    DEFECTIVE
}
