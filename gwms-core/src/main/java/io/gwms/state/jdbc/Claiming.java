package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a node that lives. On PostgreSQL the statement that is expected to be its last one {@linkplain Tx#queryLast
 * commits}; where lanes are to be asked for more after all, the claim is cut there.
 *
 * @param over claims of which nothing runs any more, to be deleted along with this
 * @param mayBeCut whether it may
 */
record Claiming(long incarnation, Instant now, List<Long> over, boolean mayBeCut) {
    /** In what order tasks are claimed. */
    static final Comparator<SyncTask> DUE_FIRST = Comparator.comparing(SyncTask::nextExecutionAt)
            .thenComparing(task -> task.id().value());

    private static final String DUE = "FROM gwms_task WHERE %s = ? AND " + DueLanes.SCHEDULED
            + " AND due_at <= ? AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?";
    private static final String CLAIM =
            "last_executed_at = ?, owner = ?, rounds = rounds + 1, run_token = run_token + 1";

    /**
     * What was taken.
     *
     * @param look where the next claim may go on
     * @param isCut whether lanes may have more for this claim, by another transaction
     */
    record Claimed(List<ClaimRows.Claim> claims, ClaimedSoFar look, boolean isCut) {}

    /** Goes on where the claims before ended, if that was just now, and else looks at all lanes. */
    Claimed take(Tx tx, TaskControls.ForClaim held, int limit, Predicate<TaskType> types, ClaimedSoFar before) {
        Taking taking = new Taking(tx, held, limit);
        if (before.leads(now, limit)) {
            taking.from(before);
            if (taking.ended || taking.left() == 0) {
                return new Claimed(taking.claims, before, taking.left() > 0);
            }
        }
        ClaimedSoFar look = ClaimedSoFar.from(now, DueLanes.at(tx, now, types));
        taking.from(look);
        if (!over.isEmpty() && taking.claims.isEmpty()) {
            ClaimRows.delete(tx, over);
        }
        return new Claimed(taking.claims, look, taking.isCut);
    }

    /** Its transaction. One thread. */
    private final class Taking {
        private final Tx tx;
        private final TaskControls.ForClaim held;
        private final int limit;
        private final List<ClaimRows.Claim> claims = new ArrayList<>();
        private boolean ended;
        private boolean isCut;

        Taking(Tx tx, TaskControls.ForClaim held, int limit) {
            this.tx = tx;
            this.held = held;
            this.limit = limit;
        }

        int left() {
            return limit
                    - claims.stream().mapToInt(claim -> claim.tasks().size()).sum();
        }

        void from(ClaimedSoFar look) {
            List<TaskLane> due = look.due();
            Map<TaskLane, Integer> counted = new HashMap<>();
            TaskControls.admission(tx, held.controls(), due, now).take(due, left(), (lane, most) -> {
                if (ended) {
                    isCut = true;
                    return 0;
                }
                ended = most == left() && endsWithTheLastTask();
                SyncTask last = look.last(lane);
                ClaimRows.Claim claim = from(lane, most, last);
                claims.add(claim);
                List<SyncTask> some = claim.tasks();
                counted.merge(lane, some.size(), Integer::sum);
                look.took(lane, most, some.size(), some.stream().max(DUE_FIRST).orElse(last));
                return some.size();
            });
            if (!ended) {
                TaskControls.count(tx, held.controls(), counted, now);
            }
        }

        /** Rounds that count against a limit are counted after them. */
        private boolean endsWithTheLastTask() {
            return mayBeCut
                    && tx.dialect() == Dialect.POSTGRESQL
                    && held.controls().stream().allMatch(control -> control.maxPerMinute() == null);
        }

        private ClaimRows.Claim from(TaskLane lane, int most, @Nullable SyncTask after) {
            Instant afterDue = after == null ? Instant.ofEpochMilli(Long.MIN_VALUE) : after.nextExecutionAt();
            long afterId = after == null ? 0 : after.id().value();
            if (tx.dialect() == Dialect.POSTGRESQL) {
                return ClaimRows.take(tx, ended, incarnation, now, lane, afterDue, afterId, most, held.locked(), over);
            }
            List<SyncTask> tasks = tx.updateChosen(
                    "gwms_task",
                    CLAIM,
                    DUE.formatted(DueLanes.column(tx.dialect())),
                    TaskTable::task,
                    now,
                    incarnation,
                    LaneKey.of(lane.type(), lane.route()),
                    now,
                    afterDue,
                    afterId,
                    most);
            return new ClaimRows.Claim(0, tasks);
        }
    }
}
