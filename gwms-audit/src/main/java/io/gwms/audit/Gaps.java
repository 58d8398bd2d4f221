package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.ErrorKind;
import io.gwms.evidence.StatusClass;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts the calls that are not kept, by action and reason, until they are noted in the log itself: a log that does not
 * say what it lacks cannot be trusted in what it has. Shared by threads.
 */
final class Gaps {
    private record Key(CallAction action, String reason) {}

    private record Span(long count, Instant first, Instant last) {
        private Span with(Instant at) {
            return new Span(count + 1, at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
        }

        private Span with(Span other) {
            return new Span(
                    count + other.count,
                    other.first.isBefore(first) ? other.first : first,
                    other.last.isAfter(last) ? other.last : last);
        }
    }

    private final Map<Key, Span> open = new LinkedHashMap<>();

    /** Counts a call that is not kept. */
    synchronized void add(CallAction action, String reason, Instant at) {
        open.compute(new Key(action, reason), (key, span) -> span == null ? new Span(1, at, at) : span.with(at));
    }

    /** The rows that note what was counted, which begins anew. */
    synchronized List<ApiCall> take(Function<Instant, String> ids) {
        List<ApiCall> rows = new ArrayList<>();
        open.forEach((key, span) ->
                rows.add(row(ids.apply(span.first), key.action, key.reason, span.first, span.last, span.count)));
        open.clear();
        return rows;
    }

    /** Counts again what could not be noted. */
    synchronized void putBack(List<ApiCall> rows) {
        for (ApiCall row : rows) {
            Span span = new Span(row.count(), row.createdAt(), row.createdAt().plus(row.duration()));
            open.merge(new Key(row.context().action(), row.error()), span, Span::with);
        }
    }

    static ApiCall row(String id, CallAction action, String reason, Instant from, Instant to, long count) {
        return new ApiCall(
                id,
                from,
                CallContext.of(action),
                "",
                "",
                "",
                "",
                0,
                StatusClass.RED,
                Duration.between(from, to),
                List.of(),
                List.of(),
                CapturedBody.none(),
                CapturedBody.none(),
                reason,
                ErrorKind.NONE,
                false,
                CallDirection.OUTGOING,
                CallPhase.GAP,
                List.of(),
                count);
    }
}
