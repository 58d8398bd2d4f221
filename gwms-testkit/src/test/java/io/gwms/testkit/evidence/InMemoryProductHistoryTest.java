package io.gwms.testkit.evidence;

import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.testkit.contract.ProductHistoryRepositoryContract;

class InMemoryProductHistoryTest extends ProductHistoryRepositoryContract {
    private final ProductHistoryRepository history = InMemoryProductHistory.empty();

    @Override
    protected ProductHistoryRepository history() {
        return history;
    }
}
