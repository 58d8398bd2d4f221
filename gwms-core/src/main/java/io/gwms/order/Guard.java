package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.outbound.OutboundId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an order itself can stand in the way of a move, whatever the inputs of the command; {@link Guards} judges them. */
enum Guard {
    /** Nothing was begun with it on the platform that has not ended. */
    NO_ATTEMPT,
    /** Nobody holds it here. */
    NOT_HELD,
    /** It is held here. */
    HELD,
    /** Its platform does not hold it. */
    NOT_HELD_THERE,
    /** It is open on its platform. */
    PLATFORM_OPEN,
    /** Some of it was accepted. */
    SOMETHING_ACCEPTED,
    /** The platform added nothing to what was acknowledged that could still be answered. */
    NOT_GROWN,
    /** Its address can be shipped to. */
    ADDRESS_COMPLETE,
    /** Some of it is still to be shipped. */
    SOMETHING_TO_SHIP,
    /** Its platform takes acknowledgements. */
    CAN_ACKNOWLEDGE,
    /** Its platform lets an acknowledgement be replaced. */
    CAN_AMEND,
    /** Nothing of it is promised, or the promise can be taken back. */
    NOT_PROMISED,
    /** Its platform can be told of shipments. */
    CAN_TELL,
    /** Its platform can be told of some of an order. */
    CAN_TELL_PARTLY,
    /** The platform did not take one of its shipments. */
    SOMETHING_FAILED,
    /** One of its shipments can be told of. */
    TRACKING_KNOWN,
    /** The platform does not know of all its shipments, and nobody is telling it. */
    WRITE_BACK_RESTS,
    /** No warehouse has any of it. */
    OUTBOUND_CLOSED;

    /** Why it does not hold, where it does not. */
    Reason reason(Order order) {
        return switch (this) {
            case NO_ATTEMPT ->
                about(
                        ReasonCode.ATTEMPT_IN_PROGRESS,
                        requireNonNull(order.attempt()).key());
            case NOT_HELD -> ReasonCode.ON_HOLD.about("", ReasonCode.ON_HOLD.text() + ": " + order.hold());
            case HELD -> ReasonCode.NOT_ON_HOLD.plain();
            case NOT_HELD_THERE -> ReasonCode.PLATFORM_ON_HOLD.plain();
            case PLATFORM_OPEN -> ReasonCode.PLATFORM_CLOSED.plain();
            case SOMETHING_ACCEPTED -> ReasonCode.NOTHING_ACCEPTED.plain();
            case NOT_GROWN -> ReasonCode.REACK_REQUIRED.plain();
            case ADDRESS_COMPLETE -> Judgement.addressMisses(order.platform().recipient());
            case SOMETHING_TO_SHIP -> ReasonCode.NO_SHIPPABLE_ITEMS.plain();
            case CAN_ACKNOWLEDGE -> ReasonCode.ACKNOWLEDGE_UNSUPPORTED.plain();
            case CAN_AMEND -> ReasonCode.ALREADY_ACKNOWLEDGED.plain();
            case NOT_PROMISED -> ReasonCode.ACK_COMMITTED.plain();
            case CAN_TELL -> ReasonCode.WRITEBACK_UNSUPPORTED.plain();
            case CAN_TELL_PARTLY -> ReasonCode.PARTIAL_WRITEBACK_UNSUPPORTED.plain();
            case SOMETHING_FAILED -> ReasonCode.NOTHING_TO_RETRY.plain();
            case TRACKING_KNOWN ->
                WriteBacks.isConfirmed(order)
                        ? ReasonCode.NOTHING_TO_RETRY.plain()
                        : ReasonCode.TRACKING_MISSING.plain();
            case WRITE_BACK_RESTS ->
                WriteBacks.isConfirmed(order)
                        ? ReasonCode.NOTHING_TO_RETRY.plain()
                        : ReasonCode.WRITEBACK_IN_PROGRESS.plain();
            case OUTBOUND_CLOSED -> about(ReasonCode.OUTBOUND_ACTIVE, String.valueOf(openOutbound(order)));
        };
    }

    private static Reason about(ReasonCode code, String about) {
        return code.about(about, code.text() + ": " + about);
    }

    static boolean has(Order order, String code) {
        List<OrderException> exceptions = order.exceptions();
        for (int i = 0; i < exceptions.size(); i++) {
            if (exceptions.get(i).code().equals(code)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable OutboundId openOutbound(Order order) {
        List<DispatchAttempt> dispatches = order.dispatches();
        for (int i = 0; i < dispatches.size(); i++) {
            if (dispatches.get(i).state() == DispatchAttempt.State.OPEN) {
                return dispatches.get(i).outbound();
            }
        }
        return null;
    }
}
