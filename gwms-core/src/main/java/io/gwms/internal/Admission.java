package io.gwms.internal;

import io.gwms.task.TaskControl;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Decides before a claim how much each lane may give: nothing where it is paused, no more than its limits
 * leave, and an even share while more is due than is asked for. For one claim and one thread.
 */
public final class Admission {
    /** Takes at most that many due tasks of a lane; how many it took. */
    @FunctionalInterface
    public interface Taking {
        int take(TaskLane lane, int most);
    }

    private final List<TaskControl> controls;
    private final Map<TaskScope, Integer> room = new HashMap<>();

    /**
     * An admission under those controls.
     *
     * @param running how many rounds run in a scope; asked only where that is limited
     * @param begun how many rounds a scope has begun in this minute; asked only where that is limited
     */
    public Admission(List<TaskControl> controls, ToIntFunction<TaskScope> running, ToIntFunction<TaskScope> begun) {
        this.controls = List.copyOf(controls);
        for (TaskControl control : controls) {
            int left = control.isPaused() ? 0 : Integer.MAX_VALUE;
            if (left > 0 && control.maxRunning() != null) {
                left = Math.min(left, control.maxRunning() - running.applyAsInt(control.scope()));
            }
            if (left > 0 && control.maxPerMinute() != null) {
                left = Math.min(left, control.maxPerMinute() - begun.applyAsInt(control.scope()));
            }
            if (left < Integer.MAX_VALUE) {
                room.put(control.scope(), Math.max(0, left));
            }
        }
    }

    /** Whether a pause covers that lane. */
    public static boolean isPaused(List<TaskControl> controls, TaskLane lane) {
        return controls.stream()
                .anyMatch(control -> control.isPaused() && control.scope().covers(lane));
    }

    /**
     * Takes from the lanes until {@code limit} is reached or none has more to give.
     *
     * @param due the lanes with something due, the longest due first; the first ones win where the limit is
     *     smaller than their number
     */
    public void take(List<TaskLane> due, int limit, Taking taking) {
        int left = limit;
        List<TaskLane> hungry = due;
        while (left > 0 && !hungry.isEmpty()) {
            int share = Math.max(1, left / hungry.size());
            List<TaskLane> hungrier = new ArrayList<>();
            for (TaskLane lane : hungry) {
                int most = Math.min(Math.min(share, left), room(lane));
                int taken = most == 0 ? 0 : taking.take(lane, most);
                if (taken > 0) {
                    left -= taken;
                    use(lane, taken);
                }
                if (most > 0 && taken == most) {
                    hungrier.add(lane);
                }
            }
            hungry = hungrier;
        }
    }

    private int room(TaskLane lane) {
        int least = Integer.MAX_VALUE;
        if (!room.isEmpty()) {
            for (TaskControl control : controls) {
                if (control.scope().covers(lane)) {
                    least = Math.min(least, room.getOrDefault(control.scope(), Integer.MAX_VALUE));
                }
            }
        }
        return least;
    }

    private void use(TaskLane lane, int taken) {
        if (!room.isEmpty()) {
            for (TaskControl control : controls) {
                if (control.scope().covers(lane)) {
                    room.computeIfPresent(control.scope(), (scope, left) -> left - taken);
                }
            }
        }
    }
}
