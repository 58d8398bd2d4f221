package io.gwms.platform;

/** How a platform can be told how many pieces can be sold. */
public enum StockSupport {
    /** Not at all. */
    NONE,
    /** A level takes the place of whatever it shows. */
    SET,
    /** A level takes the place of an expected one, and is refused when the platform shows another. */
    COMPARE_AND_SET
}
