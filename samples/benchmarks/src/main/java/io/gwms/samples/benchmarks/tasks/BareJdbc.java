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
 * two connections with plans that are pinned, which take turns at claiming in this process and not in the database. It has no lease, no handler, no deadline, no policy and no failure; it
 * knows beforehand that every task succeeds.
 */
final class BareJdbc implements Contestant {
    private static final int CONNECTIONS = 2;
    private static final int BATCH = 500;

    private static final String CLAIM = """
            WITH chosen AS (
                SELECT * FROM gwms_task
                 WHERE lane = ? AND status IN ('PENDING', 'WAITING') AND owner IS NULL
                   AND due_at <= ? AND (due_at, id) > (?, ?)
                 ORDER BY due_at, id LIMIT %d),
            over AS (DELETE FROM gwms_task_claim WHERE no = ?),
            claim AS (
                INSERT INTO gwms_task_claim (owner, lane, at, due_at, task, ids, tokens)
                SELECT ?, ?, ?, (array_agg(due_at))[count(*)], (array_agg(id))[count(*)], array_agg(id), array_agg(run_token)
                  FROM chosen HAVING count(*) > 0
                RETURNING no)
            SELECT id, run_token, rounds, due_at, no FROM chosen CROSS JOIN claim
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
                 WHERE task.id = done.id AND task.run_token = done.token AND task.status IN ('PENDING', 'WAITING')
                RETURNING done.ended_at, task.type, task.business_type, task.warehouse)
            INSERT INTO gwms_task_tally (quarter, type, business_type, warehouse, outcome, rounds)
            SELECT ended_at / 900000, type, business_type, warehouse, 'DONE', count(*) FROM ended GROUP BY 1, 2, 3, 4
            RETURNING rounds
            """;

    private final Postgres database;
    private final Backlog backlog;

    /** Where the last claim ended. */
    private long lastDue;

    private long lastTask;

    /** What one claim took. */
    private static final class Claimed {
        private final List<Long> ids = new ArrayList<>(BATCH);
        private final List<Long> tokens = new ArrayList<>(BATCH);
        private final List<Integer> rounds = new ArrayList<>(BATCH);
        private long no;
    }

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
        lastDue = Long.MIN_VALUE;
        lastTask = 0;
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

    private int loop(Connection connection, String lane, long owner) throws SQLException {
        int done = 0;
        try (PreparedStatement claim = connection.prepareStatement(CLAIM);
                PreparedStatement complete = connection.prepareStatement(COMPLETE)) {
            long over = 0;
            while (true) {
                long started = System.currentTimeMillis();
                Claimed claimed = claim(claim, lane, owner, started, over);
                if (claimed.ids.isEmpty()) {
                    return done;
                }
                complete(connection, complete, claimed, started);
                over = claimed.no;
                done += claimed.ids.size();
            }
        }
    }

    private synchronized Claimed claim(PreparedStatement claim, String lane, long owner, long now, long over)
            throws SQLException {
        claim.setString(1, lane);
        claim.setLong(2, now);
        claim.setLong(3, lastDue);
        claim.setLong(4, lastTask);
        claim.setLong(5, over);
        claim.setLong(6, owner);
        claim.setString(7, lane);
        claim.setLong(8, now);
        Claimed claimed = new Claimed();
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                claimed.ids.add(rows.getLong(1));
                claimed.tokens.add(rows.getLong(2));
                claimed.rounds.add(rows.getInt(3) + 1);
                lastDue = rows.getLong(4);
                lastTask = rows.getLong(1);
                claimed.no = rows.getLong(5);
            }
        }
        return claimed;
    }

    private static void complete(Connection connection, PreparedStatement complete, Claimed claimed, long started)
            throws SQLException {
        int count = claimed.ids.size();
        set(complete, 1, connection, "bigint", claimed.ids.toArray());
        set(complete, 2, connection, "bigint", claimed.tokens.toArray());
        set(complete, 3, connection, "integer", claimed.rounds.toArray());
        set(complete, 4, connection, "bigint", filled(new Long[count], started));
        set(complete, 5, connection, "bigint", filled(new Long[count], System.currentTimeMillis()));
        set(complete, 6, connection, "text", filled(new String[count], "nothing to do"));
        if (completed(complete) != count) {
            throw new IllegalStateException("a batch was completed in part");
        }
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
