package io.gwms.order;

import io.gwms.internal.task.TaskRules;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Outbound orders whose task waits for a person because a mapping is missing. Nothing of them was sent, so a changed
 * mapping of a platform SKU makes them anew and their task due. Everything that was sent stays as it was sent (row 34).
 */
final class StuckOutbounds {
    private static final int PAGE = 500;
    private static final int TRIES = 5;

    private final StateRepository state;
    private final InstantSource clock;
    private final OrderRules rules;
    private final Runnable wakeTasks;

    StuckOutbounds(StateRepository state, InstantSource clock, OrderRules rules, Runnable wakeTasks) {
        this.state = state;
        this.clock = clock;
        this.rules = rules;
        this.wakeTasks = wakeTasks;
    }

    void release(StoreId store, Set<String> platformSkus, String actor) {
        TaskQuery page = TaskQuery.newest(PAGE).withType(TaskType.CREATE).withStatus(TaskStatus.MANUAL);
        boolean released = false;
        for (List<SyncTask> tasks = state.tasks().list(page);
                !tasks.isEmpty();
                tasks = state.tasks().list(page)) {
            for (SyncTask task : tasks) {
                released |= isStuck(task) && release(task, store, platformSkus, actor);
            }
            page = page.after(tasks.get(tasks.size() - 1).id());
        }
        if (released) {
            wakeTasks.run();
        }
    }

    private static boolean isStuck(SyncTask task) {
        return task.status() == TaskStatus.MANUAL
                && Objects.equals(task.manualReason(), ManualReason.MAPPING)
                && task.checkpoint().isEmpty();
    }

    private boolean release(SyncTask stuck, StoreId store, Set<String> platformSkus, String actor) {
        Optional<SyncTask> task = Optional.of(stuck);
        for (int i = 0; i < TRIES && task.filter(StuckOutbounds::isStuck).isPresent(); i++) {
            List<Change> changes = changes(task.get(), store, platformSkus);
            if (changes.isEmpty()) {
                return false;
            }
            if (state.commit(Journal.by(actor, changes)).isCommitted()) {
                return true;
            }
            task = state.tasks().find(stuck.id());
        }
        return false;
    }

    private List<Change> changes(SyncTask task, StoreId store, Set<String> platformSkus) {
        OutboundOrder outbound = state.warehouseOrders()
                .outbound(new OutboundId(task.businessNo()))
                .orElse(null);
        if (outbound == null
                || outbound.state() != OutboundOrder.State.CREATED
                || !outbound.order().store().equals(store)) {
            return List.of();
        }
        Order order = state.orders().find(outbound.order()).orElse(null);
        if (order == null || order.lines().stream().noneMatch(line -> platformSkus.contains(line.platformSku()))) {
            return List.of();
        }
        List<OrderLine> lines = Lines.resolved(order.lines(), rules.mappings(order));
        List<OutboundLine> sent = remade(outbound, lines);
        SyncTask due = TaskRules.syncNow(task, clock.instant());
        if (sent == null || due == null || sent.equals(outbound.lines())) {
            return List.of();
        }
        Instant now = clock.instant();
        Order next = order.change(now).lines(lines).done();
        return List.of(
                new Change.SaveOrder(next),
                Journal.step(order, next, "MAPPING_CHANGED", "6", outbound.id() + ", not sent yet, is made anew"),
                new Change.SaveOutbound(outbound.withLines(sent, now)),
                new Change.UpdateTask(due, task.runToken(), null));
    }

    /** The lines as they would be sent now; null when one of them stands for nothing any more. */
    private static @Nullable List<OutboundLine> remade(OutboundOrder outbound, List<OrderLine> lines) {
        List<OutboundLine> remade = new ArrayList<>();
        for (OrderLine line : lines) {
            Optional<OutboundLine> before = outbound.lines().stream()
                    .filter(one -> one.orderLineId().equals(line.lineId()))
                    .findFirst();
            if (before.isPresent() && !line.isMapped()) {
                return null;
            }
            before.ifPresent(one -> line.goods()
                    .forEach(part ->
                            remade.add(new OutboundLine(line.lineId(), part.sku(), one.quantity(), part.each()))));
        }
        return remade;
    }
}
