package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.GwmsException;
import io.gwms.internal.jdbc.Database;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an operator set up wrongly is refused at once, and the message says what to do about it. */
@OnPostgres
class PostgresAsItIsRunTest {
    @Test
    void aPoolOfOneConnectionIsRefusedWhenTheRuntimeIsBuilt(TestDatabase test) throws SQLException {
        assertThatThrownBy(() -> runtime(pool(test, 1)).build())
                .hasMessageContaining("GWMS-1002")
                .hasMessageContaining("the pool holds at least two connections");

        runtime(pool(test, 2)).build().close();
    }

    @Test
    void whoMayMakeNoTablesIsToldOfTheRight(TestDatabase test) throws SQLException {
        assertThatThrownBy(() -> runtime(as(test, "reader", "public")).build())
                .isInstanceOfSatisfying(
                        GwmsException.class,
                        failure -> assertThat(failure.code()).isEqualTo("GWMS-1024"))
                .hasMessageContaining("permission denied")
                .hasMessageContaining("allowed to create tables");
    }

    @Test
    void aSchemaThatIsNotThereIsToldAsThat(TestDatabase test) throws SQLException {
        assertThatThrownBy(() -> runtime(as(test, "postgres", "nowhere")).build())
                .hasMessageContaining("GWMS-1024")
                .hasMessageContaining("that schema must exist");
    }

    @Test
    void whoMayOnlyReadIsToldOfTheRight(TestDatabase test) throws SQLException {
        JdbcState.open(test.dataSource()).close();

        assertThatThrownBy(() -> write(as(test, "reader", "public"), "UPDATE gwms_node SET node = node"))
                .hasMessageContaining("GWMS-1003")
                .hasMessageContaining("UPDATE and DELETE in the tables gwms_");
    }

    @Test
    void aStandbyAndAnotherSchemaAreToldApart(TestDatabase test) throws SQLException {
        JdbcState.open(test.dataSource()).close();

        assertThatThrownBy(
                        () -> write(test.dataSource(), "SET TRANSACTION READ ONLY", "UPDATE gwms_node SET node = node"))
                .hasMessageContaining("GWMS-1003")
                .hasMessageContaining("connect to the server that takes writes");
        assertThatThrownBy(() -> write(as(test, "postgres", "information_schema"), "UPDATE gwms_node SET node = node"))
                .hasMessageContaining("GWMS-1003")
                .hasMessageContaining("search_path");
    }

    private static void write(DataSource source, String... statements) {
        try (Database database = Database.over(source)) {
            database.run(tx -> List.of(statements).forEach(tx::update));
        }
    }

    private static Gwms.Builder runtime(DataSource source) {
        return Gwms.builder()
                .database(source)
                .credentialKey(new byte[32])
                .catalogue(FixedCatalogue.builder().build())
                .stock(InMemoryStockLedger.builder().build());
    }

    private static DataSource pool(TestDatabase test, int size) throws SQLException {
        return SmallPool.over(test.dataSource().unwrap(PGSimpleDataSource.class), size, Duration.ofMillis(200));
    }

    /** That database by another login, which may read what there is, in another schema. */
    private static PGSimpleDataSource as(TestDatabase test, String user, String schema) throws SQLException {
        PGSimpleDataSource own = test.dataSource().unwrap(PGSimpleDataSource.class);
        try (Connection connection = own.getConnection();
                PreparedStatement role = connection.prepareStatement("""
                        DO $$ BEGIN
                            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE reader LOGIN; END IF;
                        END $$
                        """)) {
            role.execute();
        }
        PGSimpleDataSource other = new PGSimpleDataSource();
        other.setURL(own.getURL());
        other.setUser(user);
        other.setPassword("none");
        other.setCurrentSchema(schema);
        return other;
    }
}
