package io.gwms.testkit.evidence;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.PageMark;
import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import io.gwms.transport.CallAction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API log in memory. Shared by threads. */
public final class InMemoryApiCalls implements ApiCallRepository {
    private static final Comparator<PageMark> NEWEST_MARK_FIRST = Comparator.comparing(PageMark::at)
            .thenComparing(PageMark::id, TextOrder.CODE_POINTS)
            .reversed();
    static final Comparator<ApiCall> NEWEST_FIRST = Comparator.comparing(InMemoryApiCalls::mark, NEWEST_MARK_FIRST);

    final Map<String, ApiCall> calls = new HashMap<>();
    private final InMemoryMaintenance maintenance = new InMemoryMaintenance(this);

    private InMemoryApiCalls() {}

    /** A log without a call. */
    public static InMemoryApiCalls empty() {
        return new InMemoryApiCalls();
    }

    /** The ways out of this log. */
    public ApiCallMaintenance maintenance() {
        return maintenance;
    }

    @Override
    public void append(List<ApiCall> batch) {
        List<ApiCall> stored = batch.stream().map(StoredForm::of).toList();
        synchronized (this) {
            stored.forEach(call -> calls.merge(call.id(), call, (kept, later) -> isOpen(kept) ? later : kept));
        }
    }

    /** Whether its end is still to come; of an erased call none is kept. */
    private boolean isOpen(ApiCall kept) {
        return kept.phase() == CallPhase.OPEN && !maintenance.hasErased(kept.id());
    }

    @Override
    public synchronized List<ApiCall> list(ApiCallQuery query) {
        return calls.values().stream()
                .filter(call -> matches(query, call) && isAfter(query.before(), call))
                .sorted(NEWEST_FIRST)
                .limit(query.limit())
                .map(ApiCall::asRow)
                .toList();
    }

    @Override
    public synchronized Optional<ApiCall> find(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    @Override
    public synchronized List<CallAction> actions() {
        return calls.values().stream()
                .map(call -> call.context().action())
                .distinct()
                .sorted(Comparator.comparing(CallAction::value, TextOrder.CODE_POINTS))
                .toList();
    }

    private static PageMark mark(ApiCall call) {
        return new PageMark(call.createdAt(), call.id());
    }

    private static boolean isAfter(@Nullable PageMark before, ApiCall call) {
        return before == null || NEWEST_MARK_FIRST.compare(mark(call), before) > 0;
    }

    private static boolean matches(ApiCallQuery query, ApiCall call) {
        return (query.from() == null || !call.createdAt().isBefore(query.from()))
                && (query.to() == null || call.createdAt().isBefore(query.to()))
                && Pages.same(query.action(), call.context().action())
                && Pages.same(query.store(), call.context().store().orElse(null))
                && Pages.same(query.proxySystem(), call.context().proxySystem().orElse(null))
                && Pages.same(
                        query.proxyAccount(), call.context().proxyAccount().orElse(null))
                && Pages.same(query.outcome(), call.statusClass())
                && Pages.same(query.direction(), call.direction())
                && Pages.same(query.order(), call.context().order().orElse(null))
                && Pages.same(query.correlation(), call.context().correlation().orElse(null))
                && Pages.same(query.sourceType(), call.context().sourceType().orElse(null))
                && Pages.same(query.sourceId(), call.context().sourceId().orElse(null));
    }
}
