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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * CREATE: hands an outbound or inbound order over exactly once and follows it until it ends.
 *
 * <p>A mark is committed before anything is sent. A round that finds one asks for the order first; only when the
 * warehouse said «not there» twice, the second time a settle delay after the first, is it sent again: a first request
 * may still take effect after a look-up did not see it. What was sent twice and never seen is for a person.
 */
final class CreateTask implements TaskHandler {
    private static final int MOST_SENDS = 2;

    private final Consignments consignments;

    CreateTask(Consignments consignments) {
        this.consignments = consignments;
    }

    @Override
    public List<Change> cancelled(SyncTask task) {
        return new Orphans(consignments).withoutCreate(task);
    }

    @Override
    public TaskResult run(TaskRun run) {
        return consignments.round(run, consignment -> switch (consignment.stage()) {
            case CANCELLED -> TaskResult.done(consignment + " is cancelled");
            case NEW ->
                consignments.at(
                        consignment,
                        run.task(),
                        consignment.actions().create(),
                        counter -> new Handing(run, consignment, counter).next());
            case THERE, DONE -> consignments.look(consignment, run.task(), false);
        });
    }

    /** One round of handing an order over. */
    private final class Handing {
        private final TaskRun run;
        private final Consignment order;
        private final Counter counter;
        private final ProxyCapabilities capabilities;

        Handing(TaskRun run, Consignment order, Counter counter) {
            this.run = run;
            this.order = order;
            this.counter = counter;
            this.capabilities = counter.connector().capabilities();
        }

        TaskResult next() {
            SendMark mark = SendMark.of(run.checkpoint());
            return mark.isSent() ? lookUp(mark, "") : send(mark);
        }

        /** {@code before} is the mark of what was sent earlier, kept where this time surely nothing was taken. */
        private TaskResult send(SendMark before) {
            if (order.isCancelAsked()) {
                return neverSent();
            }
            String unfit = order.whyNotTaken(capabilities);
            if (!unfit.isEmpty()) {
                return rejected(unfit).checkpoint(kept(before));
            }
            Goods.Ordered ordered = order.ordered(counter.route());
            if (!ordered.problem().isEmpty()) {
                return TaskResult.needsHuman(
                                ManualReason.MAPPING,
                                ordered.problem() + "; correct the routes, and it goes on by itself")
                        .checkpoint(kept(before));
            }
            order.sendingAs(ordered);
            SendMark mark = before.sending(now());
            run.checkpoint(mark.text());
            if (order.isCancelAsked()) {
                return neverSent();
            }
            return order.create(counter, ordered).fold(new Outcome.Cases<RemoteOrder, TaskResult>() {
                @Override
                public TaskResult done(RemoteOrder remote) {
                    boolean mayBeAnother =
                            order.duplicates(capabilities) == ProxyCapabilities.DuplicateModel.FIRST_AGAIN;
                    return mayBeAnother ? foundAgain(remote) : accepted(remote);
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
                    : Desk.refused(refusal, order + " was not taken");
            return result.checkpoint(kept(before));
        }

        private static String kept(SendMark mark) {
            return mark.isSent() ? mark.text() : "";
        }

        /** What somebody wants cancelled anyway has its end with that. */
        private TaskResult rejected(String text) {
            TaskResult result = order.isCancelAsked()
                    ? TaskResult.done("cancelled as asked; the warehouse would not have taken it: " + text)
                    : TaskResult.needsHuman(ManualReason.REJECTED, text);
            return result.with(() -> order.rejected(text));
        }

        private TaskResult lookUp(SendMark mark, String answer) {
            if (!order.canBeFound(capabilities)) {
                return TaskResult.needsHuman(
                                ManualReason.OUTCOME_UNKNOWN,
                                order + " may have been taken, and "
                                        + counter.route().system() + " cannot be asked by reference; look there")
                        .checkpoint(mark.text());
            }
            return consignments.find(
                    order, counter, found -> found.map(this::foundAgain).orElseGet(() -> notThere(mark, answer)));
        }

        /** The order of our reference is ours when it asks for what we asked for. */
        private TaskResult foundAgain(RemoteOrder remote) {
            Goods.Ordered sent = order.sent(counter.route());
            if (Goods.same(sent.lines(), remote.lines())) {
                return accepted(remote);
            }
            return TaskResult.needsHuman(
                    ManualReason.REJECTED,
                    "the warehouse has an order " + remote.thirdPartyNo() + " of reference " + order.reference()
                            + " with other lines: " + remote.lines() + " instead of " + sent.lines());
        }

        private TaskResult accepted(RemoteOrder remote) {
            boolean ended = remote.status() == RemoteStatus.CANCELLED;
            if (ended && !order.hasMoved(remote)) {
                return order.cancelledThere(remote, counter)
                        .thirdPartyNo(remote.thirdPartyNo())
                        .checkpoint("");
            }
            TaskResult accepted = ended
                    ? TaskResult.againAfter(
                            Duration.ZERO,
                            "the warehouse had it as " + remote.thirdPartyNo() + "; what moved is booked next")
                    : TaskResult.again("accepted as " + remote.thirdPartyNo());
            return accepted.thirdPartyNo(remote.thirdPartyNo()).checkpoint("").with(() -> order.accepted(remote));
        }

        private TaskResult notThere(SendMark mark, String answer) {
            Duration settle = capabilities.settleDelay();
            Instant now = now();
            Duration since = Duration.between(mark.firstNotThere().orElse(now), now);
            boolean settled = mark.firstNotThere().isPresent() && since.compareTo(settle) >= 0;
            if (settled && mark.sends() >= MOST_SENDS) {
                return TaskResult.needsHuman(
                                ManualReason.OUTCOME_UNKNOWN,
                                order + " was sent " + mark.sends()
                                        + " times and the warehouse does not show it; see the request log for what it"
                                        + " answered and look there, then use Sync Now to ask again or cancel the order")
                        .checkpoint(mark.text());
            }
            if (settled) {
                return send(mark);
            }
            String text = "it is not known whether the warehouse took " + order.reference()
                    + "; it does not show it, and is asked once more"
                    + (mark.sends() < MOST_SENDS ? " before it is sent again" : "")
                    + (answer.isEmpty() ? "" : "; it answered: " + answer);
            return TaskResult.againAfter(settle.minus(since), text)
                    .checkpoint(mark.notThere(now).text());
        }

        private TaskResult neverSent() {
            return TaskResult.done("cancelled before the warehouse had it")
                    .checkpoint("")
                    .with(() -> order.cancelled(""));
        }

        private Instant now() {
            return consignments.now();
        }
    }
}
