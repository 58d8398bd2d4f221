package io.gwms.proxy.task;

import io.gwms.order.OrderEvent;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelRequests;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.task.TaskVerdict;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * CANCEL: asks the warehouse to cancel and follows until the order itself says how it ended. Neither «done» nor
 * «cancelled before» of a cancel call is that end: a parcel that is being looked for may ship all the same.
 */
final class CancelOutbound implements TaskHandler {
    private static final int ROUNDS_LOOKED_AT = 50;

    private final Desk desk;
    private final Following following;

    CancelOutbound(Desk desk, Following following) {
        this.desk = desk;
        this.following = following;
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (!run.task().businessType().equals(BusinessType.OUTBOUND)) {
            return TaskResult.needsHuman(
                    ManualReason.NO_HANDLER,
                    "CANCEL is done for outbound orders, not for " + run.task().businessType());
        }
        OutboundId id = new OutboundId(run.task().businessNo());
        Optional<OutboundOrder> stored = desk.setup.state().warehouseOrders().outbound(id);
        if (stored.isEmpty()) {
            return TaskResult.needsHuman(Desk.NOT_FOUND, "there is no outbound order " + id);
        }
        OutboundOrder outbound = stored.get();
        if (outbound.state() == OutboundOrder.State.CANCELLED) {
            return TaskResult.done("outbound order " + id + " is cancelled");
        }
        if (outbound.state() == OutboundOrder.State.SHIPPED) {
            return tooLate(outbound, "it is shipped");
        }
        return desk.at(outbound, run.task(), CallAction.OUTBOUND_CANCEL, counter -> {
            return new Cancelling(run, outbound, counter).next();
        });
    }

    private TaskResult tooLate(OutboundOrder outbound, String text) {
        return TaskResult.needsHuman(
                        ManualReason.REJECTED, "the warehouse does not cancel " + outbound.id() + ": " + text)
                .with(() -> desk.setup
                        .orderEvents()
                        .happened(outbound.order(), new OrderEvent.CancelRefused(outbound.id(), text)));
    }

    /** One round of a cancel. */
    private final class Cancelling {
        private final TaskRun run;
        private final OutboundOrder outbound;
        private final Counter counter;
        private final ProxyCapabilities capabilities;

        Cancelling(TaskRun run, OutboundOrder outbound, Counter counter) {
            this.run = run;
            this.outbound = outbound;
            this.counter = counter;
            this.capabilities = counter.connector().capabilities();
        }

        TaskResult next() {
            if (capabilities.cancel() == ProxyCapabilities.CancelModel.NONE) {
                return tooLate(outbound, counter.route().system() + " takes no cancellations");
            }
            return look(true);
        }

        private TaskResult look(boolean thenAsk) {
            var request = new FindOrders(
                    counter.session().withContext(counter.session().context().withAction(CallAction.OUTBOUND_QUERY)),
                    List.of(outbound.id().value()));
            return Desk.only(counter.connector().findOutbounds(request))
                    .fold(new Outcome.Cases<Optional<RemoteOrder>, TaskResult>() {
                        @Override
                        public TaskResult done(Optional<RemoteOrder> found) {
                            return found.isEmpty() ? notThere() : seen(found.get(), thenAsk);
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            return Desk.isVerdict(refusal)
                                    ? TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString())
                                    : Desk.refused(refusal, "looking for " + outbound.id() + " failed");
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return TaskResult.failed("looking for " + outbound.id() + " failed: " + cause);
                        }
                    });
        }

        private TaskResult seen(RemoteOrder remote, boolean thenAsk) {
            if (remote.status() == RemoteStatus.CANCELLED) {
                return cancelledThere(remote)
                        .thirdPartyNo(remote.thirdPartyNo())
                        .checkpoint("");
            }
            if (remote.status() == RemoteStatus.SHIPPED) {
                return tooLate(outbound, "it shipped as " + remote.thirdPartyNo())
                        .thirdPartyNo(remote.thirdPartyNo());
            }
            if (thenAsk) {
                return ask(remote);
            }
            return TaskResult.again(
                            "the cancel is asked for, and the warehouse still says '" + Following.word(remote) + "'")
                    .thirdPartyNo(remote.thirdPartyNo())
                    .checkpoint("");
        }

        /** Success only when nothing left: what left is booked, the order says so, and a person is told. */
        private TaskResult cancelledThere(RemoteOrder remote) {
            TaskResult followed = following.cancelled(outbound, remote, counter);
            return followed.verdict() instanceof TaskVerdict.Done && Following.hasLeft(remote)
                    ? TaskResult.needsHuman(
                                    ManualReason.REJECTED,
                                    "the warehouse cancelled " + outbound.id() + " after all of it had shipped as "
                                            + remote.thirdPartyNo() + "; what shipped is booked")
                            .with(followed::changes)
                    : followed;
        }

        private TaskResult ask(RemoteOrder remote) {
            var target = new CancelRequests.Target(outbound.id().value(), remote.thirdPartyNo());
            var request = new CancelRequests(counter.session(), List.of(target), "cancelled by the seller");
            return Desk.only(counter.connector().cancelOutbounds(request))
                    .fold(new Outcome.Cases<RemoteStatus, TaskResult>() {
                        @Override
                        public TaskResult done(RemoteStatus status) {
                            return look(false);
                        }

                        @Override
                        public TaskResult refused(Refusal refusal) {
                            if (refusal.code().equals(RefusalCode.ALREADY_DONE)
                                    || refusal.code().equals(RefusalCode.NOT_FOUND)) {
                                return look(false);
                            }
                            return Desk.isVerdict(refusal)
                                    ? tooLate(outbound, refusal.toString())
                                    : Desk.refused(refusal, "asking to cancel " + outbound.id() + " failed");
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return look(false);
                        }
                    });
        }

        /**
         * An order the warehouse does not show was never there when it still does not show it a settle delay later and
         * nobody is handing it over at this moment; from then on nobody will, since a cancel is asked for.
         */
        private TaskResult notThere() {
            if (outbound.state() != OutboundOrder.State.CREATED) {
                return TaskResult.failed("the warehouse accepted " + outbound.id() + " as " + outbound.thirdPartyNo()
                        + " and does not show it any more");
            }
            Instant now = desk.setup.clock().instant();
            SendMark mark = SendMark.of(run.checkpoint()).notThere(now);
            Duration since = Duration.between(mark.firstNotThere().orElse(now), now);
            boolean settled = !since.isZero() && since.compareTo(capabilities.settleDelay()) >= 0;
            if (settled && !isBeingHandedOver()) {
                return neverThere();
            }
            Duration rest = capabilities.settleDelay().minus(since);
            Duration delay = rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
            return TaskResult.againAfter(delay, "the warehouse does not show it; it is asked once more")
                    .checkpoint(mark.text());
        }

        private boolean isBeingHandedOver() {
            TaskQuery query = TaskQuery.newest(ROUNDS_LOOKED_AT)
                    .withType(TaskType.CREATE)
                    .withBusinessNo(outbound.id().value());
            return desk.setup.state().tasks().list(query).stream()
                    .anyMatch(task -> task.status() == TaskStatus.RUNNING);
        }

        private TaskResult neverThere() {
            return TaskResult.done("the warehouse never had it").with(() -> desk.setup
                    .orderEvents()
                    .happened(outbound.order(), new OrderEvent.OutboundCancelled(outbound.id(), "")));
        }
    }
}
