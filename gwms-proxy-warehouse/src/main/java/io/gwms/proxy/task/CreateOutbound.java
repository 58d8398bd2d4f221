package io.gwms.proxy.task;

import io.gwms.order.CancelRequest;
import io.gwms.order.OrderEvent;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * CREATE: hands an outbound order over exactly once and follows it until it ends.
 *
 * <p>A mark is committed before anything is sent. A round that finds one asks for the order first; only when the
 * warehouse said «not there» twice, the second time a settle delay after the first, is it sent again: a first request
 * may still take effect after a look-up did not see it. What was sent twice and never seen is for a person.
 */
final class CreateOutbound implements TaskHandler {
    private static final int MOST_SENDS = 2;

    private final Desk desk;
    private final Following following;

    CreateOutbound(Desk desk, Following following) {
        this.desk = desk;
        this.following = following;
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (!run.task().businessType().equals(BusinessType.OUTBOUND)) {
            return TaskResult.needsHuman(
                    ManualReason.NO_HANDLER,
                    "CREATE is done for outbound orders, not for " + run.task().businessType());
        }
        OutboundId id = new OutboundId(run.task().businessNo());
        Optional<OutboundOrder> stored = desk.setup.state().warehouseOrders().outbound(id);
        if (stored.isEmpty()) {
            return TaskResult.needsHuman(Desk.NOT_FOUND, "there is no outbound order " + id);
        }
        OutboundOrder outbound = stored.get();
        return switch (outbound.state()) {
            case CANCELLED -> TaskResult.done("outbound order " + id + " is cancelled");
            case CREATED ->
                desk.at(outbound, run.task(), CallAction.OUTBOUND_CREATE, counter -> {
                    return new Handing(run, outbound, counter).next();
                });
            case ACCEPTED, PARTLY_SHIPPED, SHIPPED ->
                desk.at(outbound, run.task(), CallAction.OUTBOUND_QUERY, counter -> {
                    return following.look(outbound, counter);
                });
        };
    }

    /** One round of handing an order over. */
    private final class Handing {
        private final TaskRun run;
        private final OutboundOrder outbound;
        private final Counter counter;
        private final ProxyCapabilities capabilities;

        Handing(TaskRun run, OutboundOrder outbound, Counter counter) {
            this.run = run;
            this.outbound = outbound;
            this.counter = counter;
            this.capabilities = counter.connector().capabilities();
        }

        TaskResult next() {
            SendMark mark = SendMark.of(run.checkpoint());
            return mark.isSent() ? lookUp(mark, "") : send(mark);
        }

        /** {@code before} is the mark of what was sent earlier, kept where this time surely nothing was taken. */
        private TaskResult send(SendMark before) {
            if (isCancelAsked()) {
                return neverSent();
            }
            Goods.Ordered ordered = Goods.toProxy(outbound, counter.route(), desk.routes);
            Optional<String> channel = desk.routes.proxyChannel(counter.route(), outbound.channel());
            if (channel.isEmpty() || !ordered.problem().isEmpty()) {
                String problem = channel.isEmpty()
                        ? "channel " + outbound.channel() + " has no name in "
                                + counter.route().system() + " warehouse "
                                + counter.route().proxyWarehouse()
                        : ordered.problem();
                return TaskResult.needsHuman(ManualReason.MAPPING, problem + "; add it to the routes, then Sync Now")
                        .checkpoint(kept(before));
            }
            SendMark mark = before.sending(now());
            run.checkpoint(mark.text());
            if (isCancelAsked()) {
                return neverSent();
            }
            var request = new OutboundRequest(
                    outbound.id().value(),
                    channel.get(),
                    outbound.recipient(),
                    ordered.lines(),
                    desk.setup.state().warehouseOrders().labels(outbound.id()));
            return Desk.only(counter.connector()
                            .createOutbounds(new CreateOutbounds(counter.session(), List.of(request))))
                    .fold(new Outcome.Cases<RemoteOrder, TaskResult>() {
                        @Override
                        public TaskResult done(RemoteOrder remote) {
                            return accepted(remote);
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            return notTaken(mark, before, refusal);
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return lookUp(mark, cause);
                        }
                    });
        }

        private TaskResult notTaken(SendMark mark, SendMark before, Refusal refusal) {
            if (refusal.code().equals(RefusalCode.DUPLICATE_REFERENCE)) {
                return lookUp(mark, refusal.toString());
            }
            TaskResult result = Desk.isVerdict(refusal)
                    ? rejected(refusal.toString())
                    : Desk.refused(refusal, "outbound order " + outbound.id() + " was not taken");
            return result.checkpoint(kept(before));
        }

