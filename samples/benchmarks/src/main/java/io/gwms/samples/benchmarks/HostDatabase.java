package io.gwms.samples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gwms.testkit.db.TestDatabase;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An empty database as a host reaches it: a server through a pool of four connections, SQLite as it is. */
public final class HostDatabase implements AutoCloseable {
    private final TestDatabase database;
    private final @Nullable HikariDataSource pool;

    private HostDatabase(TestDatabase database, @Nullable HikariDataSource pool) {
        this.database = database;
        this.pool = pool;
    }

    /** A new one. */
    public static HostDatabase of(Supplier<TestDatabase> databases) {
        TestDatabase database = databases.get();
        if (database.dialect().equals("sqlite")) {
            return new HostDatabase(database, null);
        }
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(driversOwn(database));
        pool.setMaximumPoolSize(4);
        return new HostDatabase(database, new HikariDataSource(pool));
    }

    /** What a pool is measured over: the driver's data source, not the pool that tests have. */
    public static DataSource driversOwn(TestDatabase database) {
        try {
            return database.dataSource().unwrap(DataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException("no data source of a driver", e);
        }
    }

    /** {@code sqlite} or {@code postgresql}. */
    public String dialect() {
        return database.dialect();
    }

    /** How it is reached. */
    public DataSource source() {
        return pool == null ? database.dataSource() : pool;
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.close();
        }
        database.close();
    }
}
