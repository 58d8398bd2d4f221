package io.gwms.testkit.state;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Admission;
import io.gwms.state.TaskReads;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.state.Tables.EffectKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tasks from memory. */
final class InMemoryTaskReads implements TaskReads {
    private static final long QUARTER = 900_000;

    private final Tables tables;

    InMemoryTaskReads(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<SyncTask> find(TaskId id) {
        synchronized (tables) {
            return Optional.ofNullable(tables.tasks.get(id.value()));
        }
    }

    @Override
    public List<SyncTask> findAll(Collection<TaskId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).toList();
    }

    @Override
    public List<TaskControl> controls() {
        synchronized (tables) {
            return List.copyOf(tables.controls.values());
        }
    }

    @Override
    public Optional<SyncTask> findLive(TaskType type, String key) {
        synchronized (tables) {
            return Optional.ofNullable(tables.live.get(new EffectKey(type, key)))
                    .flatMap(this::find);
        }
    }

    @Override
    public List<SyncTask> list(TaskQuery query) {
        synchronized (tables) {
            long before =
                    query.before() == null ? Long.MAX_VALUE : query.before().value();
            return tables.tasks.headMap(before, false).descendingMap().values().stream()
                    .filter(task -> shows(query, task))
                    .limit(query.limit())
                    .toList();
        }
    }

    private boolean shows(TaskQuery query, SyncTask task) {
        Instant from = query.failedFrom();
        Instant to = query.failedTo();
        return query.shows(task)
                && (from == null
                        || to == null
                        || failed(task, from, to).findAny().isPresent());
    }

    private Stream<TaskAttempt> failed(SyncTask task, Instant from, Instant to) {
        return tables.attempts.getOrDefault(task.id(), List.of()).stream()
                .filter(round ->
                        (round.outcome().equals("FAILED") || round.outcome().equals("CRASHED"))
                                && !round.endedAt().isBefore(from)
                                && round.endedAt().isBefore(to));
    }

    @Override
    public long count(TaskQuery query) {
        synchronized (tables) {
            return tables.tasks.values().stream()
                    .filter(task -> shows(query, task))
                    .count();
        }
    }

    @Override
    public long countFailedRounds(TaskQuery filter, Instant from, Instant to) {
        synchronized (tables) {
            return tables.tasks.values().stream()
                    .filter(task -> shows(filter, task))
                    .flatMap(task -> failed(task, from, to))
                    .count();
        }
    }

    @Override
    public Map<String, Long> countRounds(TaskQuery filter, Instant from, Instant to) {
        long first = Math.floorDiv(from.toEpochMilli(), QUARTER);
        long last = Math.floorDiv(to.toEpochMilli() - 1, QUARTER);
        synchronized (tables) {
            return tables.tasks.values().stream()
                    .filter(task -> same(filter.type(), task.type())
                            && same(filter.businessType(), task.businessType())
                            && (!filter.isRouteOnly() || task.route() != null)
                            && (filter.warehouse() == null
                                    || (task.route() != null
                                            && filter.warehouse()
                                                    .equals(task.route().warehouse()))))
                    .flatMap(task -> tables.attempts.getOrDefault(task.id(), List.of()).stream())
                    .filter(round -> {
                        long quarter = Math.floorDiv(round.endedAt().toEpochMilli(), QUARTER);
                        return quarter >= first && quarter <= last;
                    })
                    .collect(Collectors.groupingBy(TaskAttempt::outcome, Collectors.counting()));
        }
    }

    private static boolean same(@Nullable Object wanted, Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    @Override
    public Map<ManualReason, Long> countManual(TaskQuery filter) {
        synchronized (tables) {
            return tables.liveTasks()
                    .filter(task -> shows(filter, task) && task.status() == TaskStatus.MANUAL)
                    .collect(Collectors.groupingBy(task -> requireNonNull(task.manualReason()), Collectors.counting()));
        }
    }

    @Override
    public List<TaskCount> countLive(TaskQuery filter, Instant now, Map<TaskType, Instant> overdueSince) {
        record Kind(TaskType type, TaskStatus status) {}
        synchronized (tables) {
            Map<Kind, List<SyncTask>> kinds = tables.liveTasks()
                    .filter(task -> shows(filter, task))
                    .collect(Collectors.groupingBy(task -> new Kind(task.type(), task.status())));
            return kinds.entrySet().stream()
                    .map(kind ->
                            count(kind.getKey().type(), kind.getKey().status(), kind.getValue(), now, overdueSince))
                    .toList();
        }
    }

    private static TaskCount count(
            TaskType type, TaskStatus status, List<SyncTask> tasks, Instant now, Map<TaskType, Instant> overdueSince) {
        Instant since = overdueSince.getOrDefault(type, Instant.MIN);
        List<Instant> due =
                tasks.stream().map(SyncTask::nextExecutionAt).sorted().toList();
        return new TaskCount(
                type,
                status,
                due.size(),
                due.stream().filter(moment -> !moment.isAfter(now)).count(),
                due.stream().filter(moment -> moment.isBefore(since)).count(),
                due.get(0));
    }

    @Override
    public List<TaskAttempt> attempts(TaskId id) {
        synchronized (tables) {
            return tables.attempts.getOrDefault(id, List.of());
        }
    }

    @Override
    public Map<TaskStatus, Long> countByStatus() {
        synchronized (tables) {
            return tables.tasks.values().stream()
                    .collect(Collectors.groupingBy(SyncTask::status, TreeMap::new, Collectors.counting()));
        }
    }

    @Override
    public Optional<Instant> nextDue(Predicate<TaskType> types) {
        synchronized (tables) {
            return tables.scheduledTasks()
                    .filter(task -> types.test(task.type()) && !Admission.isPaused(controls(), TaskLane.of(task)))
                    .map(SyncTask::nextExecutionAt)
                    .min(Comparator.naturalOrder());
        }
    }
}
