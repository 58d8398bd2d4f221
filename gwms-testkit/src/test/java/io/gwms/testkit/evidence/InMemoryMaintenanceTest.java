package io.gwms.testkit.evidence;

import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.contract.ApiCallMaintenanceContract;

class InMemoryMaintenanceTest extends ApiCallMaintenanceContract {
    private final InMemoryApiCalls calls = InMemoryApiCalls.empty();

    @Override
    protected ApiCallRepository calls() {
        return calls;
    }

    @Override
    protected ApiCallMaintenance maintenance() {
        return calls.maintenance();
    }
}
