package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@OnMariaDb
class MariaDbMigrationsTest extends MigrationsContract {
    /** MariaDB commits each statement that changes the schema, so the next start carries on instead. */
    @Override
    @Test
    void aFailedScriptLeavesNothingHalfDone() {
        failInTheMiddle();
        assertThat(tables()).containsExactly("gwms_demo_schema_history", "gwms_order", "gwms_task");

        assertThat(finish()).isOne();
    }
}
