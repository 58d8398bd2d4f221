package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.internal.ShipmentRef;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.Shipment;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells the platform of one shipment, once. */
final class WriteBackHandler implements TaskHandler {
    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final WriteDoor door;

    WriteBackHandler(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
        this.door = new WriteDoor(sessions);
    }

    @Override
    public TaskResult run(TaskRun run) {
        ShipmentRef ref = ShipmentRef.parse(run.task().payload());
        Optional<Order> order = setup.state().orders().find(ref.order());
        Optional<Shipment> shipment = order.flatMap(found -> found.shipment(ref.shipmentId()));
        if (order.isEmpty() || shipment.isEmpty()) {
            return TaskResult.needsHuman(
                    ManualReason.REJECTED, "there is no shipment " + ref.shipmentId() + " of the order " + ref.order());
        }
        if (shipment.get().writeBack() == Shipment.WriteBack.CONFIRMED) {
            return TaskResult.done("the platform knows of the shipment already");
        }
        if (shipment.get().writeBack() == Shipment.WriteBack.NONE
                && EffectMark.parse(run.checkpoint()).isEmpty()) {
            return TaskResult.done("nothing is told of it any more: the platform cancelled the order");
        }
        return door.through(ref.order().store(), (store, connector) -> {
            PlatformCapabilities can = connector.capabilities();
            if (can.writeBack() == WriteBackSupport.NONE) {
                return TaskResult.done(store.platform() + " has no call to write shipments back");
            }
            Optional<TaskResult> turn = can.writeBack() == WriteBackSupport.PARTIAL
                    ? SameNumber.turn(setup, run.task(), order.get(), shipment.get())
                    : Optional.empty();
            if (turn.isPresent()) {
                return turn.get();
            }
            Telling telling = new Telling(run.task(), ref, order.get(), shipment.get(), store, connector);
            return new EffectRound(run, setup.clock(), can.settleDelay(), telling).go(telling.sentBefore());
        });
    }

    /** The shipment counts as refused, so that it can be told again or otherwise, and no attempt stays open for it. */
    @Override
    public List<Change> cancelled(SyncTask task) {
        ShipmentRef ref = ShipmentRef.parse(task.payload());
        boolean known = setup.state()
                .orders()
                .find(ref.order())
                .flatMap(order -> order.shipment(ref.shipmentId()))
                .isPresent();
        OrderEvent failed = new OrderEvent.WriteBackFailed(
                ref.shipmentId(),
                true,
                "its task was cancelled by hand; what was sent before may have been taken, so look at the platform");
        return known ? setup.orderEvents().happened(ref.order(), failed) : List.of();
    }

    /** The platform is told of one shipment. */
    private final class Telling implements Effect {
        private final SyncTask task;
        private final ShipmentRef ref;
        private final Shipment shipment;
        private final PlatformConnector connector;
        private final PlatformCapabilities can;
        private final StoreSession session;
        private final ShipmentNotice notice;

        Telling(
                SyncTask task,
                ShipmentRef ref,
                Order order,
                Shipment shipment,
                Store store,
                PlatformConnector connector) {
            this.task = task;
            this.ref = ref;
            this.shipment = shipment;
            this.connector = connector;
            this.can = connector.capabilities();
            this.session = sessions.open(store, task, CallAction.SHIPMENT_WRITE_BACK, order.id());
            this.notice = notice(task, order);
        }

        /**
         * The mark of what may have been sent before this task began, where the platform can be asked about it. Where it
         * cannot, the person who cancelled the task before and asks for another has looked.
         */
        Optional<EffectMark> sentBefore() {
            Optional<EffectMark> left = canAsk()
                    ? Leftovers.sentBefore(
                            setup,
                            task,
                            other -> ShipmentRef.parse(other.payload()).order().equals(ref.order()))
                    : Optional.empty();
            return left.or(() -> shipment.writeBack() == Shipment.WriteBack.UNKNOWN
                    ? Optional.of(EffectMark.first(task.createdAt()))
                    : Optional.empty());
        }

