package io.gwms.order;

import static java.util.Objects.requireNonNull;

/**
 * Why something cannot be done with an order: stable codes, each with its words, what helps, and the row
 * of the transition table or the product section it comes from. More are added as actions are.
 */
public enum ReasonCode {
    UNKNOWN_ORDER("there is no such order", "check the store and the platform's order id", "OD"),
    STALE_VERSION("the order has changed since you looked", "look at the order as it is now, then decide", "OD"),
    KEY_REUSED("the command key was used for another command", "use a new key for a new command", "OD"),
    BUSY("the order changes faster than this command can decide", "repeat the command", "OD"),
    TERMINAL("the order is finished", "nothing; a finished order stays as it is", "row 33"),
    ON_HOLD("the order is on hold", "release it, or wait until its hold ends", "OD"),
    NOT_ON_HOLD("the order is not on hold", "nothing; it goes on", "OD"),
    HOLD_OVER("the hold would have ended already", "choose a later moment, or none", "OD"),
    PLATFORM_ON_HOLD(
            "the platform asks not to ship it yet", "wait until the platform releases it, then sync the order", "OD"),
    PLATFORM_CLOSED(
            "the order is not open on its platform any more",
            "wait until what was asked of the platform has ended; then it ends here too",
            "OD"),
    ATTEMPT_IN_PROGRESS(
            "the platform was asked something about it and has not answered",
            "wait until the task of that key has ended, or have it run now",
            "row 3"),

    ACKNOWLEDGE_FIRST(
            "a purchase order is acknowledged before it is dispatched", "acknowledge it", "row 13; platform-orders 1"),
    NOT_B2B(
            "only a purchase order is acknowledged",
            "nothing; a consumer order needs none",
            "row 16; platform-orders 2.7"),
    REACK_REQUIRED(
            "the platform added to it after it was acknowledged",
            "acknowledge it again",
            "row E12; platform-orders 2.7"),
    ALREADY_ACKNOWLEDGED(
            "it is acknowledged, and its platform does not let that be replaced",
            "dispatch what was accepted",
            "row 21"),
    ACKNOWLEDGE_UNSUPPORTED(
            "its platform takes no acknowledgements",
            "answer it on the platform, or cancel it there, then sync the order",
            "row 10; OD"),
    ACK_LINE_MISSING("a line is not decided", "accept or reject every line", "row 10"),
    REASON_REQUIRED("pieces are rejected without a reason", "give the reason", "rows 10, 11; platform-orders 2.7"),
    REASON_UNKNOWN("its platform does not know the reason", "give one of the reasons it takes", "rows 10, 11, 22; OD"),
    ACCEPT_EXCEEDS_ORDERED("more is accepted than is wanted", "accept less", "row 10"),
    ACCEPT_EXCEEDS_AVAILABLE(
            "more is accepted than the warehouse can promise",
            "accept less, choose another warehouse, or bind the SKU",
            "row 10; platform-orders 2.7"),
    NOT_ENOUGH_STOCK(
            "that warehouse cannot promise what was accepted for another",
            "dispatch to the warehouse it was acknowledged for, or to one that has the goods",
            "row 17"),
    NOTHING_ACCEPTED(
            "nothing of it was accepted",
            "cancel it, or acknowledge it again where its platform takes that",
            "row 19; platform-orders 2.7"),
    ALREADY_DISPATCHED(
            "it was handed to a warehouse already",
            "nothing; to stop it, cancel it while nothing of it has shipped",
            "rows 24, 27, 32, 36; platform-orders 3.1"),
    B2B_NO_BATCH("purchase orders are not dispatched in batches", "dispatch it alone", "row 15; platform-orders 2.6"),
    SKU_NOT_MAPPED(true, "a SKU is not mapped to a warehouse SKU", "bind it", "row 2; platform-orders 2.4, 3.2"),
    NO_PLATFORM_SKU(
            true,
            "the platform gave no SKU for a line",
            "bind that line, or give it a SKU there",
            "row 6; platform-orders 2.3"),
    ADDRESS_INCOMPLETE(
            true,
            "Missing required recipient address fields",
            "complete the address on the platform, then sync the order",
            "row 2; platform-orders 3.2"),
    NO_SHIPPABLE_ITEMS(
            true,
            "No shippable items",
            "cancel it, or sync the order; all of it was removed or shipped already",
            "row 2; platform-orders 3.2"),
    UNKNOWN_WAREHOUSE(
            "there is no such warehouse", "choose a warehouse of the catalogue", "row 1; platform-orders 2.4"),
    UNKNOWN_CHANNEL(
            "that warehouse has no such shipping channel",
            "choose a channel that warehouse offers",
            "row 1; platform-orders 2.4"),
    LABEL_REQUIRED(true, "a self-pickup channel needs a PDF label", "upload the label", "row 1; platform-orders 2.4"),
    LABEL_TOO_LARGE(true, "a label is too large", "upload a smaller file", "row 1; platform-orders 2"),
    LABEL_NOT_PDF(true, "a label is not a PDF file", "upload the label as PDF", "row 1; platform-orders 2"),
    SELF_PICKUP_NO_BATCH(
            true,
            "Batch dispatch attempted with a self-pickup channel",
            "dispatch each order alone, with its label",
            "row 4; platform-orders 2.4, 3.2"),

