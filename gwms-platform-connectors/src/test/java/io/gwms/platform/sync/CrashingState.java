package io.gwms.platform.sync;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.testkit.state.FaultyState;
import java.util.concurrent.atomic.AtomicInteger;

/** A state whose caller dies right after the n-th commit of orders, before it learns of it. */
final class CrashingState {
    private CrashingState() {}

    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    static StateRepository over(StateRepository state, int afterCommits) {
        AtomicInteger left = new AtomicInteger(afterCommits);
        return FaultyState.of(state, (changes, commit) -> {
            CommitResult result = commit.apply(changes);
            if (changes.stream().anyMatch(Change.SaveOrder.class::isInstance) && left.decrementAndGet() == 0) {
                throw new Death();
            }
            return result;
        });
    }
}
