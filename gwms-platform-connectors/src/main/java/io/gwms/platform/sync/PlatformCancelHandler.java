package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.internal.PlatformCancel;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells the platform that an order is cancelled here, as the answer to the buyer who asked for it or by itself; or that an
 * order goes on although the buyer asked. The order has moved already, so what the platform says only shows at it.
 */
final class PlatformCancelHandler implements TaskHandler {
    private final ModuleSetup setup;
    private final StoreSessions sessions;
    private final WriteDoor door;

    PlatformCancelHandler(ModuleSetup setup, StoreSessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
        this.door = new WriteDoor(sessions);
    }

    @Override
    public TaskResult run(TaskRun run) {
        PlatformCancel told = PlatformCancel.parse(run.task().payload());
        Optional<Order> order = setup.state().orders().find(told.order());
        if (order.isEmpty()) {
            return TaskResult.needsHuman(ManualReason.REJECTED, "there is no order " + told.order());
        }
        if (isSo(order.get().platform(), told)) {
            return TaskResult.done("it is so at the platform already");
        }
        return door.through(told.order().store(), (store, connector) -> {
            Telling telling = new Telling(run.task(), told, order.get(), store, connector);
            return telling.obstacle()
                    .map(why -> TaskResult.needsHuman(ManualReason.REJECTED, why.toString())
                            .with(() -> telling.refused(why)))
                    .orElseGet(() -> new EffectRound(
                                    run, setup.clock(), connector.capabilities().settleDelay(), telling)
                            .go(Optional.empty()));
        });
    }

    @Override
    public List<Change> cancelled(SyncTask task) {
        PlatformCancel told = PlatformCancel.parse(task.payload());
        return happened(told, new OrderEvent.CancelNotTold("its task was cancelled by hand; look at the platform"));
    }

    /** Whether the order stands there as it is to be told. */
    private static boolean isSo(PlatformOrder order, PlatformCancel told) {
        return told.keeps() ? !order.cancelRequested() : order.fact() == PlatformFact.CANCELLED;
    }

    private List<Change> happened(PlatformCancel told, OrderEvent event) {
        return setup.orderEvents().happened(told.order(), event);
    }

    /** The platform is told of one cancel. */
    private final class Telling implements Effect {
        private final PlatformCancel told;
        private final Order order;
        private final Store store;
        private final PlatformConnector connector;
        private final PlatformCapabilities can;
        private final StoreSession session;
        private final boolean answers;

        Telling(SyncTask task, PlatformCancel told, Order order, Store store, PlatformConnector connector) {
            this.told = told;
            this.order = order;
            this.store = store;
            this.connector = connector;
            this.can = connector.capabilities();
            this.session = sessions.open(store, task, CallAction.ORDER_CANCEL, order.id());
            this.answers = order.platform().cancelRequested() && can.canAnswerCancelRequests();
        }

        Optional<Refusal> obstacle() {
            return answers || (can.canCancelOrders() && !told.keeps())
                    ? Optional.empty()
                    : Optional.of(Refusal.permanent(
                            RefusalCode.UNSUPPORTED,
                            store.platform() + " cannot be told that "
                                    + (told.keeps() ? "an order goes on" : "an order is cancelled")));
        }

        @Override
        public String name() {
            return told.keeps() ? "the answer to the buyer" : "the cancel";
        }

        @Override
        public Outcome<Receipt> send() {
            String id = order.id().platformOrderId();
            Outcome<Receipt> answer = EffectRound.only(
                    answers
                            ? connector.answerCancelRequests(new AnswerCancelRequests(
                                    session,
                                    List.of(new AnswerCancelRequests.Answer(id, !told.keeps(), told.reason()))))
                            : connector.cancelOrders(
                                    new CancelOrders(session, List.of(id), told.cause(), told.reason())),
                    word -> new Receipt(word, false));
            boolean already = answer instanceof Outcome.Refused<Receipt> refused
                    && refused.refusal().code().equals(RefusalCode.ALREADY_DONE);
            return already ? Outcome.done(new Receipt("it was so already", false)) : answer;
        }

        @Override
        public boolean canAsk() {
            return can.canLookUpByNumber();
        }

        @Override
        public Outcome<Optional<Receipt>> ask(String transaction) {
            return connector
                    .lookUpOrders(new LookUpOrders(
                            session, order.kind(), List.of(order.platform().number())))
                    .then(page -> page.orders().stream()
                            .flatMap(PlatformCancelHandler::read)
                            .filter(seen ->
                                    seen.platformOrderId().equals(order.id().platformOrderId()))
                            .findFirst()
                            .map(seen -> Outcome.done(
                                    isSo(seen, told)
                                            ? Optional.of(new Receipt(seen.fulfillmentStatus(), false))
                                            : Optional.<Receipt>empty()))
                            .orElseGet(() -> Outcome.unknown("the platform does not show the order")));
        }

        @Override
        public TaskResult applied(Receipt receipt, String how) {
            return TaskResult.done("the platform knows, " + how + ": " + receipt.reference())
                    .with(() -> happened(told, new OrderEvent.CancelTold(receipt.reference())));
        }

        @Override
        public List<Change> refused(Refusal refusal) {
            return refusal.isTemporary() ? List.of() : happened(told, new OrderEvent.CancelNotTold(refusal.toString()));
        }

        @Override
        public List<Change> unknown(String text) {
            return List.of();
        }
    }

    private static Stream<PlatformOrder> read(FetchedOrder fetched) {
        return fetched.fold(seen -> Stream.of(seen.order()), unreadable -> Stream.empty());
    }
}
