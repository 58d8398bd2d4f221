package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.Shipment;
import io.gwms.order.ShipmentRef;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
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
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the platform of one shipment. A mark is committed before the call; whoever finds a mark asks the
 * platform first, and believes «not there» only after the settle delay, because a request without an
 * answer may still be carried out.
 */
final class WriteBackHandler implements TaskHandler {
    private static final Duration STORE_WAIT = Duration.ofMinutes(15);
    private static final Duration RATE_WAIT = Duration.ofSeconds(10);
    private static final int MOST_SENDS = 2;
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final ModuleSetup setup;
    private final StoreSessions sessions;

    WriteBackHandler(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
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
        Optional<Store> store = sessions.store(ref.order().store());
        Optional<String> obstacle = store.isEmpty()
                ? Optional.of("there is no store " + ref.order().store())
                : sessions.whyNotWrite(store.get());
        if (obstacle.isPresent()) {
            return TaskResult.againAfter(STORE_WAIT, "waits: " + obstacle.get());
        }
        Optional<PlatformConnector> connector = sessions.connector(store.get());
        if (connector.isEmpty()) {
            return TaskResult.needsHuman(
                    ManualReason.NO_HANDLER, "no connector for " + store.get().platform() + " is installed");
        }
        if (connector.get().capabilities().writeBack() == WriteBackSupport.NONE) {
            return TaskResult.done(store.get().platform() + " has no call to write shipments back");
        }
        return new Round(run, ref, order.get(), shipment.get(), store.get(), connector.get()).go();
    }

    /** One round for one shipment. */
    private final class Round {
        private final TaskRun run;
        private final ShipmentRef ref;
        private final Shipment shipment;
        private final PlatformConnector connector;
        private final PlatformCapabilities can;
        private final WriteShipments request;

        Round(TaskRun run, ShipmentRef ref, Order order, Shipment shipment, Store store, PlatformConnector connector) {
            this.run = run;
            this.ref = ref;
            this.shipment = shipment;
            this.connector = connector;
            this.can = connector.capabilities();
            StoreSession session = sessions.open(store, run.task(), CallAction.SHIPMENT_WRITE_BACK, order.id());
            this.request = new WriteShipments(session, List.of(notice(order)));
        }

        private ShipmentNotice notice(Order order) {
            return new ShipmentNotice(
                    run.task().key(),
                    order.id().platformOrderId(),
                    order.platform().number(),
                    can.writeBack() == WriteBackSupport.WHOLE_ORDER
                                    && !order.shipments().isEmpty()
                            ? allShipped(order)
                            : shipment.quantities(),
                    shipment.trackingNumber(),
                    shipment.carrier(),
                    shipment.serviceType(),
                    shipment.shippedAt(),
                    can.writeBack() == WriteBackSupport.WHOLE_ORDER ? Set.of() : others(order));
        }

