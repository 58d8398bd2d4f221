package io.gwms.order;

import io.gwms.outbound.OutboundId;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of an order itself can stand in the way of a move, whatever the inputs of the command. */
enum Guard {
    /** Nothing was begun with it on the platform that has not ended. */
    NO_ATTEMPT {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            OrderAttempt attempt = order.attempt();
            return attempt == null
                    ? null
                    : ReasonCode.ATTEMPT_IN_PROGRESS.about(
                            attempt.key(), ReasonCode.ATTEMPT_IN_PROGRESS.text() + ": " + attempt.key());
        }
    },
    /** Nobody holds it here. */
    NOT_HELD {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return order.isHeldAt(facts.now())
                    ? ReasonCode.ON_HOLD.about("", ReasonCode.ON_HOLD.text() + ": " + order.hold())
                    : null;
        }
    },
    /** It is held here. */
    HELD {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return order.isHeldAt(facts.now()) ? null : ReasonCode.NOT_ON_HOLD.plain();
        }
    },
    /** Its platform does not hold it. */
    NOT_HELD_THERE {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return order.platform().onHold() ? ReasonCode.PLATFORM_ON_HOLD.plain() : null;
        }
    },
    /** It is open on its platform. */
    PLATFORM_OPEN {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            PlatformFact fact = order.platform().fact();
            return fact == PlatformFact.OPEN || fact == PlatformFact.PARTLY_SHIPPED
                    ? null
                    : ReasonCode.PLATFORM_CLOSED.plain();
        }
    },
    /** Some of it was accepted. */
    SOMETHING_ACCEPTED {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return order.acknowledge() == AcknowledgeState.REJECTED_ALL ? ReasonCode.NOTHING_ACCEPTED.plain() : null;
        }
    },
    /** The platform added nothing to what was acknowledged. */
    NOT_GROWN {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return has(order, OrderException.REACK_REQUIRED) ? ReasonCode.REACK_REQUIRED.plain() : null;
        }
    },
    /** Its address can be shipped to. */
    ADDRESS_COMPLETE {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return Judgement.address(order.platform());
        }
    },
    /** Some of it is still to be shipped. */
    SOMETHING_TO_SHIP {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return Judgement.isShippable(order.lines()) ? null : ReasonCode.NO_SHIPPABLE_ITEMS.plain();
        }
    },
    /** Its platform takes acknowledgements. */
    CAN_ACKNOWLEDGE {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return facts.acknowledges().isTaken() ? null : ReasonCode.ACKNOWLEDGE_UNSUPPORTED.plain();
        }
    },
    /** Its platform lets an acknowledgement be replaced. */
    CAN_AMEND {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return facts.acknowledges().amends() ? null : ReasonCode.ALREADY_ACKNOWLEDGED.plain();
        }
    },
    /** Nothing of it is promised, or the promise can be taken back. */
    NOT_PROMISED {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return facts.acknowledges().amends() || order.acknowledge() == AcknowledgeState.REJECTED_ALL
                    ? null
                    : ReasonCode.ACK_COMMITTED.plain();
        }
    },
    /** Its platform can be told of shipments. */
    CAN_TELL {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return facts.writeBack() == WriteBackSupport.NONE ? ReasonCode.WRITEBACK_UNSUPPORTED.plain() : null;
        }
    },
    /** Its platform can be told of some of an order. */
    CAN_TELL_PARTLY {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return facts.writeBack() == WriteBackSupport.WHOLE_ORDER
                    ? ReasonCode.PARTIAL_WRITEBACK_UNSUPPORTED.plain()
                    : null;
        }
    },
    /** The platform did not take one of its shipments. */
    SOMETHING_FAILED {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return WriteBacks.isRetryable(order) ? null : ReasonCode.NOTHING_TO_RETRY.plain();
        }
    },
    /** One of its shipments can be told of. */
    TRACKING_KNOWN {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            if (WriteBacks.isRetryable(order)) {
                return null;
            }
            return WriteBacks.isConfirmed(order)
                    ? ReasonCode.NOTHING_TO_RETRY.plain()
                    : ReasonCode.TRACKING_MISSING.plain();
        }
    },
    /** Nobody is telling the platform of its shipments. */
    WRITE_BACK_RESTS {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            return WriteBacks.isUnderWay(order, facts) ? ReasonCode.WRITEBACK_IN_PROGRESS.plain() : null;
        }
    },
    /** No warehouse has any of it. */
    OUTBOUND_CLOSED {
        @Override
        @Nullable
        Reason unmet(Order order, OrderFacts facts) {
            OutboundId open = openOutbound(order);
            return open == null
                    ? null
                    : ReasonCode.OUTBOUND_ACTIVE.about(open.value(), ReasonCode.OUTBOUND_ACTIVE.text() + ": " + open);
        }
    };

    /** Why it does not hold; null when it does. */
    abstract @Nullable Reason unmet(Order order, OrderFacts facts);

    static boolean has(Order order, String code) {
        List<OrderException> exceptions = order.exceptions();
        for (int i = 0; i < exceptions.size(); i++) {
            if (exceptions.get(i).code().equals(code)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable OutboundId openOutbound(Order order) {
        List<DispatchAttempt> dispatches = order.dispatches();
        for (int i = 0; i < dispatches.size(); i++) {
            if (dispatches.get(i).state() == DispatchAttempt.State.OPEN) {
                return dispatches.get(i).outbound();
            }
        }
        return null;
    }
}
