package io.gwms.samples.benchmarks.tasks;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the engine's writes cost without an engine: the same rows of the same tables, claimed and completed in batches by
 * two connections with plans that are pinned. It has no lease, no handler, no deadline, no policy and no failure; it
 * knows beforehand that every task succeeds.
 */
final class BareJdbc implements Contestant {
    private static final int CONNECTIONS = 2;
    private static final int BATCH = 500;

    private static final String CLAIM = """
            WITH claimed AS (
                UPDATE gwms_task
                   SET last_executed_at = ?, owner = ?, rounds = rounds + 1, run_token = run_token + 1
                 WHERE ctid = ANY (ARRAY(SELECT ctid FROM gwms_task
                                          WHERE lane = ? AND status IN ('PENDING', 'WAITING') AND owner IS NULL
                                            AND due_at <= ?
                                          ORDER BY due_at, id LIMIT %d
                                            FOR UPDATE SKIP LOCKED))
                RETURNING id, run_token, rounds, owner, lane, due_at),
            held AS (
                INSERT INTO gwms_task_hold (owner, lane, due_at, task)
                SELECT owner, lane, max(due_at), max(id) FROM claimed GROUP BY owner, lane
                    ON CONFLICT (owner, lane) DO UPDATE SET due_at = excluded.due_at, task = excluded.task)
            SELECT id, run_token, rounds FROM claimed
            """.formatted(BATCH);

    /** Everything that a round writes in which a task succeeds: the task under its token, which tells the round too, and the tally. */
    private static final String COMPLETE = """
            WITH ended AS (
                UPDATE gwms_task AS task
                   SET status = 'SUCCESS', third_party_no = '', request_id = '', last_executed_at = done.started_at,
                       due_at = done.ended_at, finished_at = done.ended_at, attempts = 1, failures = 0, crashes = 0, rounds = done.rounds,
                       summary = done.summary, error = '', manual_reason = NULL, rerun_requested = 0,
                       run_token = done.token + 1, checkpoint_text = task.checkpoint_text, owner = NULL,
                       end_cause = 'DUE'
                  FROM unnest(?::bigint[], ?::bigint[], ?::integer[], ?::bigint[], ?::bigint[], ?::text[])
                       AS done (id, token, rounds, started_at, ended_at, summary)
                 WHERE task.id = done.id AND task.run_token = done.token AND task.owner IS NOT NULL
                RETURNING done.ended_at, task.type, task.business_type, task.warehouse)
            INSERT INTO gwms_task_tally (quarter, type, business_type, warehouse, outcome, rounds)
            SELECT ended_at / 900000, type, business_type, warehouse, 'DONE', count(*) FROM ended GROUP BY 1, 2, 3, 4
            RETURNING rounds
            """;

    private final Postgres database;
    private final Backlog backlog;

    BareJdbc(Postgres database, Backlog backlog) {
        this.database = database;
        this.backlog = backlog;
    }

    @Override
    public String name() {
        return "bare JDBC loop, same writes";
    }

    @Override
    public int fewest() {
        return 5_000;
    }

    @Override
    public Drain drain(int tasks) throws Exception {
        backlog.refill(tasks);
        String lane = database.ask("SELECT min(lane) FROM gwms_task");
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Connection> connections = new ArrayList<>();
        try {
            List<Callable<Integer>> loops = new ArrayList<>();
            for (int i = 1; i <= CONNECTIONS; i++) {
                long owner = i;
                Connection connection = connect();
                connections.add(connection);
                loops.add(() -> loop(connection, lane, owner));
            }
            Cpu before = Cpu.used(database.server());
            long from = System.nanoTime();
            for (Future<Integer> loop : threads.invokeAll(loops)) {
                loop.get();
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            Drain drain = new Drain(tasks, seconds, Cpu.used(database.server()).since(before));
            backlog.verify(tasks);
            return drain;
        } finally {
            threads.shutdown();
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(database.url() + "&prepareThreshold=1");
        try (Statement pin = connection.createStatement()) {
            pin.execute("SET plan_cache_mode = force_generic_plan");
        }
        return connection;
    }

    private static int loop(Connection connection, String lane, long owner) throws SQLException {
        int done = 0;
        try (PreparedStatement claim = connection.prepareStatement(CLAIM);
                PreparedStatement complete = connection.prepareStatement(COMPLETE)) {
            for (int some = -1; some != 0; done += some) {
                some = batch(connection, claim, complete, lane, owner);
            }
        }
        return done;
    }

    private static int batch(
            Connection connection, PreparedStatement claim, PreparedStatement complete, String lane, long owner)
            throws SQLException {
        List<Long> ids = new ArrayList<>(BATCH);
        List<Long> tokens = new ArrayList<>(BATCH);
        List<Integer> rounds = new ArrayList<>(BATCH);
        long started = System.currentTimeMillis();
        claim.setLong(1, started);
        claim.setLong(2, owner);
        claim.setString(3, lane);
        claim.setLong(4, started);
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
                tokens.add(rows.getLong(2));
                rounds.add(rows.getInt(3));
            }
        }
        int count = ids.size();
        if (count > 0) {
            set(complete, 1, connection, "bigint", ids.toArray());
            set(complete, 2, connection, "bigint", tokens.toArray());
            set(complete, 3, connection, "integer", rounds.toArray());
            set(complete, 4, connection, "bigint", filled(new Long[count], started));
            set(complete, 5, connection, "bigint", filled(new Long[count], System.currentTimeMillis()));
            set(complete, 6, connection, "text", filled(new String[count], "nothing to do"));
            if (completed(complete) != count) {
                throw new IllegalStateException("a batch was completed in part");
            }
        }
        return count;
    }

    private static long completed(PreparedStatement complete) throws SQLException {
        long sum = 0;
        try (ResultSet tallies = complete.executeQuery()) {
            while (tallies.next()) {
                sum += tallies.getLong(1);
            }
        }
        return sum;
    }

    private static <T> Object[] filled(T[] array, T value) {
        Arrays.fill(array, value);
        return array;
    }

    private static void set(PreparedStatement statement, int index, Connection connection, String type, Object[] values)
            throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(index, array);
    }
}
