package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.internal.ShipmentRef;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.Shipment;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.StoreSession;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Fetches the tracking number that a platform issues for a shipment it was told of, and puts it on the order. */
final class TrackingHandler implements TaskHandler {
    private final ModuleSetup setup;
    private final StoreSessions sessions;

    TrackingHandler(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    static Change task(ShipmentRef ref, String number, Instant now) {
        return new Change.AddTask(NewTask.of(
                        TaskType.TRACKING,
                        "tracking:" + ref.order() + ":" + ref.shipmentId(),
                        BusinessType.ORDER,
                        number,
                        now)
                .payload(ref.payload()));
    }

    /** At once, then after 1, 5 and 15 minutes and every hour; a person after two weeks. */
    static PollingPolicy policy() {
        PollingPolicy prompt = PollingPolicy.prompt();
        return new PollingPolicy(
                prompt.firstDelay(),
                prompt.ladder(),
                prompt.failureLadder(),
                prompt.failuresToManual(),
                prompt.crashesToManual(),
                0,
                Duration.ofDays(14),
                prompt.deadline());
    }

    @Override
    public TaskResult run(TaskRun run) {
        ShipmentRef ref = ShipmentRef.parse(run.task().payload());
        Optional<Shipment> shipment =
                setup.state().orders().find(ref.order()).flatMap((Order order) -> order.shipment(ref.shipmentId()));
        if (shipment.isEmpty() || shipment.get().platformShipmentId().isEmpty()) {
            return TaskResult.done("the platform was told of no shipment " + ref.shipmentId());
        }
        // Only reads, so a store that must not be written to is no obstacle.
        return sessions.store(ref.order().store())
                .filter(store -> sessions.whyNot(store).isEmpty())
                .flatMap(store -> sessions.connector(store)
                        .map(connector -> connector.fetchTracking(new FetchTracking(
                                session(run.task(), ref),
                                List.of(new FetchTracking.Written(
                                        ref.order().platformOrderId(),
                                        shipment.get().platformShipmentId()))))))
                .map(answers -> answered(ref, EffectRound.only(answers, found -> found)))
                .orElseGet(() ->
                        TaskResult.again("waits until the store " + ref.order().store() + " can be called"));
    }

    private StoreSession session(SyncTask task, ShipmentRef ref) {
        return sessions.open(
                sessions.store(ref.order().store()).orElseThrow(), task, CallAction.TRACKING_LOOKUP, ref.order());
    }

    private TaskResult answered(ShipmentRef ref, Outcome<Optional<IssuedTracking>> answer) {
        return answer.fold(new Outcome.Cases<Optional<IssuedTracking>, TaskResult>() {
            @Override
            public TaskResult done(Optional<IssuedTracking> issued) {
                return issued.map(tracking -> TaskResult.done("issued: " + tracking.trackingNumber())
                                .thirdPartyNo(tracking.trackingNumber())
                                .with(() -> setup.orderEvents()
                                        .happened(
                                                ref.order(),
                                                new OrderEvent.TrackingIssued(
                                                        ref.shipmentId(),
                                                        tracking.trackingNumber(),
                                                        tracking.carrier()))))
                        .orElseGet(() -> TaskResult.again("the platform has issued no tracking number yet"));
            }

            @Override
            public TaskResult refused(Refusal refusal) {
                return Waits.of(refusal)
                        .orElseGet(() -> refusal.isTemporary()
                                ? TaskResult.failed(refusal.toString())
                                : TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString()));
            }

            @Override
            public TaskResult unknown(String cause) {
                return TaskResult.failed(cause);
            }
        });
    }
}
