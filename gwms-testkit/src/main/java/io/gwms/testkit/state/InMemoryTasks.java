package io.gwms.testkit.state;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Admission;
import io.gwms.internal.StoredForm;
import io.gwms.state.TaskQueue;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.state.Tables.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Hands tasks out from memory. */
final class InMemoryTasks implements TaskQueue {
    private static final Comparator<SyncTask> LONGEST_DUE_FIRST = Comparator.comparing(SyncTask::nextExecutionAt)
            .thenComparing(task -> task.id().value());

    private final Tables tables;

    InMemoryTasks(Tables tables) {
        this.tables = tables;
    }

    @Override
    public WakeUps onDue(Runnable wake) {
        return () -> {};
    }

    @Override
    public int tidy(Instant now, Instant endedBefore) {
        synchronized (tables) {
            List<SyncTask> old = tables.tasks.values().stream()
                    .filter(task ->
                            task.finishedAt() != null && task.finishedAt().isBefore(endedBefore))
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
    public List<SyncTask> claim(long incarnation, Instant now, int limit, Predicate<TaskType> types) {
        Instant moment = StoredForm.of(now);
        synchronized (tables) {
            if (!isAlive(incarnation, moment)) {
                return List.of();
            }
            Map<TaskLane, Deque<SyncTask>> lanes = new LinkedHashMap<>();
            tables.scheduledTasks()
                    .filter(task -> !task.nextExecutionAt().isAfter(moment) && types.test(task.type()))
                    .sorted(LONGEST_DUE_FIRST)
                    .forEach(task -> lanes.computeIfAbsent(TaskLane.of(task), lane -> new ArrayDeque<>())
                            .add(task));
            List<SyncTask> claimed = new ArrayList<>();
            new Admission(List.copyOf(tables.controls.values()), this::running, scope -> begun(scope, moment))
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
        SyncTask running = StoredTasks.running(task, now);
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
                tables.tasks.put(task.id().value(), StoredTasks.rescued(task, countsAsCrash(task), moment));
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
            tables.tasks.put(task.value(), StoredTasks.withCheckpoint(stored, checkpoint));
            return true;
        }
    }

    private boolean isAlive(long incarnation, Instant now) {
        Instant until = tables.leases.get(incarnation);
        return until != null && until.isAfter(StoredForm.of(now)) && !tables.swept.contains(incarnation);
    }

    /** A crash counts once its round began, or when it is the first. */
    private boolean countsAsCrash(SyncTask task) {
        return task.crashes() == 0 || Integer.valueOf(task.rounds()).equals(tables.begunRounds.get(task.id()));
    }
}
