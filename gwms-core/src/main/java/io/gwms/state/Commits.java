package io.gwms.state;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commits many groups of changes at once, such as the orders of a page, and when that does not work finds the group that
 * stands in the way: each group is stored whole or not at all, and none hinders another.
 */
public final class Commits {
    private Commits() {}

    /** What became of a group. */
    public sealed interface Fate {
        /** All of it is stored; {@code tasks} as in {@link CommitResult.Committed}. */
        record Stored(List<TaskId> tasks) implements Fate {
            public Stored {
                tasks = List.copyOf(tasks);
            }
        }

        /** Nothing of it is stored, because something it builds upon has changed; {@code index} counts in the group. */
        record Stale(CommitResult.Conflict conflict) implements Fate {
            public Stale {
                requireNonNull(conflict, "conflict");
            }
        }

        /** Nothing of it is stored, because it cannot be: it fails also alone. */
        record Failed(RuntimeException cause) implements Fate {
            public Failed {
                requireNonNull(cause, "cause");
            }
        }
    }

    /**
     * Commits every group that can be committed; in one commit when all can.
     *
     * @param groups each is all or none; independent of each other
     * @return the fate of each group, in the order of the groups
     * @throws RuntimeException when the store cannot be reached, or did not say whether it stored a group; then some
     *     groups may be stored and others not
     */
    public static List<Fate> each(StateRepository state, List<List<Change>> groups) {
        Fate[] fates = new Fate[groups.size()];
        commit(state, groups, new ArrayList<>(indexes(groups.size())), fates);
        return List.of(fates);
    }

    private static List<Integer> indexes(int count) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            indexes.add(i);
        }
        return indexes;
    }

    /** A conflict names its group, so that one is set aside; an exception names none, so the list is halved. */
    private static void commit(StateRepository state, List<List<Change>> groups, List<Integer> chosen, Fate[] fates) {
        List<Integer> left = chosen;
        while (!left.isEmpty()) {
            CommitResult result;
            try {
                result = state.commit(left.stream()
                        .flatMap(index -> groups.get(index).stream())
                        .toList());
            } catch (RuntimeException e) {
                if (isAboutTheStore(e)) {
                    throw e;
                }
                if (left.size() == 1) {
                    fates[left.get(0)] = new Fate.Failed(e);
                    return;
                }
                commit(state, groups, left.subList(0, left.size() / 2), fates);
                left = left.subList(left.size() / 2, left.size());
                continue;
            }
            if (result instanceof CommitResult.Conflict conflict) {
                left = without(groups, left, conflict, fates);
            } else {
                stored(groups, left, ((CommitResult.Committed) result).tasks(), fates);
                return;
            }
        }
    }

    private static boolean isAboutTheStore(RuntimeException e) {
        return e instanceof DatabaseException failure
                && Arrays.asList(Kind.UNAVAILABLE, Kind.RETRYABLE, Kind.COMMIT_UNKNOWN)
                        .contains(failure.kind());
    }

    private static List<Integer> without(
            List<List<Change>> groups, List<Integer> left, CommitResult.Conflict conflict, Fate[] fates) {
        List<Integer> rest = new ArrayList<>(left);
        int first = 0;
        for (int group : left) {
            int size = groups.get(group).size();
            if (conflict.index() < first + size) {
                fates[group] = new Fate.Stale(
                        new CommitResult.Conflict(conflict.index() - first, conflict.kind(), conflict.what()));
                rest.remove(Integer.valueOf(group));
                return rest;
            }
            first += size;
        }
        throw new IllegalStateException("conflict " + conflict + " lies beyond the " + first + " changes");
    }

    private static void stored(List<List<Change>> groups, List<Integer> left, List<TaskId> tasks, Fate[] fates) {
        int next = 0;
        for (int group : left) {
            int added = Math.toIntExact(groups.get(group).stream()
                    .filter(change -> change instanceof Change.AddTask)
                    .count());
            fates[group] = new Fate.Stored(tasks.subList(next, next + added));
            next += added;
        }
    }
}
