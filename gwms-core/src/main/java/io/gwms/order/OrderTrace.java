package io.gwms.order;

import io.gwms.outbound.OutboundOrder;
import io.gwms.state.StateRepository;
import io.gwms.task.BusinessType;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import io.gwms.trace.TraceSource;
import io.gwms.trace.TraceSubject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Puts together what is known of an order's life: its journal, its tasks and their rounds, and what sources add. */
final class OrderTrace {
    private static final int PAGE = 500;

    private final StateRepository state;
    private final InstantSource clock;
    private final Supplier<List<TraceSource>> sources;

    OrderTrace(StateRepository state, InstantSource clock, Supplier<List<TraceSource>> sources) {
        this.state = state;
        this.clock = clock;
        this.sources = sources;
    }

    List<TraceEntry> of(Order order) {
        List<TraceEntry> entries = new ArrayList<>();
        for (JournalEntry step : state.orders().journal(order.id())) {
            entries.add(new TraceEntry(step.at(), TraceKind.ORDER, "version:" + step.version(), words(step)));
        }
        List<OutboundOrder> outbounds = state.warehouseOrders().outboundsOf(order.id());
        for (OutboundOrder outbound : outbounds) {
            entries.add(new TraceEntry(
                    outbound.createdAt(),
                    TraceKind.ORDER,
                    "outbound:" + outbound.id(),
                    outbound.id() + " was made for warehouse " + outbound.warehouse() + ", to be shipped by channel "
                            + outbound.channel()));
        }
        List<SyncTask> tasks = tasks(order, outbounds);
        for (SyncTask task : tasks) {
            addTask(task, entries);
        }
        TraceSubject subject = new TraceSubject(order, tasks);
        for (TraceSource source : sources.get()) {
            addSource(source, subject, entries);
        }
        entries.sort(Comparator.comparing(TraceEntry::at));
        return List.copyOf(entries);
    }

    private static String words(JournalEntry step) {
        String moved = step.from() == step.to() ? step.to().name() : step.from() + " -> " + step.to();
        return step.what() + " by " + step.actor() + ", " + moved + " (row " + step.row() + ")"
                + (step.detail().isEmpty() ? "" : ": " + step.detail());
    }

    private List<SyncTask> tasks(Order order, List<OutboundOrder> outbounds) {
        List<SyncTask> tasks = new ArrayList<>();
        for (OutboundOrder outbound : outbounds) {
            tasks.addAll(tasks(BusinessType.OUTBOUND, outbound.id().value()));
        }
        for (SyncTask task : tasks(BusinessType.ORDER, order.platform().number())) {
            if (task.key().contains(":" + order.id() + ":") || task.key().endsWith(":" + order.id())) {
                tasks.add(task);
            }
        }
        tasks.sort(Comparator.comparing(task -> task.id().value()));
        return tasks;
    }

    private List<SyncTask> tasks(BusinessType type, String businessNo) {
        TaskQuery query = TaskQuery.newest(PAGE).withBusinessType(type).withBusinessNo(businessNo);
        List<SyncTask> tasks = new ArrayList<>();
        List<SyncTask> page;
        do {
            page = state.tasks().list(query);
            tasks.addAll(page);
            query = page.isEmpty()
                    ? query
                    : query.after(page.get(page.size() - 1).id());
        } while (page.size() == PAGE);
        return tasks;
    }

    private void addTask(SyncTask task, List<TraceEntry> entries) {
        String ref = task.correlation();
        entries.add(new TraceEntry(
                task.createdAt(), TraceKind.TASK, ref, task.type() + " task " + task.id() + " was made"));
        TraceKind kind = task.type().equals(TaskType.WRITE_BACK) ? TraceKind.WRITE_BACK : TraceKind.ROUND;
        for (TaskAttempt round : state.tasks().attempts(task.id())) {
            entries.add(new TraceEntry(
                    round.startedAt(),
                    kind,
                    ref,
                    task.type() + " round " + round.round() + " (" + round.cause() + "): " + round.outcome()
                            + (round.text().isEmpty() ? "" : ", " + round.text())));
        }
    }

    /** A source that fails leaves a gap that can be seen, and hides nothing of the others. */
    private void addSource(TraceSource source, TraceSubject subject, List<TraceEntry> entries) {
        try {
            entries.addAll(source.entries(subject));
        } catch (RuntimeException e) {
            Instant now = clock.instant();
            entries.add(new TraceEntry(
                    now,
                    TraceKind.GAP,
                    "order:" + subject.order().id(),
                    "what " + source.getClass().getSimpleName() + " knows is missing, it failed with "
                            + e.getClass().getSimpleName() + "; look again later"));
        }
    }
}
