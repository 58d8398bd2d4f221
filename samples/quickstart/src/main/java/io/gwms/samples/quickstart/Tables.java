package io.gwms.samples.quickstart;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the database says at the end, as tables with the columns of the pages people know. */
final class Tables {
    private static final int TASKS_OF_EACH_TYPE = 5;
    private static final int CALLS = 10;
    /** The first rank of what belongs to the write-back; the warehouse's part comes before. */
    private static final int WRITING_BACK = 4;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Host host;
    private final PrintStream out;

    Tables(Host host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    void print() {
        syncLog();
        ordersByStatus();
        taskOverview();
        tasks();
        reconcileLines();
        lastCalls();
        host.orders().stream()
                .filter(order -> order.platform().number().equals(Scenario.number(Scenario.UNMAPPED)))
                .forEach(this::timeline);
    }

    private void syncLog() {
        var table = TextTable.of(
                "Order sync log",
                "Platform",
                "Store",
                "Sync type",
                "Status",
                "Orders",
                "New",
                "Changed",
                "Skipped",
                "Data until",
                "Failure reason");
        host.gwms()
                .syncLog()
                .list(SyncRunQuery.newest(20))
                .forEach(run -> table.row(
                        run.platform(),
                        run.storeName(),
                        run.trigger(),
                        run.status(),
                        run.total(),
                        run.counts().created(),
                        run.counts().updated(),
                        run.counts().skipped(),
                        dataUntil(run),
                        run.failureReason()));
        table.print(out);
    }

    private static String dataUntil(SyncRun run) {
        return run.window() == null ? "-" : at(run.window().to());
    }

    private void ordersByStatus() {
        var table = TextTable.of("Orders by status", "Status", "Orders", "With an open exception");
        Map<OrderStatus, List<Order>> byStatus =
                host.orders().stream().collect(Collectors.groupingBy(Order::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, orders) -> table.row(
                status,
                orders.size(),
                orders.stream().filter(order -> !order.exceptions().isEmpty()).count()));
        table.print(out);
    }

    private void taskOverview() {
        var table = TextTable.of("Tasks, in all", "Type", "Status", "Tasks", "Rounds");
        Map<String, List<SyncTask>> groups = allTasks().stream()
                .collect(Collectors.groupingBy(
                        task -> task.type() + " " + task.status(), TreeMap::new, Collectors.toList()));
        groups.values()
                .forEach(group -> table.row(
                        group.get(0).type(),
                        group.get(0).status(),
                        group.size(),
                        group.stream().mapToInt(SyncTask::rounds).sum()));
        table.print(out);
    }

    private void tasks() {
        var table = TextTable.of(
                "Tasks, the first five of each type",
                "Order no.",
                "Third-party no.",
                "Type",
                "Status",
                "Route",
                "Execution summary");
        Map<TaskType, Long> shown = new TreeMap<>(Comparator.comparing(TaskType::value));
        for (SyncTask task : allTasks()) {
            if (shown.merge(task.type(), 1L, Long::sum) <= TASKS_OF_EACH_TYPE) {
                TaskRoute route = task.route();
                table.row(
                        task.businessNo(),
                        lastPart(task.thirdPartyNo()),
                        task.type(),
                        task.status(),
                        route == null ? "-" : route.warehouse() + ">" + route.proxyWarehouse(),
                        task.summary());
            }
        }
        table.print(out);
    }

    private void reconcileLines() {
        var table = TextTable.of(
                "Stock compared, line by line", "SKU", "Type", "There", "Here", "Delta", "Rule", "Result", "Reason");
        host.comparison()
                .flatMap(task -> host.gwms().snapshots().latest(task.id()))
                .map(InventorySnapshot::id)
                .ifPresent(id -> host.gwms().snapshots().lines(id).forEach(line -> row(table, line)));
        table.print(out);
    }

    private static void row(TextTable table, ReconcileLine line) {
        BatchKey key = line.key();
        table.row(
                key == null ? "? " + line.proxySku() : key.sku().value(),
                key == null ? "-" : key.quality().name(),
                line.remote(),
                line.local(),
                line.delta() == 0 ? "" : String.format(Locale.ROOT, "%+d", line.delta()),
                line.rule(),
                line.result(),
                line.reason());
    }

    private void lastCalls() {
        var table = TextTable.of(
                "API log, the last ten calls",
                "Created at",
                "Action",
                "Method",
                "Source",
                "Status",
                "Colour",
                "Duration",
                "Path");
        host.calls()
                .list(ApiCallQuery.newest(CALLS))
                .forEach(call -> table.row(
                        at(call.createdAt()),
                        call.context().action(),
                        call.method(),
                        source(call),
                        call.status(),
                        call.statusClass(),
                        call.duration().toMillis() + " ms",
                        call.path()));
        table.print(out);
    }

    private static String source(ApiCall call) {
        return call.context()
                .sourceId()
                .map(Tables::lastPart)
                .or(() -> call.context().store().map(Object::toString))
                .or(() -> call.context().proxySystem().map(Object::toString))
                .orElse("-");
    }

    /** The part of a platform's id that tells it from others. */
    private static String lastPart(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** Everything that is known of one order: its journal, the rounds of its tasks, the calls of those. */
    private void timeline(Order order) {
        var table = TextTable.of(
                "Order " + order.platform().number() + ", from the shop to the write-back",
                "Time",
                "Kind",
                "What",
                "Detail");
        var moments = new ArrayList<Moment>();
        for (JournalEntry step : host.gwms().orders().timeline(order.id())) {
            moments.add(new Moment(
                    step.at(),
                    rank(step),
                    "order",
                    step.what(),
                    step.from() + " > " + step.to() + "  " + step.detail()));
        }
        for (SyncTask task : tasksOf(order)) {
            int first = task.type().equals(TaskType.WRITE_BACK) ? WRITING_BACK : 0;
            moments.add(new Moment(
                    task.createdAt(),
                    first + 1,
                    "task",
                    task.type() + " " + task.status(),
                    task.businessNo() + "  " + task.summary()));
            for (TaskAttempt round : host.gwms().tasks().attempts(task.id())) {
                moments.add(new Moment(
                        round.startedAt(),
                        first + 3,
                        "round",
                        task.type() + " " + round.round() + " " + round.outcome(),
                        round.text()));
            }
            host.calls().list(ApiCallQuery.correlated(task.correlation(), 500)).stream()
                    .sorted(Comparator.comparing(ApiCall::createdAt).thenComparing(ApiCall::id))
                    .forEach(call -> moments.add(new Moment(
                            call.createdAt(),
                            first + 2,
                            "call",
                            call.context().action().toString(),
                            call.method() + " " + call.path() + "  " + call.status() + " " + call.statusClass())));
        }
        moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::rank));
        moments.forEach(moment -> table.row(at(moment.at()), moment.kind(), moment.what(), moment.detail()));
        table.print(out);
    }

    /** What comes of a round comes after it. */
    private static int rank(JournalEntry step) {
        if (step.what().startsWith("WRITTEN_BACK")) {
            return WRITING_BACK + 4;
        }
        return step.what().startsWith("OUTBOUND_") || step.what().startsWith("SHIPPED_") ? 4 : 1;
    }

    /** Something that happened; in skipped time much happens at one moment, and the rank tells what comes first. */
    private record Moment(Instant at, int rank, String kind, String what, String detail) {}

    private List<SyncTask> tasksOf(Order order) {
        List<String> outbounds = host.outboundsOf(order).stream()
                .map(outbound -> outbound.id().value())
                .toList();
        return allTasks().stream()
                .filter(task -> outbounds.contains(task.businessNo())
                        || task.businessNo().equals(order.platform().number())
                        || task.businessNo().equals(order.id().toString()))
                .toList();
    }

    private List<SyncTask> allTasks() {
        return host.gwms().tasks().list(TaskQuery.newest(500)).stream()
                .sorted(Comparator.comparing((SyncTask task) -> task.type().value())
                        .thenComparing(SyncTask::businessNo)
                        .thenComparing(task -> task.id().value()))
                .toList();
    }

    private static String at(Instant instant) {
        return TIME.format(instant);
    }
}
