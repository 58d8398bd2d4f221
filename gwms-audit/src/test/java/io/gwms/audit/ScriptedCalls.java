package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.evidence.InMemoryApiCalls;
import io.gwms.transport.CallAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A store that fails as it is told, and keeps the rest. */
final class ScriptedCalls implements ApiCallRepository {
    private final InMemoryApiCalls kept = InMemoryApiCalls.empty();
    private final List<Integer> batches = new ArrayList<>();
    private final List<String> writers = new ArrayList<>();
    private Predicate<ApiCall> refused = call -> false;
    private int failuresLeft;
    private CountDownLatch gate = new CountDownLatch(0);
    private final CountDownLatch reached = new CountDownLatch(1);
    private Runnable duringWrite = () -> {};

    /** Refuses the batches that hold such a call. */
    synchronized ScriptedCalls refusing(Predicate<ApiCall> refused) {
        this.refused = refused;
        return this;
    }

    /** Fails the next so many batches, whatever they hold. */
    synchronized ScriptedCalls failing(int times) {
        this.failuresLeft = times;
        return this;
    }

    /** Holds every write until the latch opens. */
    synchronized ScriptedCalls heldBy(CountDownLatch gate) {
        this.gate = gate;
        return this;
    }

    /** Runs something within each write. */
    synchronized ScriptedCalls during(Runnable work) {
        this.duringWrite = work;
        return this;
    }

    /** Opens when the first write has begun. */
    CountDownLatch reached() {
        return reached;
    }

    @Override
    public void append(List<ApiCall> calls) {
        reached.countDown();
        CountDownLatch held;
        Runnable work;
        synchronized (this) {
            held = gate;
            work = duringWrite;
        }
        work.run();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        synchronized (this) {
            if (failuresLeft > 0) {
                failuresLeft--;
                throw new IllegalStateException("the store is out");
            }
            if (calls.stream().anyMatch(refused)) {
                throw new IllegalStateException("a call is refused");
            }
            batches.add(calls.size());
            writers.add(Thread.currentThread().getName());
            kept.append(calls);
        }
    }

    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    synchronized List<String> writers() {
        return List.copyOf(writers);
    }

    @Override
    public List<ApiCall> list(ApiCallQuery query) {
        return kept.list(query);
    }

    @Override
    public List<CallAction> actions() {
        return kept.actions();
    }

    @Override
    public Optional<ApiCall> find(String id) {
        return kept.find(id);
    }

    /** What the calls were made on behalf of, newest first. */
    List<String> correlations() {
        return kept.list(ApiCallQuery.newest(500)).stream()
                .map(call -> call.context().correlation().orElseThrow())
                .toList();
    }
}
