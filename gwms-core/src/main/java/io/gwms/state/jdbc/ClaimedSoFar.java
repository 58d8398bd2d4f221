package io.gwms.state.jdbc;

import io.gwms.task.SyncTask;
import io.gwms.task.TaskLane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which lanes more was due than the last claims took, and where they ended. PostgreSQL keeps the index entries of what
 * was claimed until its vacuum comes, up to millions of them under load; a claim of many that goes on from here does not
 * read past all of them again. It holds for a quarter of a second, after which all lanes are looked at from their
 * beginning: what has come to be due before the place where a claim ended waits for that long at most. One thread.
 */
final class ClaimedSoFar {
    private static final Duration HOLDS = Duration.ofMillis(250);
    /** Below, nothing is gained, and what is due longest goes first. */
    private static final int MANY = 20;

    private final Instant lookedAt;
    private final Map<TaskLane, @Nullable SyncTask> lanes = new LinkedHashMap<>();

    private ClaimedSoFar(Instant lookedAt) {
        this.lookedAt = lookedAt;
    }

    /** A new look, which found something due in these lanes. */
    static ClaimedSoFar from(Instant now, List<TaskLane> due) {
        ClaimedSoFar look = new ClaimedSoFar(now);
        due.forEach(lane -> look.lanes.put(lane, null));
        return look;
    }

    /** The same, to be changed by a claim that may yet fail. */
    ClaimedSoFar copy() {
        ClaimedSoFar copy = new ClaimedSoFar(lookedAt);
        copy.lanes.putAll(lanes);
        return copy;
    }

    boolean leads(Instant now, int limit) {
        return limit >= MANY && !lanes.isEmpty() && !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(HOLDS));
    }

    /** Those with more to give, the one that gave last at the end. */
    List<TaskLane> due() {
        return new ArrayList<>(lanes.keySet());
    }

    /** The last task that was claimed of a lane; null when none was since the look. */
    @Nullable
    SyncTask last(TaskLane lane) {
        return lanes.get(lane);
    }

    /** That a lane gave so many of those that were asked of it, and which of it is claimed last by now. */
    void took(TaskLane lane, int asked, int given, @Nullable SyncTask last) {
        lanes.remove(lane);
        if (given == asked) {
            lanes.put(lane, last);
        }
    }
}
