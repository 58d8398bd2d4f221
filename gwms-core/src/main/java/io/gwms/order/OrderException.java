package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * A processing exception shown under the status of an order (platform-orders, section 3.2); it stays
 * open until its cause is gone.
 *
 * @param code what kind, one of the constants here or the name of a {@link ReasonCode}
 * @param about what it is about within the order, such as a SKU or a line; empty for the whole order
 * @param text the reason in words
 * @param openedAt since when
 */
public record OrderException(String code, String about, String text, Instant openedAt) {
    /** The platform could not be told of a shipment; about the shipment. */
    public static final String WRITEBACK_FAILED = "WRITEBACK_FAILED";
    /** The platform did not take the acknowledgement. */
    public static final String ACK_FAILED = "ACK_FAILED";
    /** The warehouse will not take the outbound order as it is. */
    public static final String OUTBOUND_REJECTED = "OUTBOUND_REJECTED";
    /** The warehouse dropped the outbound order unasked. */
    public static final String OUTBOUND_CANCELLED_BY_WAREHOUSE = "OUTBOUND_CANCELLED_BY_WAREHOUSE";
    /** The warehouse shipped less than it was asked to and ships no more. */
    public static final String SHORT_CLOSED = "SHORT_CLOSED";
    /** The warehouse would not cancel. */
    public static final String CANCEL_REFUSED = "CANCEL_REFUSED";
    /** Goods left although a cancel was asked for. */
    public static final String SHIPPED_DESPITE_CANCEL = "SHIPPED_DESPITE_CANCEL";
    /** Goods left for an order, or by an outbound order, that had ended. */
    public static final String SHIPPED_AFTER_CANCEL = "SHIPPED_AFTER_CANCEL";
    /** The platform changed the order after it went to the warehouse; what was sent stays. */
    public static final String UPSTREAM_CHANGED_AFTER_DISPATCH = "UPSTREAM_CHANGED_AFTER_DISPATCH";
    /** The warehouse gave a shipment another tracking number than the one the platform is told; about the shipment. */
    public static final String TRACKING_CHANGED = "TRACKING_CHANGED";
    /** The platform says it is shipped while a warehouse has it: it may be shipped twice. */
    public static final String SHIPPED_ON_PLATFORM = "SHIPPED_ON_PLATFORM";
    /** The platform cancelled it after it had shipped. */
    public static final String CANCELLED_AFTER_SHIPMENT = "CANCELLED_AFTER_SHIPMENT";
    /** The platform cancelled it and then opened it again; it stays cancelled here. */
    public static final String PLATFORM_REOPENED = "PLATFORM_REOPENED";
    /** The platform added to it after it was acknowledged. */
    public static final String REACK_REQUIRED = "REACK_REQUIRED";
    /** The buyer asked to cancel and nobody answered yet. */
    public static final String BUYER_ASKS_TO_CANCEL = "BUYER_ASKS_TO_CANCEL";
    /** It was placed only to try the shop out: no money came in, and it is held until a person releases it. */
    public static final String TEST_ORDER = "TEST_ORDER";
    /** It is cancelled here, and the platform would not cancel it. */
    public static final String PLATFORM_CANCEL_FAILED = "PLATFORM_CANCEL_FAILED";

    public OrderException {
        Require.text(code, "code");
        requireNonNull(about, "about");
        Require.text(text, "text");
        requireNonNull(openedAt, "openedAt");
    }
}
