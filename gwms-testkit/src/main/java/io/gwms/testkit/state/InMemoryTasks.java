package io.gwms.testkit.state;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Admission;
import io.gwms.internal.StoredForm;
import io.gwms.state.TaskQueue;
import io.gwms.state.TaskReads;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.state.Tables.Begun;
import io.gwms.testkit.state.Tables.EffectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tasks from memory and hands them out. */
final class InMemoryTasks implements TaskReads, TaskQueue {
    private static final Comparator<SyncTask> LONGEST_DUE_FIRST = Comparator.comparing(SyncTask::nextExecutionAt)
            .thenComparing(task -> task.id().value());

    private static final long QUARTER = 900_000;
    private final Tables tables;

    InMemoryTasks(Tables tables) {
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
    public WakeUps onDue(Runnable wake) {
        return () -> {};
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
                    .collect(Collectors.groupingBy(
                            task -> task.needsPersonBecause().orElseThrow(), Collectors.counting()));
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
    public int tidy(Instant now, Instant endedBefore) {
        synchronized (tables) {
            List<SyncTask> old = tables.tasks.values().stream()
                    .filter(task -> task.finished()
                            .filter(end -> end.isBefore(endedBefore))
                            .isPresent())
                    .limit(1000)
                    .toList();
            old.forEach(task -> {
                tables.tasks.remove(task.id().value());
                tables.attempts.remove(task.id());
            });
            return old.size();
        }
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
    public Optional<Instant> nextDue() {
        synchronized (tables) {
            return tables.scheduledTasks()
                    .filter(task -> !Admission.isPaused(controls(), TaskLane.of(task)))
                    .map(SyncTask::nextExecutionAt)
                    .min(Comparator.naturalOrder());
        }
    }

    @Override
    public long register(String node, Instant now, Duration lease) {
        String name = StoredForm.of(node);
        synchronized (tables) {
            tables.nodes.forEach((older, its) -> {
                if (its.equals(name)) {
                    retire(older);
                }
            });
            long incarnation = tables.leases.isEmpty() ? 1 : tables.leases.lastKey() + 1;
            tables.leases.put(incarnation, StoredForm.of(now.plus(lease)));
            tables.nodes.put(incarnation, name);
            return incarnation;
        }
    }

    @Override
    public boolean renew(long incarnation, Instant now, Duration lease) {
        synchronized (tables) {
            if (!isAlive(incarnation, now)) {
                return false;
            }
            tables.leases.put(incarnation, StoredForm.of(now.plus(lease)));
            return true;
        }
    }

    @Override
    public void retire(long incarnation) {
        synchronized (tables) {
            tables.leases.replace(incarnation, Instant.EPOCH);
        }
    }

    @Override
    public List<SyncTask> claim(long incarnation, Instant now, int limit) {
        Instant moment = StoredForm.of(now);
        synchronized (tables) {
            if (!isAlive(incarnation, moment)) {
                return List.of();
            }
            Map<TaskLane, Deque<SyncTask>> lanes = new LinkedHashMap<>();
            tables.scheduledTasks()
                    .filter(task -> !task.nextExecutionAt().isAfter(moment))
                    .sorted(LONGEST_DUE_FIRST)
                    .forEach(task -> lanes.computeIfAbsent(TaskLane.of(task), lane -> new ArrayDeque<>())
                            .add(task));
            List<SyncTask> claimed = new ArrayList<>();
            new Admission(controls(), this::running, scope -> begun(scope, moment))
                    .take(List.copyOf(lanes.keySet()), limit, (lane, most) -> {
                        Deque<SyncTask> due = requireNonNull(lanes.get(lane), "due");
                        int taken = Math.min(most, due.size());
                        for (int i = 0; i < taken; i++) {
                            claimed.add(claimed(due.remove(), incarnation, moment));
                        }
                        return taken;
                    });
            return claimed.stream().sorted(LONGEST_DUE_FIRST).toList();
        }
    }

    private SyncTask claimed(SyncTask task, long incarnation, Instant now) {
        SyncTask running = running(task, now);
        tables.tasks.put(task.id().value(), running);
        tables.owners.put(task.id(), incarnation);
        tables.begun.add(new Begun(TaskLane.of(task), minute(now)));
        return running;
    }

    private int running(TaskScope scope) {
        return (int) tables.liveTasks()
                .filter(task -> task.status() == TaskStatus.RUNNING && scope.covers(TaskLane.of(task)))
                .count();
    }

    private int begun(TaskScope scope, Instant now) {
        tables.begun.removeIf(begun -> begun.minute() < minute(now));
        return (int) tables.begun.stream()
                .filter(begun -> begun.minute() == minute(now) && scope.covers(begun.lane()))
                .count();
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), 60);
    }

    @Override
    public int rescue(Instant now) {
        Instant moment = StoredForm.of(now);
        synchronized (tables) {
            List<SyncTask> orphans = tables.liveTasks()
                    .filter(task -> task.status() == TaskStatus.RUNNING
                            && !isAlive(tables.owners.getOrDefault(task.id(), 0L), moment))
                    .toList();
            tables.leases.forEach((incarnation, until) -> {
                if (!until.isAfter(moment)) {
                    tables.swept.add(incarnation);
                }
            });
            for (SyncTask task : orphans) {
                tables.tasks.put(task.id().value(), rescued(task, moment));
                tables.owners.remove(task.id());
                new Undo()
                        .append(
                                tables.attempts,
                                task.id(),
                                new TaskAttempt(
                                        task.id(),
                                        Math.max(1, task.rounds()),
                                        Objects.requireNonNullElse(task.lastExecutedAt(), moment),
                                        moment,
                                        task.crashes() > 0 ? "RESCUE" : "DUE",
                                        "CRASHED",
                                        "the lease of the node that ran it has run out"));
            }
            return orphans.size();
        }
    }

    @Override
    public List<SyncTask> held(long incarnation) {
        synchronized (tables) {
            return tables.liveTasks()
                    .filter(task -> task.status() == TaskStatus.RUNNING
                            && tables.owners.getOrDefault(task.id(), 0L) == incarnation)
                    .toList();
        }
    }

    @Override
    public boolean begin(TaskId task, int round) {
        synchronized (tables) {
            SyncTask stored = tables.tasks.get(task.value());
            boolean claimed = stored != null && stored.status() == TaskStatus.RUNNING && stored.rounds() == round;
            if (claimed) {
                tables.begunRounds.put(task, round);
            }
            return claimed;
        }
    }

    @Override
    public boolean checkpoint(TaskId task, long runToken, String checkpoint) {
        StoredForm.of(checkpoint);
        synchronized (tables) {
            SyncTask stored = tables.tasks.get(task.value());
            if (stored == null
                    || stored.runToken() != runToken
                    || !stored.status().isLive()) {
                return false;
            }
            tables.tasks.put(task.value(), withCheckpoint(stored, checkpoint));
            return true;
        }
    }

    private boolean isAlive(long incarnation, Instant now) {
        Instant until = tables.leases.get(incarnation);
        return until != null && until.isAfter(StoredForm.of(now)) && !tables.swept.contains(incarnation);
    }

    private static SyncTask running(SyncTask task, Instant now) {
        return with(
                task,
                TaskStatus.RUNNING,
                now,
                task.nextExecutionAt(),
                task.crashes(),
                task.rounds() + 1,
                task.checkpoint(),
                task.runToken() + 1);
    }

    private SyncTask rescued(SyncTask task, Instant now) {
        boolean counts =
                task.crashes() == 0 || Integer.valueOf(task.rounds()).equals(tables.begunRounds.get(task.id()));
        return with(
                task,
                TaskStatus.WAITING,
                task.lastExecutedAt(),
                now,
                task.crashes() + (counts ? 1 : 0),
                task.rounds(),
                task.checkpoint(),
                task.runToken() + 1);
    }

    static SyncTask withCheckpoint(SyncTask task, String checkpoint) {
        return with(
                task,
                task.status(),
                task.lastExecutedAt(),
                task.nextExecutionAt(),
                task.crashes(),
                task.rounds(),
                checkpoint,
                task.runToken());
    }

    private static SyncTask with(
            SyncTask task,
            TaskStatus status,
            @Nullable Instant lastExecutedAt,
            Instant nextExecutionAt,
            int crashes,
            int rounds,
            String checkpoint,
            long runToken) {
        return new SyncTask(
                task.id(),
                task.type(),
                task.key(),
                status,
                task.businessType(),
                task.businessNo(),
                task.thirdPartyNo(),
                task.route(),
                task.requestId(),
                task.createdAt(),
                lastExecutedAt,
                nextExecutionAt,
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                crashes,
                rounds,
                task.summary(),
                task.error(),
                task.manualReason(),
                task.rerunRequested(),
                task.payload(),
                checkpoint,
                runToken);
    }

    /** The stored task with the progress of the other one; what it is about stays, by hand the checkpoint too. */
    static SyncTask progressed(SyncTask stored, SyncTask task, boolean byHand) {
        return new SyncTask(
                stored.id(),
                stored.type(),
                stored.key(),
                task.status(),
                stored.businessType(),
                stored.businessNo(),
                task.thirdPartyNo(),
                stored.route(),
                task.requestId(),
                stored.createdAt(),
                task.lastExecutedAt(),
                task.nextExecutionAt(),
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                task.crashes(),
                task.rounds(),
                task.summary(),
                task.error(),
                task.manualReason(),
                task.rerunRequested(),
                stored.payload(),
                byHand ? stored.checkpoint() : task.checkpoint(),
                task.runToken());
    }
}
