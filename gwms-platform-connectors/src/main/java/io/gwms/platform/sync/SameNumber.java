package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.internal.ShipmentRef;
import io.gwms.order.Order;
import io.gwms.order.Shipment;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Parcels of one order that travel under one tracking number. Platforms know shipments by it, so while nobody knows whether
 * the first one is there, what is shown may be either: they are told one after the other.
 */
final class SameNumber {
    private static final Duration TURN = Duration.ofSeconds(30);
    private static final int LOOKED_AT = 50;

    private SameNumber() {}

    /** What a task does while an earlier one tells of another parcel under its number; empty when it is its turn. */
    static Optional<TaskResult> turn(ModuleSetup setup, SyncTask task, Order order, Shipment shipment) {
        boolean alone = order.shipments().stream().noneMatch(other -> isOpenUnderIt(other, shipment));
        if (alone) {
            return Optional.empty();
        }
        TaskQuery live = TaskQuery.newest(LOOKED_AT)
                .withType(task.type())
                .withStatus(TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.RUNNING, TaskStatus.MANUAL)
                .withBusinessNo(task.businessNo());
        return setup.state().tasks().list(live).stream()
                .filter(other -> other.id().value() < task.id().value())
                .filter(other -> isUnderWay(other) && isAbout(other, order, shipment))
                .findFirst()
                .map(other -> TaskResult.againAfter(
                        TURN, "waits for " + other.id() + ", which tells of another parcel under the same number"));
    }

    private static boolean isOpenUnderIt(Shipment other, Shipment shipment) {
        return !other.id().equals(shipment.id())
                && other.writeBack() != Shipment.WriteBack.CONFIRMED
                && other.trackingNumber()
                        .strip()
                        .equalsIgnoreCase(shipment.trackingNumber().strip());
    }

    /** One that waits for a person and has surely not been told holds nobody up. */
    private static boolean isUnderWay(SyncTask task) {
        return task.status() != TaskStatus.MANUAL || !task.checkpoint().isEmpty();
    }

    private static boolean isAbout(SyncTask task, Order order, Shipment shipment) {
        ShipmentRef ref = ShipmentRef.parse(task.payload());
        return ref.order().equals(order.id())
                && order.shipment(ref.shipmentId())
                        .filter(other -> isOpenUnderIt(other, shipment))
                        .isPresent();
    }
}
