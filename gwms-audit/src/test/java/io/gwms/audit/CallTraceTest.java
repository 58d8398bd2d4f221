package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.StatusClass;
import io.gwms.proxy.ProxySystem;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.task.SyncTask;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.evidence.InMemoryApiCalls;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import io.gwms.trace.TraceSubject;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The calls of an order in its timeline. */
class CallTraceTest {
    private final InMemoryApiCalls calls = InMemoryApiCalls.empty();

    private static SyncTask task() {
        InMemoryState state = InMemoryState.empty();
        CommitResult.Committed committed = (CommitResult.Committed)
                state.commit(List.of(new Change.AddTask(SampleTasks.create("k", Exchanges.NOON))));
        return state.tasks().find(committed.tasks().get(0)).orElseThrow();
    }

    private static ApiCall call(String id, String correlation, int status, String error) {
        CapturedBody none = new CapturedBody(CapturedBody.State.COMPLETE, "", 0, "");
        return new ApiCall(
                id,
                Exchanges.NOON,
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, new ProxySystem("4PX"))
                        .correlated(correlation),
                "POST",
                "open.4px.example",
                "/router",
                "",
                status,
                status == 0 ? StatusClass.RED : StatusClass.GREEN,
                Duration.ofMillis(120),
                List.of(),
                List.of(),
                none,
                none,
                error);
    }

    @Test
    void theCallsOfAnOrdersTasksAreShownAndNoOthers() {
        SyncTask task = task();
        calls.append(List.of(
                call("a", task.correlation(), 200, ""),
                call("b", task.correlation(), 0, "timed out"),
                call("c", "task:other", 200, "")));

        List<TraceEntry> entries = new CallTrace(calls)
                .entries(new TraceSubject(SampleOrder.of("acme", "1").stored(), List.of(task)));

        assertThat(entries).extracting(TraceEntry::kind).containsOnly(TraceKind.API_CALL);
        assertThat(entries).extracting(TraceEntry::ref).containsExactlyInAnyOrder("call:a", "call:b");
        assertThat(entries)
                .extracting(TraceEntry::text)
                .containsExactlyInAnyOrder(
                        "OUTBOUND_CREATE, POST open.4px.example/router: HTTP 200, 120 ms",
                        "OUTBOUND_CREATE, POST open.4px.example/router: no answer: timed out, 120 ms");
    }
}