        private static String kept(SendMark mark) {
            return mark.isSent() ? mark.text() : "";
        }

        private TaskResult rejected(String text) {
            return TaskResult.needsHuman(ManualReason.REJECTED, text).with(() -> desk.setup
                    .orderEvents()
                    .happened(outbound.order(), new OrderEvent.OutboundRejected(outbound.id(), text)));
        }

        private TaskResult lookUp(SendMark mark, String answer) {
            if (!capabilities.findByReference()) {
                return TaskResult.needsHuman(
                                ManualReason.OUTCOME_UNKNOWN,
                                "outbound order " + outbound.id() + " may have been taken, and "
                                        + counter.route().system() + " cannot be asked by reference; look there")
                        .checkpoint(mark.text());
            }
            var request = new FindOrders(
                    counter.session().withContext(counter.session().context().withAction(CallAction.OUTBOUND_QUERY)),
                    List.of(outbound.id().value()));
            return Desk.only(counter.connector().findOutbounds(request))
                    .fold(new Outcome.Cases<Optional<RemoteOrder>, TaskResult>() {
                        @Override
                        public TaskResult done(Optional<RemoteOrder> found) {
                            return found.map(Handing.this::foundAgain).orElseGet(() -> notThere(mark, answer));
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            return (Desk.isVerdict(refusal)
                                            ? TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString())
                                            : Desk.refused(refusal, "looking for " + outbound.id() + " failed"))
                                    .checkpoint(mark.text());
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return TaskResult.failed("looking for " + outbound.id() + " failed: " + cause)
                                    .checkpoint(mark.text());
                        }
                    });
        }

        /** The order of our reference is ours when it asks for what we asked for. */
        private TaskResult foundAgain(RemoteOrder remote) {
            Goods.Ordered ordered = Goods.toProxy(outbound, counter.route(), desk.routes);
            if (Goods.same(ordered.lines(), remote.lines())) {
                return accepted(remote);
            }
            return TaskResult.needsHuman(
                    ManualReason.REJECTED,
                    "the warehouse has an order " + remote.thirdPartyNo() + " of reference " + outbound.id()
                            + " with other lines: " + remote.lines() + " instead of " + ordered.lines());
        }

        private TaskResult accepted(RemoteOrder remote) {
            if (remote.status() == RemoteStatus.CANCELLED) {
                return following
                        .cancelled(outbound, remote, counter)
                        .thirdPartyNo(remote.thirdPartyNo())
                        .checkpoint("");
            }
            var event = new OrderEvent.OutboundAccepted(outbound.id(), remote.thirdPartyNo(), remote.rawStatus());
            return TaskResult.again("accepted as " + remote.thirdPartyNo())
                    .thirdPartyNo(remote.thirdPartyNo())
                    .checkpoint("")
                    .with(() -> desk.setup.orderEvents().happened(outbound.order(), event));
        }

        private TaskResult notThere(SendMark mark, String answer) {
            Duration settle = capabilities.settleDelay();
            Instant now = now();
            Duration since = Duration.between(mark.firstNotThere().orElse(now), now);
            boolean settled = mark.firstNotThere().isPresent() && since.compareTo(settle) >= 0;
            if (settled && mark.sends() >= MOST_SENDS) {
                return TaskResult.needsHuman(
                                ManualReason.OUTCOME_UNKNOWN,
                                "outbound order " + outbound.id() + " was sent " + mark.sends()
                                        + " times and the warehouse does not show it; see the request log for what it"
                                        + " answered and look there, then use Sync Now to ask again or cancel the"
                                        + " order")
                        .checkpoint(mark.text());
            }
            if (settled) {
                return send(mark);
            }
            String text = "it is not known whether the warehouse took " + outbound.id()
                    + "; it does not show it, and is asked once more"
                    + (mark.sends() < MOST_SENDS ? " before it is sent again" : "")
                    + (answer.isEmpty() ? "" : "; it answered: " + answer);
            return TaskResult.againAfter(settle.minus(since), text)
                    .checkpoint(mark.notThere(now).text());
        }

        private TaskResult neverSent() {
            return TaskResult.done("cancelled before the warehouse had it")
                    .checkpoint("")
                    .with(() -> desk.setup
                            .orderEvents()
                            .happened(outbound.order(), new OrderEvent.OutboundCancelled(outbound.id(), "")));
        }

        private boolean isCancelAsked() {
            return desk.setup.state().orders().find(outbound.order()).stream()
                    .anyMatch(order -> order.cancelRequest() == CancelRequest.BY_OPERATOR
                            || order.cancelRequest() == CancelRequest.BY_PLATFORM);
        }

        private Instant now() {
            return desk.setup.clock().instant();
        }
    }
}
