package io.gwms.order;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import java.util.ArrayList;
import java.util.List;

/**
 * Guards that have to hold together. What does not is told in the order of the constants.
 *
 * @param bits a bit for each guard, so that all are judged in one go: a dispatch takes 20 ns more when
 *     each is judged by itself
 */
record Guards(int bits) {
    private static final List<Guard> ALL = List.of(Guard.values());

    /** All but those of {@link #canBegin}: apart, so that what is judged for most moves is short enough to be compiled into them. */
    private static final int OF_FEW_MOVES = ~Guards.of(
                    Guard.NO_ATTEMPT,
                    Guard.NOT_HELD,
                    Guard.NOT_HELD_THERE,
                    Guard.PLATFORM_OPEN,
                    Guard.ADDRESS_COMPLETE,
                    Guard.SOMETHING_TO_SHIP)
            .bits;

    static Guards of(Guard... guards) {
        int bits = 0;
        for (Guard guard : guards) {
            bits |= bit(guard);
        }
        return new Guards(bits);
    }

    Guards without(Guard guard) {
        return new Guards(bits & ~bit(guard));
    }

    boolean contains(Guard guard) {
        return !lacks(guard);
    }

    /** Whether all of them hold. */
    boolean hold(Order order, OrderFacts facts) {
        return canBegin(order, facts) && ((bits & OF_FEW_MOVES) == 0 || alsoHold(order, facts));
    }

    private boolean canBegin(Order order, OrderFacts facts) {
        return (lacks(Guard.NO_ATTEMPT) || !order.hasAttempt())
                && (lacks(Guard.NOT_HELD) || !order.isHeldAt(facts.now()))
                && (lacks(Guard.NOT_HELD_THERE) || !order.platform().onHold())
                && (lacks(Guard.PLATFORM_OPEN) || isOpen(order.platform().fact()))
                && (lacks(Guard.ADDRESS_COMPLETE) || Judgement.isAddressComplete(order.platform()))
                && (lacks(Guard.SOMETHING_TO_SHIP) || Judgement.isShippable(order.lines()));
    }

    private boolean alsoHold(Order order, OrderFacts facts) {
        return (lacks(Guard.HELD) || order.isHeldAt(facts.now()))
                && (lacks(Guard.SOMETHING_ACCEPTED) || order.acknowledge() != AcknowledgeState.REJECTED_ALL)
                && (lacks(Guard.NOT_GROWN)
                        || !facts.acknowledges().amends()
                        || !Guard.has(order, OrderException.REACK_REQUIRED))
                && (lacks(Guard.CAN_ACKNOWLEDGE) || facts.acknowledges().isTaken())
                && (lacks(Guard.CAN_AMEND) || facts.acknowledges().amends())
                && (lacks(Guard.NOT_PROMISED)
                        || facts.acknowledges().amends()
                        || order.acknowledge() == AcknowledgeState.REJECTED_ALL)
                && (lacks(Guard.CAN_TELL) || facts.writeBack() != WriteBackSupport.NONE)
                && (lacks(Guard.CAN_TELL_PARTLY) || facts.writeBack() != WriteBackSupport.WHOLE_ORDER)
                && (lacks(Guard.SOMETHING_FAILED) || WriteBacks.isRetryable(order))
                && (lacks(Guard.TRACKING_KNOWN) || WriteBacks.isRetryable(order))
                && (lacks(Guard.WRITE_BACK_RESTS) || WriteBacks.rests(order, facts))
                && (lacks(Guard.OUTBOUND_CLOSED) || Guard.openOutbound(order) == null);
    }

    /** Everything of the order that stands in the way, in a list of its own; a shared empty one when nothing does. */
    List<Reason> unmet(Order order, OrderFacts facts) {
        if (hold(order, facts)) {
            return List.of();
        }
        List<Reason> unmet = new ArrayList<>(2);
        for (Guard guard : ALL) {
            if (contains(guard) && !new Guards(bit(guard)).hold(order, facts)) {
                unmet.add(guard.reason(order));
            }
        }
        return unmet;
    }

    private static boolean isOpen(PlatformFact fact) {
        return fact == PlatformFact.OPEN || fact == PlatformFact.PARTLY_SHIPPED;
    }

    private boolean lacks(Guard guard) {
        return (bits & bit(guard)) == 0;
    }

    @SuppressWarnings("EnumOrdinal") // the bits live as long as the process, nothing stores them
    private static int bit(Guard guard) {
        return 1 << guard.ordinal();
    }
}