        private ShipmentNotice notice(SyncTask task, Order order) {
            boolean whole = can.writeBack() == WriteBackSupport.WHOLE_ORDER;
            return new ShipmentNotice(
                    task.key(),
                    order.id().platformOrderId(),
                    order.platform().number(),
                    whole && !order.shipments().isEmpty() ? allShipped(order) : left(shipment.quantities()),
                    shipment.trackingNumber(),
                    shipment.carrier(),
                    shipment.serviceType(),
                    shipment.shippedAt(),
                    whole ? Set.of() : others(order));
        }

        private Set<String> others(Order order) {
            return order.shipments().stream()
                    .filter(other -> !other.id().equals(shipment.id()))
                    .filter(other -> other.writeBack() == Shipment.WriteBack.CONFIRMED)
                    .map(Shipment::platformShipmentId)
                    .filter(id -> !id.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public String name() {
            return "the shipment";
        }

        @Override
        public Outcome<Receipt> send() {
            return EffectRound.only(connector.writeShipments(request(notice)), Telling::receipt);
        }

        @Override
        public boolean canAsk() {
            return can.canProbeShipments();
        }

        @Override
        public Outcome<Optional<Receipt>> ask(String transaction) {
            return EffectRound.only(
                    connector.probeShipments(request(notice.withTransaction(transaction))),
                    found -> found.map(Telling::receipt));
        }

        private WriteShipments request(ShipmentNotice notice) {
            return new WriteShipments(session, List.of(notice));
        }

        /** A parcel under the same number may have been told meanwhile, by a task that was cancelled over it. */
        @Override
        public boolean isAnothers(Receipt receipt) {
            Set<String> ids = ids(receipt.reference()).collect(Collectors.toSet());
            return can.writeBack() == WriteBackSupport.PARTIAL
                    && setup.state().orders().find(ref.order()).stream()
                            .flatMap(order -> others(order).stream())
                            .flatMap(Telling::ids)
                            .anyMatch(ids::contains);
        }

        private static Receipt receipt(WrittenShipment written) {
            return new Receipt(written.platformShipmentId(), written.pending());
        }

        @Override
        public TaskResult applied(Receipt receipt, String how) {
            return TaskResult.done("written back, " + how + ": " + receipt.reference())
                    .thirdPartyNo(receipt.reference())
                    .with(() -> written(receipt.reference()));
        }

        private List<Change> written(String platformShipmentId) {
            List<Change> changes =
                    new ArrayList<>(happened(new OrderEvent.WrittenBack(ref.shipmentId(), platformShipmentId)));
            changes.addAll(Leftovers.ended(setup, task, this::isMoot));
            if (can.issuesTracking()) {
                changes.add(
                        TrackingHandler.task(ref, notice.number(), setup.clock().instant()));
            }
            return changes;
        }

        /** Connectors name what is in several parts by all of their ids. */
        private static Stream<String> ids(String platformShipmentId) {
            return Stream.of(platformShipmentId.split(","));
        }

        /** A shipment by hand that the platform refused is nobody's once another one was taken. */
        private boolean isMoot(SyncTask other) {
            ShipmentRef about = ShipmentRef.parse(other.payload());
            return about.order().equals(ref.order())
                    && setup.state()
                            .orders()
                            .find(about.order())
                            .flatMap(order -> order.shipment(about.shipmentId()))
                            .isEmpty();
        }

        @Override
        public List<Change> refused(Refusal refusal) {
            return happened(
                    new OrderEvent.WriteBackFailed(ref.shipmentId(), !refusal.isTemporary(), refusal.toString()));
        }

        @Override
        public List<Change> unknown(String text) {
            return happened(new OrderEvent.WriteBackUnknown(ref.shipmentId(), text));
        }

        private List<Change> happened(OrderEvent event) {
            return setup.orderEvents().happened(ref.order(), event);
        }
    }

    private static Map<String, Long> allShipped(Order order) {
        Map<String, Long> all = new HashMap<>();
        order.shipments()
                .forEach(shipment -> shipment.quantities().forEach((line, n) -> all.merge(line, n, Long::sum)));
        return left(all);
    }

    /** Without the lines of which nothing left, for platforms refuse a shipment of no pieces. */
    private static Map<String, Long> left(Map<String, Long> quantities) {
        Map<String, Long> left = new HashMap<>(quantities);
        left.values().removeIf(pieces -> pieces <= 0);
        return left;
    }
}
