package io.gwms.task;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queries that show what a filter shows and that fulfils one condition more, whatever the filter asks for already. */
final class Narrowed {
    private Narrowed() {}

    static TaskQuery byStatus(TaskQuery filter, TaskStatus... statuses) {
        TaskStatus[] both = Stream.of(statuses)
                .filter(status ->
                        filter.statuses().isEmpty() || filter.statuses().contains(status))
                .toArray(TaskStatus[]::new);
        return both.length == 0
                ? filter.withStatus(statuses[0]).createdBetween(Instant.EPOCH, Instant.EPOCH)
                : filter.withStatus(both);
    }

    static TaskQuery byDue(TaskQuery filter, @Nullable Instant from, @Nullable Instant to) {
        return filter.dueBetween(later(filter.dueFrom(), from), earlier(filter.dueTo(), to));
    }

    static TaskQuery byFinished(TaskQuery filter, @Nullable Instant from, @Nullable Instant to) {
        return filter.finishedBetween(later(filter.finishedFrom(), from), earlier(filter.finishedTo(), to));
    }

    static TaskQuery byExecuted(TaskQuery filter, Instant to) {
        Instant before = filter.executedTo();
        return filter.executedBefore(before == null || to.isBefore(before) ? to : before);
    }

    /** The failed rounds of both stretches of time: those of one round that lies in both. */
    static TaskQuery byFailedRounds(TaskQuery filter, Instant from, Instant to) {
        Instant since = filter.failedFrom();
        Instant until = filter.failedTo();
        return filter.failedBetween(
                since == null || from.isAfter(since) ? from : since, until == null || to.isBefore(until) ? to : until);
    }

    static TaskQuery byDueBefore(TaskQuery filter, Map<TaskType, Instant> until) {
        if (filter.dueUntil().isEmpty()) {
            return filter.dueBefore(until);
        }
        Map<TaskType, Instant> both = new HashMap<>();
        filter.dueUntil().forEach((type, moment) -> {
            Instant other = until.get(type);
            if (other != null) {
                both.put(type, other.isBefore(moment) ? other : moment);
            }
        });
        return both.isEmpty() ? byDue(filter, Instant.EPOCH, Instant.EPOCH) : filter.dueBefore(both);
    }

    /** Empty when the filter shows none of that scope. */
    static Optional<TaskQuery> byScope(TaskQuery filter, TaskScope scope) {
        if (isOther(filter.type(), scope.type())
                || isOther(filter.warehouse(), scope.warehouse())
                || isOther(filter.proxySystem(), scope.proxySystem())) {
            return Optional.empty();
        }
        TaskQuery query = scope.type() == null ? filter : filter.withType(scope.type());
        query = scope.warehouse() == null ? query : query.withWarehouse(scope.warehouse());
        return Optional.of(scope.proxySystem() == null ? query : query.withProxySystem(scope.proxySystem()));
    }

    private static boolean isOther(@Nullable Object wanted, @Nullable Object scoped) {
        return wanted != null && scoped != null && !wanted.equals(scoped);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
