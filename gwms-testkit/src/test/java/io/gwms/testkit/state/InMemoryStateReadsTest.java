package io.gwms.testkit.state;

import io.gwms.state.StateRepository;
import io.gwms.testkit.contract.StateReadsContract;

class InMemoryStateReadsTest extends StateReadsContract {
    private final InMemoryState state = InMemoryState.empty();

    @Override
    protected StateRepository state() {
        return state;
    }
}
