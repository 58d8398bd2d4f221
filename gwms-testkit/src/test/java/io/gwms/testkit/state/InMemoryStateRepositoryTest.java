package io.gwms.testkit.state;

import io.gwms.state.StateRepository;
import io.gwms.testkit.contract.StateRepositoryContract;

class InMemoryStateRepositoryTest extends StateRepositoryContract {
    private final InMemoryState state = InMemoryState.empty();

    @Override
    protected StateRepository state() {
        return state;
    }
}
