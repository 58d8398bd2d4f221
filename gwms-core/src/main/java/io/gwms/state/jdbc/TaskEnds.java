package io.gwms.state.jdbc;

import static io.gwms.state.jdbc.TaskProgress.ID;
import static io.gwms.state.jdbc.TaskProgress.KEYS;
import static io.gwms.state.jdbc.TaskProgress.NAMED;
import static io.gwms.state.jdbc.TaskProgress.NAMES;
import static io.gwms.state.jdbc.TaskProgress.TYPES;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The ends of many rounds in one statement of PostgreSQL, as arrays, with the tally of these rounds. */
final class TaskEnds {
    /** What is the same in nearly every batch of rounds that went well. */
    private static final Set<String> ALIKE = Set.of(
            "status",
            "failures",
            "crashes",
            "error",
            "manual_reason",
            "rerun_requested",
            "keeps",
            "checkpoint",
            "runs",
            "end_cause");

    /**
     * A statement in two forms.
     *
     * @param alike where the columns of {@link #ALIKE} have no arrays at all, which costs the server a tenth less
     */
    private record Statement(String any, String alike) {
        static Statement of(String end) {
            return new Statement(update(Set.of()) + end, update(ALIKE) + end);
        }
    }

    private static final Statement UPDATE =
            Statement.of(" RETURNING id) SELECT count(*) AS tasks, array_agg(id) AS ids FROM written");

    /** PostgreSQL raises an error only for what it cannot do, such as to read this text as a number. */
    private static final Statement UPDATE_ALL_OR_FAIL = Statement.of(" RETURNING 1) SELECT CASE WHEN count(*) < ? THEN"
            + " CAST('only ' || count(*) || ' of the tasks stood as expected, so that none was changed' AS bigint)"
            + " END AS failed FROM written");

    /** The state of that error. */
    private static final String NO_NUMBER = "22P02";

    private TaskEnds() {}

    /**
     * A column that is the same in all rows comes as one value, and its array is empty: the server reads a half of what
     * it would of full arrays.
     *
     * @param alike names of columns that have no array at all
     */
    private static String update(Set<String> alike) {
        List<String> arrays =
                NAMES.stream().filter(name -> !alike.contains(name)).toList();
        return "WITH tallied AS (" + TaskTallies.ADD_ARRAYS + "), written AS (UPDATE gwms_task SET "
                + NAMED.matcher(TaskProgress.SET).replaceAll(name -> sharedOr(name, alike)) + " FROM unnest("
                + arrays.stream().map(name -> "?::" + type(name) + "[]").collect(joining(", ")) + ") AS done ("
                + arrays.stream().map(TaskProgress::inTable).collect(joining(", ")) + ")"
                + NAMED.matcher(TaskProgress.WHERE_RUNNING).replaceAll("done.the_$1");
    }

    private static String sharedOr(MatchResult named, Set<String> alike) {
        String name = named.group(1);
        String shared = "?::" + type(name);
        return alike.contains(name) ? shared : "coalesce(done." + TaskProgress.inTable(name) + ", " + shared + ")";
    }

    private static String type(String name) {
        return TYPES.charAt(NAMES.indexOf(name)) == 't' ? "text" : "bigint";
    }

    /** Writes them; the places in the list of those whose task had not the token it must have. */
    static List<Integer> write(
            Tx tx, List<Change.UpdateTask> updates, List<@Nullable Object[]> rows, TaskTallies tallies) {
        tx.pinPlans();
        return run(
                        UPDATE,
                        rows,
                        tallies,
                        (sql, values) -> tx.query(
                                sql,
                                row -> row.intValue("tasks") == updates.size()
                                        ? List.<Integer>of()
                                        : allBut(row.stringOrNull("ids"), updates),
                                values.toArray()))
                .get(0);
    }

    /** Whether these changes are the ends of several rounds, each of another task, and nothing else: no change by hand. */
    static boolean areAlone(Transactions transactions, List<Change> changes) {
        if (changes.size() < 2 || transactions.joined() || transactions.dialect() != Dialect.POSTGRESQL) {
            return false;
        }
        Set<TaskId> tasks = new HashSet<>();
        for (Change change : changes) {
            boolean isEnd = change instanceof Change.UpdateTask update
                    && update.task().status() != TaskStatus.RUNNING
                    && update.attempt() != null
                    && tasks.add(update.task().id());
            if (!isEnd) {
                return false;
            }
        }
        return true;
    }

    /**
     * Commits ends that {@linkplain #areAlone are alone}, in one round trip if all of them succeeded and else in two.
     *
     * @return false when nothing was written, because a task had not the token it must have; by the way of all other
     *     changes it is found out which
     */
    static boolean commit(Transactions transactions, List<Change> ends) {
        try {
            transactions.run(tx -> writeLast(tx, ends));
            return true;
        } catch (DatabaseException e) {
            if (e.getCause() instanceof SQLException cause && NO_NUMBER.equals(cause.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void writeLast(Tx tx, List<Change> ends) {
        tx.pinPlans();
        List<@Nullable Object[]> rows = new ArrayList<>(ends.size());
        List<TaskAttempt> history = new ArrayList<>();
        TaskTallies tallies = new TaskTallies();
        for (Change change : ends) {
            Change.UpdateTask end = (Change.UpdateTask) change;
            @Nullable Object[] row = TaskProgress.progress(end);
            rows.add(row);
            TaskAttempt round = requireNonNull(end.attempt(), "an end tells of its round");
            tallies.add(end.task(), round.endedAt(), round.outcome());
            if (row[NAMES.indexOf("end_cause")] == null) {
                history.add(round);
            }
        }
        TaskHistory.add(tx, history);
        run(UPDATE_ALL_OR_FAIL, rows, tallies, (sql, values) -> {
            values.add((long) rows.size());
            return tx.queryLast(sql, row -> true, values.toArray());
        });
    }

    private interface Running<T> {
        T run(String sql, List<@Nullable Object> values);
    }

    private static <T> T run(
            Statement statement, List<@Nullable Object[]> rows, TaskTallies tallies, Running<T> running) {
        @Nullable Object[] all = Tx.valuesAndColumns(TYPES, KEYS, rows);
        boolean alike =
                ALIKE.stream().allMatch(name -> ((Object[]) requireNonNull(all[ID + NAMES.indexOf(name)])).length == 0);
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, tallies.columns());
        for (int i = 0; i < all.length; i++) {
            if (!alike || i < ID || !ALIKE.contains(NAMES.get(i - ID))) {
                values.add(all[i]);
            }
        }
        return running.run(alike ? statement.alike : statement.any, values);
    }

    /** The places of the tasks that are none of these, which are in PostgreSQL's form of an array. */
    private static List<Integer> allBut(@Nullable String written, List<Change.UpdateTask> updates) {
        Set<String> ids =
                Set.of((written == null ? "{}" : written).replaceAll("[{}]", "").split(","));
        return IntStream.range(0, updates.size())
                .filter(i ->
                        !ids.contains(String.valueOf(updates.get(i).task().id().value())))
                .boxed()
                .toList();
    }
}
