package io.gwms.order;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.List;

/** Which shipments the platform is to be told of, and when. */
final class WriteBacks {
    private static final List<WriteBack> FAILED = List.of(WriteBack.FAILED_TEMPORARY, WriteBack.FAILED_PERMANENT);
    private static final List<WriteBack> UNCONFIRMED = List.of(
            WriteBack.NONE,
            WriteBack.PENDING,
            WriteBack.UNKNOWN,
            WriteBack.FAILED_TEMPORARY,
            WriteBack.FAILED_PERMANENT);

    private static final List<WriteBack> UNDER_WAY = List.of(WriteBack.PENDING, WriteBack.UNKNOWN);

    private WriteBacks() {}

    /** How a shipment that has just been learnt of starts. */
    static WriteBack initial(
            String trackingNumber, PlatformFact fact, WriteBackSupport support, boolean issuesTracking) {
        boolean told = support != WriteBackSupport.NONE
                && (issuesTracking || !trackingNumber.isBlank())
                && fact != PlatformFact.CANCELLED;
        return told ? WriteBack.PENDING : WriteBack.NONE;
    }

    /**
     * The shipments to tell of now that an order has moved on by itself (rows E1, E2), has got a tracking number late,
     * or is open again on its platform.
     */
    static List<String> due(Order before, Order after, WriteBackSupport support) {
        if (after.platform().fact() == PlatformFact.CANCELLED) {
            return List.of();
        }
        return switch (support) {
            case NONE -> List.of();
            case PARTIAL -> newlyPending(before, after);
            case WHOLE_ORDER ->
                after.status() == OrderStatus.SHIPPED
                                && (before.status() != OrderStatus.SHIPPED
                                        || lastOf(before, UNDER_WAY).isEmpty())
                        ? lastOf(after, List.of(WriteBack.PENDING))
                        : List.of();
        };
    }

    /** A cancelled order is not told of by itself any more (row E18); a person still can. */
    static List<Shipment> untold(List<Shipment> shipments) {
        List<Shipment> untold = new ArrayList<>(shipments);
        untold.replaceAll(shipment -> shipment.writeBack() == WriteBack.PENDING
                ? shipment.withWriteBack(WriteBack.NONE, shipment.platformShipmentId())
                : shipment);
        return List.copyOf(untold);
    }

    /** An order that is open again is told of as it would have been (the reverse of {@link #untold}). */
    static List<Shipment> toldAgain(List<Shipment> shipments, WriteBackSupport support, boolean issuesTracking) {
        List<Shipment> told = new ArrayList<>(shipments);
        told.replaceAll(shipment -> shipment.writeBack() == WriteBack.NONE
                ? shipment.withWriteBack(
                        initial(shipment.trackingNumber(), PlatformFact.OPEN, support, issuesTracking),
                        shipment.platformShipmentId())
                : shipment);
        return List.copyOf(told);
    }

    private static List<String> newlyPending(Order before, Order after) {
        List<String> due = new ArrayList<>();
        for (Shipment shipment : after.shipments()) {
            boolean pending = shipment.writeBack() == WriteBack.PENDING;
            if (pending && !isPending(before, shipment.id())) {
                due.add(shipment.id());
            }
        }
        return due;
    }

    private static boolean isPending(Order order, String shipmentId) {
        for (Shipment shipment : order.shipments()) {
            if (shipment.id().equals(shipmentId)) {
                return shipment.writeBack() == WriteBack.PENDING;
            }
        }
        return false;
    }

    /** The shipments a person can have told again (rows 28 and 30). */
    static List<String> retryable(Order order, WriteBackSupport support) {
        boolean partly = order.status() == OrderStatus.PARTIALLY_SHIPPED;
        List<WriteBack> states = partly ? FAILED : UNCONFIRMED;
        return switch (support) {
            case NONE -> List.of();
            case WHOLE_ORDER -> partly ? List.of() : lastOf(order, states);
            case PARTIAL -> allOf(order, states);
        };
    }

    /** Whether there is one, could its platform be told of single shipments. */
    static boolean isRetryable(Order order) {
        List<WriteBack> states = order.status() == OrderStatus.PARTIALLY_SHIPPED ? FAILED : UNCONFIRMED;
        List<Shipment> shipments = order.shipments();
        for (int i = 0; i < shipments.size(); i++) {
            if (isOneOf(shipments.get(i), states)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the platform knows of every shipment. */
    static boolean isConfirmed(Order order) {
        List<Shipment> shipments = order.shipments();
        for (int i = 0; i < shipments.size(); i++) {
            if (shipments.get(i).writeBack() != WriteBack.CONFIRMED) {
                return false;
            }
        }
        return true;
    }

    /** Whether the platform can be told something else: it does not know of every shipment, and nobody is telling it. */
    static boolean rests(Order order, OrderFacts facts) {
        return !isConfirmed(order) && !isUnderWay(order, facts);
    }

    /** Whether the platform is being told of a shipment, so that telling it something else would be a second time. */
    private static boolean isUnderWay(Order order, OrderFacts facts) {
        for (SyncTask task : facts.liveTasks()) {
            if (task.type().equals(TaskType.WRITE_BACK) && task.status() == TaskStatus.RUNNING) {
                return true;
            }
        }
        List<String> told = switch (facts.writeBack()) {
            case NONE -> List.of();
            case WHOLE_ORDER -> lastOf(order, UNCONFIRMED);
            case PARTIAL -> allOf(order, UNCONFIRMED);
        };
        for (Shipment shipment : order.shipments()) {
            boolean waits = shipment.writeBack() == WriteBack.PENDING || shipment.writeBack() == WriteBack.UNKNOWN;
            if (waits && told.contains(shipment.id())) {
                return true;
            }
        }
        return false;
    }

    private static List<String> allOf(Order order, List<WriteBack> states) {
        List<String> ids = new ArrayList<>();
        for (Shipment shipment : order.shipments()) {
            if (isOneOf(shipment, states)) {
                ids.add(shipment.id());
            }
        }
        return ids;
    }

    private static boolean isOneOf(Shipment shipment, List<WriteBack> states) {
        // Without a number of its own one was told of only where the platform issues it.
        boolean tellable = !shipment.trackingNumber().isBlank() || shipment.writeBack() != WriteBack.NONE;
        return tellable && states.contains(shipment.writeBack());
    }

    private static List<String> lastOf(Order order, List<WriteBack> states) {
        List<String> all = allOf(order, states);
        return all.isEmpty() ? all : List.of(all.get(all.size() - 1));
    }
}