    UNKNOWN_LINE("the order has no such line", "name a line of the order", "row 6"),
    UNKNOWN_STORE("there is no such store", "check its id, or add the store first", "row 6; platform-orders 3.3"),
    UNKNOWN_WAREHOUSE_SKU(
            "there is no such warehouse SKU",
            "search the warehouse SKUs for the right one",
            "row 6; platform-orders 2.4"),
    MAPPING_FROZEN(
            "what was sent to the warehouse stays as it is",
            "change the mapping of the SKU; it counts for future orders, and here if the warehouse could not take the SKU",
            "row 34"),

    NOT_SHIPPED(
            "nothing of it has shipped",
            "dispatch it if no warehouse has it, and wait until it is shipped",
            "rows 25, 35; platform-orders 2.5"),
    NOT_OFFERED_FOR_B2B(
            "purchase orders are not shipped by hand",
            "have a warehouse ship it; what it shipped and the platform did not take, mark shipped",
            "row 15; platform-orders 2.5"),
    OUTBOUND_ACTIVE(
            "a warehouse has it, or has shipped part of it",
            "cancel it while nothing has shipped; otherwise wait until the warehouse ships no more, then close it short",
            "rows 26, 29; platform-orders 2.5"),
    WRITEBACK_IN_PROGRESS(
            "the platform is being told of it", "wait until that ends or fails", "row 31; platform-orders 2.5"),
    TRACKING_REQUIRED("the tracking number is missing", "give the tracking number", "row 8; platform-orders 2.5"),
    CHANNEL_REQUIRED("the shipping channel is missing", "choose a carrier or name one", "row 8; platform-orders 2.5"),
    NOT_SHORT_CLOSED("no warehouse has left part of it unshipped", "nothing; there is nothing to give up", "row 29"),
    NOTHING_TO_RETRY("no write-back of it has failed", "nothing; it goes on by itself", "row 28"),
    WRITEBACK_UNSUPPORTED(
            "its platform cannot be told of shipments",
            "enter the shipment there if it asks for one, then sync the order",
            "OD"),
    PARTIAL_WRITEBACK_UNSUPPORTED(
            "its platform can only be told of the whole order",
            "wait until all of it has shipped, or close it short",
            "row 28"),
    TRACKING_MISSING(
            "no shipment of it has a tracking number",
            "wait for the warehouse to report one, or give one by shipping it by hand",
            "row 30; platform-orders 2.5"),

    USE_REJECT_ALL("a purchase order is rejected, not cancelled", "acknowledge it and reject all", "row 14"),
    ACK_COMMITTED(
            "its acknowledgement promised the goods",
            "have it cancelled on the platform, then sync the order",
            "row 22"),
    CANCEL_UNSUPPORTED(
            "its platform cannot be told whether it is cancelled",
            "decide it here alone, and there by hand",
            "row 7; OD"),
    NO_CANCEL_REQUEST("no buyer asks to cancel it", "nothing; it goes on", "OD"),
    PARTLY_SHIPPED(
            "part of it has shipped",
            "wait until the rest ships, or close it short once the warehouse ships no more",
            "row 27; platform-orders 2.5"),
    ALREADY_SHIPPED("it has shipped", "take the goods back as a return", "row 32; platform-orders 2.5");

    private final boolean exception;
    private final String text;
    private final String remedy;
    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // a record of this code and texts
    private final Reason plain;

    ReasonCode(String text, String remedy, String source) {
        this(false, text, remedy, source);
    }

    ReasonCode(boolean exception, String text, String remedy, String source) {
        this.exception = exception;
        this.text = text;
        this.remedy = remedy;
        this.source = source;
        this.plain = new Reason(this, "", text, remedy, source);
    }

    /** The reason in its general words. */
    public Reason plain() {
        return plain;
    }

    /** The reason about one thing of the order, in words of its own. */
    Reason about(String about, String words) {
        return new Reason(this, requireNonNull(about, "about"), words, remedy, source);
    }

    /** Its general words. */
    public String text() {
        return text;
    }

    /** What helps. */
    public String remedy() {
        return remedy;
    }

    /** The row of the transition table or the product section it comes from; OD is a decision of ours. */
    public String source() {
        return source;
    }

    /** Whether a dispatch refused for it leaves it at the order as a processing exception. */
    boolean isException() {
        return exception;
    }
}
