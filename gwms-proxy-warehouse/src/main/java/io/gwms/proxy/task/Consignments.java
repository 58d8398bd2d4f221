package io.gwms.proxy.task;

import io.gwms.inbound.InboundId;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.proxy.RemoteOrder;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the order a task is about, and what tasks of all kinds ask about it. */
final class Consignments {
    private static final int TASKS_LOOKED_AT = 50;

    private final Desk desk;
    private final Following following;

    Consignments(Desk desk, Following following) {
        this.desk = desk;
        this.following = following;
    }

    /** The order of that number; empty when there is none, or nothing of that kind is known. */
    Optional<Consignment> find(BusinessType business, String no) {
        if (no.isBlank()) {
            return Optional.empty();
        }
        WarehouseOrderReads orders = desk.setup.state().warehouseOrders();
        if (business.equals(BusinessType.OUTBOUND)) {
            return orders.outbound(new OutboundId(no)).map(each -> new OutboundConsignment(desk, following, each));
        }
        return business.equals(BusinessType.INBOUND)
                ? orders.inbound(new InboundId(no)).map(each -> new InboundConsignment(desk, each))
                : Optional.empty();
    }

    /** One round of a task for the order it is about. */
    TaskResult round(TaskRun run, Function<? super Consignment, TaskResult> work) {
        SyncTask task = run.task();
        BusinessType business = task.businessType();
        if (!business.equals(BusinessType.OUTBOUND) && !business.equals(BusinessType.INBOUND)) {
            return TaskResult.needsHuman(
                    ManualReason.NO_HANDLER,
                    task.type() + " is done for outbound and inbound orders, not for " + business);
        }
        TaskResult result = find(business, task.businessNo())
                .map(work)
                .orElseGet(() -> TaskResult.needsHuman(
                        Desk.NOT_FOUND,
                        "there is no " + (business.equals(BusinessType.OUTBOUND) ? "outbound" : "inbound") + " order "
                                + task.businessNo()));
        boolean outdated = Needs.areIn(run.checkpoint()) && result.checkpoint().isEmpty();
        return outdated ? result.checkpoint("") : result;
    }

    /** Does the work at the counter the order belongs to. */
    TaskResult at(Consignment order, SyncTask task, CallAction action, Function<? super Counter, TaskResult> work) {
        return desk.at(order.warehouse(), task, action, order::filed, work);
    }

    /** One look at an order that was accepted; a word without a known meaning is waited out, or for a person. */
    TaskResult look(Consignment order, SyncTask task, boolean wordsForAPerson) {
        if (order.stage() == Consignment.Stage.DONE && order.isTold()) {
            return TaskResult.done(order.ended());
        }
        return at(
                order,
                task,
                order.actions().query(),
                counter -> find(
                        order,
                        counter,
                        found -> found.map(remote -> order.seen(remote, counter, wordsForAPerson))
                                .orElseGet(() -> vanished(order))));
    }

    /** Asks for the order; what is no answer ends the round. */
    TaskResult find(Consignment order, Counter counter, Function<? super Optional<RemoteOrder>, TaskResult> answered) {
        Counter asking = counter.withAction(order.actions().query());
        String what = "looking for " + order.reference() + " failed";
        return order.find(asking).fold(new Outcome.Cases<Optional<RemoteOrder>, TaskResult>() {
            @Override
            public TaskResult done(Optional<RemoteOrder> found) {
                return answered.apply(found);
            }

            @Override
            public TaskResult refused(Refusal refusal) {
                return Desk.isVerdict(refusal)
                        ? TaskResult.needsHuman(ManualReason.REJECTED, refusal.toString())
                        : Desk.refused(refusal, what);
            }

            @Override
            public TaskResult unknown(String cause) {
                return TaskResult.failed(what + ": " + cause);
            }
        });
    }

    TaskResult vanished(Consignment order) {
        return TaskResult.failed("the warehouse accepted " + order.reference() + " as " + order.thirdPartyNo()
                + " and does not show it any more");
    }

    /**
     * An order the warehouse does not show was never there when it still does not show it a settle delay later and no
     * task of that type hands it over at this moment; from then on none will.
     */
    TaskResult notThere(TaskRun run, Consignment order, Counter counter, Optional<TaskType> handing) {
        Duration settle = counter.connector().capabilities().settleDelay();
        Instant now = now();
        SendMark mark = SendMark.of(run.checkpoint()).notThere(now);
        Duration since = Duration.between(mark.firstNotThere().orElse(now), now);
        boolean settled = !since.isZero() && since.compareTo(settle) >= 0;
        boolean handedOver = handing.stream()
                .flatMap(type -> tasksOf(order, type).stream())
                .anyMatch(task -> task.status() == TaskStatus.RUNNING);
        if (settled && !handedOver) {
            return TaskResult.done("the warehouse never had it").with(() -> order.cancelled(""));
        }
        Duration rest = settle.minus(since);
        Duration delay = rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
        return TaskResult.againAfter(delay, "the warehouse does not show it; it is asked once more")
                .checkpoint(mark.text());
    }

    boolean isLive(Consignment order, TaskType type) {
        return tasksOf(order, type).stream().anyMatch(task -> task.status().isLive());
    }

    /** The newest tasks of that type for an order. */
    List<SyncTask> tasksOf(Consignment order, TaskType type) {
        return desk.setup
                .state()
                .tasks()
                .list(TaskQuery.newest(TASKS_LOOKED_AT)
                        .withType(type)
                        .withBusinessType(order.business())
                        .withBusinessNo(order.reference()));
    }

    Instant now() {
        return desk.setup.clock().instant();
    }
}
