package io.gwms.testkit.evidence;

import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.contract.ApiCallRepositoryContract;

class InMemoryApiCallsTest extends ApiCallRepositoryContract {
    private final ApiCallRepository calls = InMemoryApiCalls.empty();

    @Override
    protected ApiCallRepository calls() {
        return calls;
    }
}
