package io.gwms.trace;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.order.Order;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows which runs of order sync wrote an order: from the newest run back to the one that brought it. */
public final class SyncLogTrace implements TraceSource {
    private static final int PAGE = 200;
    private static final int PAGES = 50;
    private static final Duration LONGEST_RUN = Duration.ofDays(1);

    private final SyncLogRepository log;

    private SyncLogTrace(SyncLogRepository log) {
        this.log = log;
    }

    /** The runs of that log. */
    public static SyncLogTrace over(SyncLogRepository log) {
        return new SyncLogTrace(requireNonNull(log, "log"));
    }

    @Override
    public List<TraceEntry> entries(TraceSubject subject) {
        Order order = subject.order();
        String number = order.platform().number();
        Instant from = order.createdAt().minus(LONGEST_RUN);
        List<TraceEntry> entries = new ArrayList<>();
        SyncRunQuery query = SyncRunQuery.newest(PAGE).withStore(order.id().store());
        for (int page = 0; page < PAGES; page++) {
            List<SyncRun> runs = log.list(query);
            for (SyncRun run : runs) {
                boolean created = run.created().contains(number) || wasCreatedUnnamed(run, order);
                if (created || run.updated().contains(number)) {
                    entries.add(new TraceEntry(
                            run.startedAt() == null ? run.submittedAt() : run.startedAt(),
                            TraceKind.SYNC_RUN,
                            "run:" + run.id(),
                            run.trigger() + " sync run " + (created ? "brought it" : "changed it") + ", "
                                    + run.status()));
                }
            }
            if (runs.size() < PAGE || runs.get(runs.size() - 1).submittedAt().isBefore(from)) {
                return entries;
            }
            query = query.after(runs.get(runs.size() - 1).id());
        }
        return entries;
    }

    /** A run of many orders names the first of them only; what came in while it ran, it brought. */
    private static boolean wasCreatedUnnamed(SyncRun run, Order order) {
        Instant began = run.startedAt();
        Instant ended = run.endedAt();
        return run.counts().created() > run.created().size()
                && run.kind() == order.platform().kind()
                && began != null
                && !order.createdAt().isBefore(began)
                && (ended == null || !order.createdAt().isAfter(ended));
    }
}
