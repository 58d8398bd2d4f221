package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.order.Order;
import io.gwms.order.OrderAttempt;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StoreSession;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells the platform what of a purchase order is accepted, line by line (platform-orders, section 2.7). What is said is
 * in the order's attempt; a task whose attempt has ended has nothing to say.
 */
final class AcknowledgeHandler implements TaskHandler {
    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final WriteDoor door;

    AcknowledgeHandler(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
        this.door = new WriteDoor(sessions);
    }

    @Override
    public TaskResult run(TaskRun run) {
        OrderId id = OrderId.parse(run.task().payload());
        Optional<Order> order = setup.state().orders().find(id);
        Optional<OrderAttempt.Acknowledging> attempt =
                order.flatMap(found -> attempt(found, run.task().key()));
        if (attempt.isEmpty()) {
            return TaskResult.done("the order is not being acknowledged any more");
        }
        return door.through(id.store(), (store, connector) -> {
            Telling telling = new Telling(run.task(), order.get(), attempt.get(), store, connector);
            return telling.obstacle()
                    .map(why -> TaskResult.needsHuman(ManualReason.REJECTED, why.toString())
                            .with(() -> telling.refused(why)))
                    .orElseGet(() -> new EffectRound(
                                    run, setup.clock(), connector.capabilities().settleDelay(), telling)
                            .go(telling.sentBefore()));
        });
    }

    /** The acknowledgement counts as refused, so that the order is not left waiting for it. */
    @Override
    public List<Change> cancelled(SyncTask task) {
        OrderId id = OrderId.parse(task.payload());
        OrderEvent failed = new OrderEvent.AcknowledgeFailed(
                task.key(),
                true,
                "its task was cancelled by hand; what was sent before may have been taken, so look at the platform");
        return setup.state().orders().find(id).isPresent() ? setup.orderEvents().happened(id, failed) : List.of();
    }

    private static Optional<OrderAttempt.Acknowledging> attempt(Order order, String key) {
        return order.attempt() instanceof OrderAttempt.Acknowledging attempt
                        && attempt.key().equals(key)
                ? Optional.of(attempt)
                : Optional.empty();
    }

    /** The platform is told of one acknowledgement. */
    private final class Telling implements Effect {
        private final SyncTask task;
        private final OrderId order;
        private final OrderAttempt.Acknowledging attempt;
        private final Store store;
        private final PlatformConnector connector;
        private final PlatformCapabilities can;
        private final StoreSession session;
        private final String number;

        Telling(
                SyncTask task,
                Order order,
                OrderAttempt.Acknowledging attempt,
                Store store,
                PlatformConnector connector) {
            this.task = task;
            this.order = order.id();
            this.attempt = attempt;
            this.store = store;
            this.connector = connector;
            this.can = connector.capabilities();
            this.session = sessions.open(store, task, CallAction.ORDER_ACKNOWLEDGE, order.id());
            this.number = order.platform().number();
        }

        /** Why the platform would not take it, which is known without asking. */
        Optional<Refusal> obstacle() {
            if (!can.canAcknowledge()) {
                return Optional.of(
                        Refusal.permanent(RefusalCode.UNSUPPORTED, store.platform() + " takes no acknowledgements"));
            }
            return attempt.lines().stream()
                    .filter(line -> line.rejected() > 0)
                    .filter(line -> !can.rejectReasons().isEmpty()
                            && !can.rejectReasons().contains(line.rejectReason()))
                    .findFirst()
                    .map(line -> Refusal.permanent(
                            RefusalCode.INVALID_REQUEST,
                            "the reason of line " + line.lineId() + " is '" + line.rejectReason() + "', but "
                                    + store.platform() + " takes one of "
                                    + can.rejectReasons().stream().sorted().toList()));
        }

        /** The mark of what may have been sent before this task began, where the platform can be asked about it. */
        Optional<EffectMark> sentBefore() {
            if (attempt.unknown()) {
                return Optional.of(EffectMark.first(task.createdAt()));
            }
            return canAsk()
                    ? Leftovers.sentBefore(setup, task, other -> other.payload().equals(task.payload()))
                    : Optional.empty();
        }

        @Override
        public String name() {
            return "the acknowledgement";
        }

        @Override
        public Outcome<Receipt> send() {
            return EffectRound.only(connector.acknowledge(request("")), Telling::receipt);
        }

        @Override
        public boolean canAsk() {
            return can.canProbeAcknowledgements();
        }

        @Override
        public Outcome<Optional<Receipt>> ask(String transaction) {
            return EffectRound.only(
                    connector.probeAcknowledgements(request(transaction)), found -> found.map(Telling::receipt));
        }

        private AcknowledgeOrders request(String transaction) {
            List<AcknowledgeOrders.Line> lines = attempt.lines().stream()
                    .map(line -> new AcknowledgeOrders.Line(
                            line.lineId(), line.accepted(), line.rejected(), line.rejectReason()))
                    .toList();
            return new AcknowledgeOrders(
                    session,
                    List.of(new AcknowledgeOrders.Acknowledgement(
                            attempt.key(), order.platformOrderId(), number, lines, transaction)));
        }

        private static Receipt receipt(Acknowledged acknowledged) {
            return new Receipt(acknowledged.reference(), acknowledged.pending());
        }

        @Override
        public TaskResult applied(Receipt receipt, String how) {
            return TaskResult.done("acknowledged, " + how + ": " + receipt.reference())
                    .thirdPartyNo(receipt.reference())
                    .with(() -> {
                        List<Change> changes = new ArrayList<>(happened(new OrderEvent.Acknowledged(attempt.key())));
                        changes.addAll(Leftovers.ended(
                                setup, task, other -> other.payload().equals(task.payload())));
                        return changes;
                    });
        }

        @Override
        public List<Change> refused(Refusal refusal) {
            return happened(
                    new OrderEvent.AcknowledgeFailed(attempt.key(), !refusal.isTemporary(), refusal.toString()));
        }

        @Override
        public List<Change> unknown(String text) {
            return happened(new OrderEvent.AcknowledgeUnknown(attempt.key(), text));
        }

        private List<Change> happened(OrderEvent event) {
            return setup.orderEvents().happened(order, event);
        }
    }
}
