package io.gwms.proxy.task;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskType;
import io.gwms.task.TaskVerdict;
import java.util.List;
import java.util.Optional;

/**
 * CANCEL: asks the warehouse to cancel and follows until the order itself says how it ended. Neither «done» nor
 * «cancelled before» of a cancel call is that end: a parcel that is being looked for may ship all the same.
 *
 * <p>When the warehouse was first asked is committed before it is, so that what it could not stop for an earlier wish is
 * not taken for an answer to this one.
 */
final class CancelTask implements TaskHandler {
    private final Consignments consignments;

    CancelTask(Consignments consignments) {
        this.consignments = consignments;
    }

    @Override
    public List<Change> cancelled(SyncTask task) {
        return new Orphans(consignments).withoutCancel(task);
    }

    @Override
    public TaskResult run(TaskRun run) {
        return consignments.round(run, consignment -> switch (consignment.stage()) {
            case CANCELLED -> TaskResult.done(consignment + " is cancelled");
            case DONE -> tooLate(consignment, run.task(), "it is " + consignment.ended());
            case NEW, THERE ->
                consignments.at(
                        consignment,
                        run.task(),
                        consignment.actions().cancel(),
                        counter -> new Cancelling(run, consignment, counter).next());
        });
    }

    private TaskResult tooLate(Consignment order, SyncTask task, String text) {
        return TaskResult.needsHuman(
                        ManualReason.REJECTED, "the warehouse does not cancel " + order.reference() + ": " + text)
                .checkpoint("")
                .with(() -> new Orphans(consignments).takenBack(order, task, text));
    }

    /** One round of a cancel. */
    private final class Cancelling {
        private final TaskRun run;
        private final Consignment order;
        private final Counter counter;

        Cancelling(TaskRun run, Consignment order, Counter counter) {
            this.run = run;
            this.order = order;
            this.counter = counter;
        }

        TaskResult next() {
            if (order.cancelModel(counter.connector().capabilities()) == ProxyCapabilities.CancelModel.NONE) {
                return tooLate(order, run.task(), counter.route().system() + " takes no cancellations");
            }
            return look(true);
        }

        private TaskResult look(boolean thenAsk) {
            return consignments.find(
                    order, counter, found -> found.isEmpty() ? notThere() : seen(found.get(), thenAsk));
        }

        private TaskResult seen(RemoteOrder remote, boolean thenAsk) {
            if (remote.status() == RemoteStatus.CANCELLED) {
                return cancelledThere(remote)
                        .thirdPartyNo(remote.thirdPartyNo())
                        .checkpoint("");
            }
            boolean isOverWithoutMoving = order.isDone(remote.status()) && !order.hasMoved(remote);
            if (isOverWithoutMoving) {
                return order.cancelledThere(remote, counter)
                        .thirdPartyNo(remote.thirdPartyNo())
                        .checkpoint("");
            }
            if (order.isDone(remote.status())) {
                return tooLate(order, run.task(), "it is " + Following.word(remote) + " as " + remote.thirdPartyNo())
                        .thirdPartyNo(remote.thirdPartyNo());
            }
            if (thenAsk) {
                return ask(remote);
            }
            return TaskResult.again(
                            "the cancel is asked for, and the warehouse still says '" + Following.word(remote) + "'")
                    .thirdPartyNo(remote.thirdPartyNo());
        }

        /** Success only when nothing moved: what did is booked, and a person is told. */
        private TaskResult cancelledThere(RemoteOrder remote) {
            TaskResult followed = order.cancelledThere(remote, counter);
            return followed.verdict() instanceof TaskVerdict.Done && order.hasMoved(remote)
                    ? TaskResult.needsHuman(
                                    ManualReason.REJECTED,
                                    "the warehouse cancelled " + order.reference() + " after all of it had "
                                            + order.ended() + " as " + remote.thirdPartyNo() + "; that is booked")
                            .with(followed::changes)
                    : followed;
        }

        private TaskResult ask(RemoteOrder remote) {
            SendMark before = SendMark.of(run.checkpoint());
            SendMark mark = before.isSent() ? before.there() : before.sending(consignments.now());
            if (!mark.equals(before)) {
                run.checkpoint(mark.text());
            }
            return order.cancel(counter, remote.thirdPartyNo(), before.sentAt())
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
                                    ? tooLate(order, run.task(), refusal.toString())
                                    : Desk.refused(refusal, "asking to cancel " + order.reference() + " failed");
                        }

                        @Override
                        public TaskResult unknown(String cause) {
                            return look(false);
                        }
                    });
        }

        private TaskResult notThere() {
            if (order.stage() != Consignment.Stage.NEW) {
                return consignments.vanished(order);
            }
            return consignments.notThere(run, order, counter, Optional.of(TaskType.CREATE));
        }
    }
}
