package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.Retention;
import io.gwms.order.OrderId;
import io.gwms.store.StoreId;
import io.gwms.testkit.contract.ApiCallMaintenanceContract;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same on every database. */
abstract class JdbcMaintenanceContract extends ApiCallMaintenanceContract {
    private static final Erasure ORDER = Erasure.ofOrder(new OrderId(new StoreId("shop-1"), "7"));

    private DataSource source;
    private JdbcAudit database;

    @BeforeEach
    void open(TestDatabase test) {
        source = test.dataSource();
        database = JdbcAudit.open(source);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ApiCallRepository calls() {
        return database.calls();
    }

    @Override
    protected ApiCallMaintenance maintenance() {
        return database.maintenance();
    }

    @Test
    void aLogOfWhichAllIsRemovedHasNoSizeWhateverHappenedBefore() throws SQLException {
        Instant now = SampleOrder.NOON.plus(Duration.ofDays(2));
        Retention contents = Retention.standard().withContents(Duration.ofDays(1), Duration.ofDays(90));
        for (String when : List.of("purged", "erased", "both", "neither")) {
            calls().append(List.of(AuditChainRules.call(when + "-open", CallPhase.OPEN)));
            calls().append(List.of(
                    AuditChainRules.call(when + "-open", CallPhase.ENDED),
                    AuditChainRules.call(when + "-at-once", CallPhase.OPEN),
                    AuditChainRules.call(when + "-at-once", CallPhase.ENDED)));
            if (when.equals("purged") || when.equals("both")) {
                assertThat(maintenance().purge(contents, now, 10)).isPresent();
            }
            if (when.equals("erased") || when.equals("both")) {
                assertThat(maintenance().erase(ORDER, now)).isNotEmpty();
            }
        }
        assertThat(number("SELECT bytes FROM gwms_audit_size WHERE name = 'calls'"))
                .isPositive();

        assertThat(maintenance().purge(Retention.standard(), now.plus(Duration.ofDays(4000)), 100))
                .hasValueSatisfying(step -> assertThat(step.calls()).isEqualTo(8));

        assertThat(number("SELECT bytes FROM gwms_audit_size WHERE name = 'calls'"))
                .isZero();
    }

    @Test
    void nothingOfWhatAnErasedCallWasAboutStaysInTheDatabase() throws SQLException {
        calls().append(List.of(AuditChainRules.call("a", CallPhase.ENDED)));
        maintenance().erase(ORDER, SampleOrder.NOON);

        assertThat(number("SELECT count(source_type) + count(source_id) + count(order_id) + length(path)"
                        + " + (SELECT count(*) FROM gwms_audit_content) FROM gwms_audit_call GROUP BY path"))
                .isZero();
    }

    private long number(String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
