package io.gwms.task;

import io.gwms.state.StateRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The usual wait between two rounds of each type: the first step of its policy, told by its newest task. Shared. */
final class Intervals {
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private final StateRepository state;
    private final Policies policies;
    private final Map<TaskType, Duration> known = new ConcurrentHashMap<>();
    private final Set<TaskType> unserved = ConcurrentHashMap.newKeySet();

    Intervals(StateRepository state, Policies policies) {
        this.state = state;
        this.policies = policies;
    }

    /** By known type, since when a task that is still due counts as overdue. */
    Map<TaskType, Instant> overdueSince(Instant now) {
        Map<TaskType, Instant> since = new HashMap<>();
        known.forEach((type, interval) -> since.put(type, now.minus(interval)));
        return since;
    }

    /** Whether one of those types was new to it. */
    boolean learns(Collection<TaskType> types) {
        boolean learnt = false;
        for (TaskType type : types) {
            if (!known.containsKey(type)) {
                known.put(type, interval(type));
                learnt = true;
            }
        }
        return learnt;
    }

    /** The types it has met that nobody does here. */
    Set<TaskType> unserved() {
        return Set.copyOf(unserved);
    }

    private Duration interval(TaskType type) {
        List<SyncTask> newest = state.tasks().list(TaskQuery.newest(1).withType(type));
        Optional<PollingPolicy> policy =
                newest.stream().findFirst().flatMap(task -> policies.of(task).policy());
        if (policy.isEmpty()) {
            unserved.add(type);
        }
        return policy.map(rule -> rule.waitAfterRound(1)).orElse(UNKNOWN);
    }
}
