package io.gwms.state.jdbc;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.RowTable;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes how far live tasks have come, many at a time: on PostgreSQL as arrays and on MariaDB as a table of rows, each in
 * one statement.
 */
final class TaskProgress {
    /** Each «:name» is one task's value, or that of a row. A task that runs keeps its own status and due time. */
    static final String SET = """
            status = coalesce(:status, status), third_party_no = :third_party_no, request_id = :request_id,
            last_executed_at = :last_executed_at, due_at = coalesce(:due_at, due_at), finished_at = :finished_at,
            attempts = :attempts, failures = :failures, crashes = :crashes, rounds = :rounds, summary = :summary,
            error = :error, manual_reason = :manual_reason, rerun_requested = :rerun_requested, run_token = :run_token,
            checkpoint_text = CASE WHEN :keeps = 1 THEN checkpoint_text ELSE :checkpoint END,
            owner = CASE WHEN :runs = 1 THEN owner END, end_cause = :end_cause
            """;

    private static final String WHERE = " WHERE id = :id AND run_token = :expected AND " + TaskRows.LIVE;

    /** That somebody has the token who runs the task. */
    static final String WHERE_RUNNING = WHERE.replace("run_token", ClaimRows.TOKEN_IN_A_ROUND);

    static final Pattern NAMED = Pattern.compile(":(\\w+)");
    static final List<String> NAMES =
            NAMED.matcher(SET + WHERE).results().map(name -> name.group(1)).toList();
    private static final String NAMES_IN_TABLE =
            NAMES.stream().map(TaskProgress::inTable).collect(joining(", "));

    /** Which of the values are texts and which are numbers. */
    static final String TYPES = "tttnnnnnnntttnnntntnn";

    /** The last two say which row is changed. */
    static final int KEYS = 2;

    static final int ID = TYPES.length() - KEYS;

    private static final String UPDATE =
            "UPDATE gwms_task SET " + NAMED.matcher(SET + WHERE).replaceAll("?");

    private static final String UPDATE_RUNNING =
            "UPDATE gwms_task SET " + NAMED.matcher(SET + WHERE_RUNNING).replaceAll("?");

    /** The rows are read first and each task is found by its id; MariaDB might else walk all that are live. */
    private static final String UPDATE_TABLE = "UPDATE %s AS done STRAIGHT_JOIN gwms_task SET "
            + NAMED.matcher(SET + WHERE).replaceAll("done.the_$1");

    /** Undoes the ends of a batch, of which one is stale. */
    private static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("a stale end", null, false, false);
        }
    }

    private TaskProgress() {}

    static String inTable(String name) {
        return "the_" + name;
    }

    /**
     * Writes the progress of tasks, each of them once in the list, and how the rounds ended that this tells of.
     *
     * @return the place in the list of the first one that had not the run token it must have; -1 when all had
     */
    static int update(Tx tx, List<Change.UpdateTask> updates) {
        List<@Nullable Object[]> rows = new ArrayList<>(updates.size());
        TaskTallies tallies = new TaskTallies();
        for (Change.UpdateTask update : updates) {
            rows.add(progress(update));
            TaskAttempt round = update.attempt();
            if (round != null) {
                tallies.add(update.task(), round.endedAt(), round.outcome());
            }
        }
        if (tx.dialect() == Dialect.POSTGRESQL) {
            List<Integer> left = updateRunning(tx, updates, rows, tallies);
            return left.isEmpty() ? -1 : firstUntouched(tx, updates, rows, left);
        }
        tallies.write(tx);
        return TaskRows.asTable(tx, rows.size()) && updatesAll(tx, rows)
                ? -1
                : firstOf(untouched(tx.batch(UPDATE, rows)));
    }

    /** Those whose round goes on, or that do not run, are left; the places in the list of these. */
    private static List<Integer> updateRunning(
            Tx tx, List<Change.UpdateTask> updates, List<@Nullable Object[]> rows, TaskTallies tallies) {
        boolean allEnd = updates.stream().allMatch(update -> update.task().status() != TaskStatus.RUNNING);
        if (allEnd && TaskRows.asArrays(tx, rows.size())) {
            return TaskEnds.write(tx, updates, rows, tallies);
        }
        tallies.write(tx);
        return allEnd
                ? untouched(tx.batch(UPDATE_RUNNING, rows))
                : IntStream.range(0, rows.size()).boxed().toList();
    }

    /** Has all of these in their own rows first, so that none of them runs without its row saying so. */
    private static int firstUntouched(
            Tx tx, List<Change.UpdateTask> updates, List<@Nullable Object[]> rows, List<Integer> places) {
        List<TaskId> tasks =
                places.stream().map(place -> updates.get(place).task().id()).toList();
        ClaimRows.keepClaimsAway(tx, tasks);
        ClaimRows.settle(tx, tasks);
        List<Integer> left =
                untouched(tx.batch(UPDATE, places.stream().map(rows::get).toList()));
        return left.isEmpty() ? -1 : places.get(left.get(0));
    }

    private static int firstOf(List<Integer> places) {
        return places.isEmpty() ? -1 : places.get(0);
    }

    /**
     * In one statement, which is undone unless each row had the token it must have. In the order of ids, so that two
     * nodes that lock the same tasks wait for one another and not each for the other.
     */
    private static boolean updatesAll(Tx tx, List<@Nullable Object[]> rows) {
        RowTable done = RowTable.of(
                NAMES_IN_TABLE,
                TYPES,
                rows.stream()
                        .sorted(Comparator.comparing(row -> (Long) requireNonNull(row[ID])))
                        .toList());
        if (done.isLarge()) {
            return false;
        }
        try {
            tx.<@Nullable Object>nested(at -> {
                if (at.update(UPDATE_TABLE.formatted(done.sql()), done.values()) < rows.size()) {
                    throw new Stale();
                }
                return null;
            });
            return true;
        } catch (Stale e) {
            return false;
        }
    }

    private static List<Integer> untouched(int[] touched) {
        return IntStream.range(0, touched.length)
                .filter(i -> touched[i] == 0)
                .boxed()
                .toList();
    }

    /** The values of an update, by {@link #NAMES}. */
    static @Nullable Object[] progress(Change.UpdateTask update) {
        SyncTask task = update.task();
        ManualReason reason = task.manualReason();
        boolean runs = task.status() == TaskStatus.RUNNING;
        return Tx.values(
                runs ? null : task.status(),
                task.thirdPartyNo(),
                task.requestId(),
                task.lastExecutedAt(),
                runs ? null : task.nextExecutionAt(),
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                task.crashes(),
                task.rounds(),
                task.summary(),
                task.error(),
                reason == null ? null : reason.value(),
                task.rerunRequested(),
                task.runToken(),
                update.keepsCheckpoint(),
                task.checkpoint(),
                runs,
                TaskHistory.toldByTask(update),
                task.id().value(),
                update.expectedToken());
    }
}
