package io.gwms.testkit.evidence;

import io.gwms.evidence.ProductSyncRepository;
import io.gwms.testkit.contract.ProductSyncRepositoryContract;

class InMemoryProductSyncsTest extends ProductSyncRepositoryContract {
    private final ProductSyncRepository history = InMemoryProductSyncs.empty();

    @Override
    protected ProductSyncRepository productSyncs() {
        return history;
    }
}
