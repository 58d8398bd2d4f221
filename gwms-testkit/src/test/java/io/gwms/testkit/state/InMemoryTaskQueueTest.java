package io.gwms.testkit.state;

import io.gwms.state.StateRepository;
import io.gwms.testkit.contract.TaskQueueContract;

class InMemoryTaskQueueTest extends TaskQueueContract {
    private final InMemoryState state = InMemoryState.empty();

    @Override
    protected StateRepository state() {
        return state;
    }
}