        private Set<String> others(Order order) {
            return order.shipments().stream()
                    .filter(other -> !other.id().equals(shipment.id()))
                    .filter(other -> other.writeBack() == Shipment.WriteBack.CONFIRMED)
                    .map(Shipment::platformShipmentId)
                    .filter(id -> !id.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        TaskResult go() {
            Optional<WriteBackMark> mark = WriteBackMark.parse(run.checkpoint());
            if (mark.isPresent()) {
                return look(mark.get());
            }
            return shipment.writeBack() == Shipment.WriteBack.UNKNOWN
                    ? look(WriteBackMark.first(run.task().createdAt()))
                    : send(WriteBackMark.first(setup.clock().instant()));
        }

        /** Something may have been sent: ask before it is sent again. */
        private TaskResult look(WriteBackMark mark) {
            if (!can.canProbeShipments()) {
                String text = "whether the shipment was written back is unknown, and the platform cannot be asked;"
                        + " look there, then mark the order as shipped or ship it manually";
                return TaskResult.needsHuman(ManualReason.OUTCOME_UNKNOWN, text).with(() -> unknown(text));
            }
            Outcome<Optional<WrittenShipment>> answer = only(connector.probeShipments(request));
            return answer.fold(new Outcome.Cases<Optional<WrittenShipment>, TaskResult>() {
                @Override
                public TaskResult done(Optional<WrittenShipment> found) {
                    return found.map(there -> written(there, "found at the platform"))
                            .orElseGet(() -> notThere(mark));
                }

                @Override
                public TaskResult refused(Refusal refusal) {
                    if (refusal.code().equals(RefusalCode.RATE_LIMITED)) {
                        return TaskResult.againAfter(refusal.retryAfter().orElse(RATE_WAIT), refusal.text())
                                .checkpoint(mark.text());
                    }
                    String text = "whether the shipment was written back is unknown: " + refusal;
                    TaskResult result = refusal.isTemporary()
                            ? TaskResult.failed(text)
                            : TaskResult.needsHuman(ManualReason.OUTCOME_UNKNOWN, text);
                    return result.checkpoint(mark.text()).with(() -> WriteBackHandler.Round.this.unknown(text));
                }

                @Override
                public TaskResult unknown(String cause) {
                    return TaskResult.failed("the platform did not say whether it knows of the shipment: " + cause)
                            .checkpoint(mark.text());
                }
            });
        }

        private TaskResult notThere(WriteBackMark mark) {
            Instant settled = mark.sentAt().plus(can.settleDelay()).plus(MARGIN);
            Instant now = setup.clock().instant();
            if (!now.isBefore(settled) && mark.sends() >= MOST_SENDS) {
                String text = "the shipment was sent " + mark.sends()
                        + " times and the platform does not show it; look there, then use Sync Now to ask again or ship"
                        + " it manually";
                return TaskResult.needsHuman(ManualReason.OUTCOME_UNKNOWN, text)
                        .checkpoint(mark.text())
                        .with(() -> unknown(text));
            }
            if (!now.isBefore(settled)) {
                return send(mark.again(now));
            }
            String text =
                    "the platform does not know of the shipment yet; asked again when a late request can no longer arrive";
            return TaskResult.againAfter(Duration.between(now, settled), text)
                    .checkpoint(mark.text())
                    .with(() -> unknown(text));
        }

        private TaskResult send(WriteBackMark mark) {
            run.checkpoint(mark.text());
            Outcome<WrittenShipment> answer = only(connector.writeShipments(request));
            return answer.fold(new Outcome.Cases<WrittenShipment, TaskResult>() {
                @Override
                public TaskResult done(WrittenShipment written) {
                    return written(written, "written back");
                }

                @Override
                public TaskResult refused(Refusal refusal) {
                    return WriteBackHandler.Round.this.refused(refusal);
                }

                @Override
                public TaskResult unknown(String cause) {
                    return look(mark);
                }
            });
        }

        private TaskResult refused(Refusal refusal) {
            if (refusal.code().equals(RefusalCode.RATE_LIMITED)) {
                return TaskResult.againAfter(refusal.retryAfter().orElse(RATE_WAIT), refusal.text())
                        .checkpoint("");
            }
            OrderEvent failed =
                    new OrderEvent.WriteBackFailed(ref.shipmentId(), !refusal.isTemporary(), refusal.toString());
            TaskResult result = refusal.isTemporary()
                    ? TaskResult.failed(refusal.toString())
                    : TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString());
            return result.checkpoint("").with(() -> setup.orderEvents().happened(ref.order(), failed));
        }

        private TaskResult written(WrittenShipment written, String how) {
            OrderEvent event = new OrderEvent.WrittenBack(ref.shipmentId(), written.platformShipmentId());
            return TaskResult.done(how + ": " + written.platformShipmentId())
                    .thirdPartyNo(written.platformShipmentId())
                    .checkpoint("")
                    .with(() -> setup.orderEvents().happened(ref.order(), event));
        }

        private List<Change> unknown(String text) {
            return setup.orderEvents().happened(ref.order(), new OrderEvent.WriteBackUnknown(ref.shipmentId(), text));
        }
    }

    private static Map<String, Long> allShipped(Order order) {
        Map<String, Long> all = new HashMap<>();
        order.shipments()
                .forEach(shipment -> shipment.quantities().forEach((line, n) -> all.merge(line, n, Long::sum)));
        return all;
    }

    private static <T> Outcome<T> only(List<Outcome<T>> outcomes) {
        if (outcomes.size() != 1) {
            throw new IllegalStateException("the connector gave " + outcomes.size() + " outcomes for one shipment");
        }
        return outcomes.get(0);
    }
}
