package io.gwms.audit;

import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.Retention;
import java.time.Duration;
import java.time.Instant;

/** Keeps the log within its retention: some steps at a time, and again after an hour once nothing is due. Shared. */
final class RetentionWork {
    private static final Duration REST = Duration.ofHours(1);
    private static final int STEPS_AT_ONCE = 10;
    private static final int CALLS_A_STEP = 500;

    private final ApiCallMaintenance maintenance;
    private final Retention retention;
    private volatile Instant next = Instant.MIN;

    RetentionWork(ApiCallMaintenance maintenance, Retention retention) {
        this.maintenance = maintenance;
        this.retention = retention;
    }

    /** Does what is due, but not all of it at once; how many steps that took. */
    int tidy(Instant now) {
        if (now.isBefore(next)) {
            return 0;
        }
        for (int step = 0; step < STEPS_AT_ONCE; step++) {
            if (maintenance.purge(retention, now, CALLS_A_STEP).isEmpty()) {
                next = now.plus(REST);
                return step;
            }
        }
        return STEPS_AT_ONCE;
    }
}
