package io.gwms.testkit.evidence;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallPhase;
import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API log in memory. Shared by threads. */
public final class InMemoryApiCalls implements ApiCallRepository {
    private static final Comparator<ApiCall> NEWEST_FIRST = Comparator.comparing(ApiCall::createdAt)
            .thenComparing(ApiCall::id, TextOrder.CODE_POINTS)
            .reversed();

    private final Map<String, ApiCall> calls = new HashMap<>();

    private InMemoryApiCalls() {}

    /** A log without a call. */
    public static InMemoryApiCalls empty() {
        return new InMemoryApiCalls();
    }

    @Override
    public void append(List<ApiCall> batch) {
        List<ApiCall> stored = batch.stream().map(StoredForm::of).toList();
        synchronized (this) {
            stored.forEach(call ->
                    calls.merge(call.id(), call, (kept, later) -> kept.phase() == CallPhase.OPEN ? later : kept));
        }
    }

    @Override
    public synchronized List<ApiCall> find(ApiCallQuery query) {
        return Pages.page(
                        calls.values(),
                        NEWEST_FIRST,
                        call -> matches(query, call),
                        query.limit(),
                        query.before(),
                        query.before() == null ? null : calls.get(query.before()))
                .stream()
                .map(ApiCall::withoutBodies)
                .toList();
    }

    @Override
    public synchronized Optional<ApiCall> get(String id) {
        return Optional.ofNullable(calls.get(id));
    }

    private static boolean matches(ApiCallQuery query, ApiCall call) {
        return (query.from() == null || !call.createdAt().isBefore(query.from()))
                && (query.to() == null || call.createdAt().isBefore(query.to()))
                && Pages.same(query.action(), call.context().action())
                && Pages.same(query.store(), call.context().store().orElse(null))
                && Pages.same(query.proxySystem(), call.context().proxySystem().orElse(null))
                && Pages.same(query.correlation(), call.context().correlation().orElse(null))
                && Pages.same(query.sourceId(), call.context().sourceId().orElse(null));
    }
}
