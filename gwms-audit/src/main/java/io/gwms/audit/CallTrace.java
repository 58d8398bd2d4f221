package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.task.SyncTask;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import io.gwms.trace.TraceSource;
import io.gwms.trace.TraceSubject;
import java.util.ArrayList;
import java.util.List;

/** Shows in the timeline of an order the calls that its tasks made. A call is there a moment after it has ended. */
final class CallTrace implements TraceSource {
    private static final int PAGE = 500;

    private final ApiCallRepository calls;

    CallTrace(ApiCallRepository calls) {
        this.calls = calls;
    }

    @Override
    public List<TraceEntry> entries(TraceSubject subject) {
        List<TraceEntry> entries = new ArrayList<>();
        for (SyncTask task : subject.tasks()) {
            ApiCallQuery query = ApiCallQuery.correlated(task.correlation(), PAGE);
            List<ApiCall> page;
            do {
                page = calls.list(query);
                page.forEach(call -> entries.add(entry(call)));
                query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
            } while (page.size() == PAGE);
        }
        return entries;
    }

    private static TraceEntry entry(ApiCall call) {
        String answer = call.status() == 0 ? "no answer: " + call.error() : "HTTP " + call.status();
        return new TraceEntry(
                call.createdAt(),
                TraceKind.API_CALL,
                "call:" + call.id(),
                call.context().action() + ", " + call.method() + " " + call.host() + call.path() + ": " + answer + ", "
                        + call.duration().toMillis() + " ms");
    }
}
