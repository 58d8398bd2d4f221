package io.gwms.samples.benchmarks.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * db-scheduler on PostgreSQL, tuned for throughput: polling by lock-and-fetch with a deep queue, no index of features
 * that are not used, one-time tasks without data whose rows it deletes when they are done.
 */
final class DbScheduler implements Contestant {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name text NOT NULL,
                task_instance text NOT NULL,
                task_data bytea,
                execution_time timestamp with time zone,
                picked boolean NOT NULL,
                picked_by text,
                last_success timestamp with time zone,
                last_failure timestamp with time zone,
                consecutive_failures integer,
                last_heartbeat timestamp with time zone,
                version bigint NOT NULL,
                priority smallint,
                state text,
                PRIMARY KEY (task_name, task_instance))
            """;
    private static final long LONGEST_SECONDS = 120;

    private final Postgres database;
    private final Peer.Setting setting;

    private DbScheduler(Postgres database, Peer.Setting setting) {
        this.database = database;
        this.setting = setting;
    }

    /** Called by name, because it is compiled for benchmarks alone. */
    static Contestant in(Postgres database, Peer.Setting setting) throws SQLException {
        database.execute(
                TABLE,
                "CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time)",
                "CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        return new DbScheduler(database, setting);
    }

    @Override
    public String name() {
        return "db-scheduler, " + setting.threads() + " threads, " + setting.connections() + " connections";
    }

    @Override
    public Drain drain(int tasks) throws Exception {
        database.execute(
                "TRUNCATE scheduled_tasks",
                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " SELECT 'benchmark', 'task-' || i, now(), false, 1 FROM generate_series(1, " + tasks + ") i",
                "ANALYZE scheduled_tasks");
        var ran = new AtomicInteger();
        var all = new CountDownLatch(1);
        OneTimeTask<Void> task = Tasks.oneTime("benchmark").execute((instance, context) -> {
            if (ran.incrementAndGet() >= tasks) {
                all.countDown();
            }
        });
        try (HikariDataSource pool = database.pool(setting.connections())) {
            Scheduler scheduler = Scheduler.create(pool, task)
                    .threads(setting.threads())
                    .pollUsingLockAndFetch(0.5, 4.0)
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
            try {
                Cpu before = Cpu.used(database.server());
                long from = System.nanoTime();
                scheduler.start();
                if (!all.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("db-scheduler ran only " + ran + " of " + tasks + " tasks");
                }
                while (!database.ask("SELECT count(*) FROM scheduled_tasks").equals("0")) {
                    Thread.sleep(1);
                }
                double seconds = (System.nanoTime() - from) / 1e9;
                return new Drain(
                        tasks, seconds, Cpu.used(database.server()).since(before));
            } finally {
                scheduler.stop();
            }
        }
    }
}
