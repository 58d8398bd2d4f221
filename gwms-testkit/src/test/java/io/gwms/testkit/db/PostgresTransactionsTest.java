package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.internal.jdbc.Tx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPostgres
class PostgresTransactionsTest extends TransactionsContract {
    @Test
    @DisplayName("the database ends a queue's transaction whose process stands still in its middle, and no other")
    void boundsHowLongAStoppedProcessKeepsOthersWaiting() {
        String before = database.read(PostgresTransactionsTest::longestStandstill);
        String pinned = database.write(tx -> {
            tx.pinPlans();
            return longestStandstill(tx);
        });

        assertThat(pinned).isEqualTo("15s").isNotEqualTo(before);
        assertThat(database.read(PostgresTransactionsTest::longestStandstill)).isEqualTo(before);
    }

    private static String longestStandstill(Tx tx) {
        return tx.queryOne(
                        "SELECT current_setting('idle_in_transaction_session_timeout') AS longest",
                        row -> row.string("longest"))
                .orElseThrow();
    }
}
