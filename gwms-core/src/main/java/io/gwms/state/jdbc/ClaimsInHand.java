package io.gwms.state.jdbc;

import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of the claims that were made here still runs, so that a claim's row can be deleted once nothing of it does.
 * Only what is known for certain counts: an end that was committed. What is missed, say since another process ended a task,
 * is found by a sweep. Shared.
 */
final class ClaimsInHand {
    private record Claim(long no, long incarnation, AtomicInteger left) {}

    /** A task's part of a claim, with the run token that the claim gave it. */
    private record Part(Claim claim, long runToken) {}

    private final Map<TaskId, Part> parts = new ConcurrentHashMap<>();
    private final Map<Long, ConcurrentLinkedQueue<Long>> over = new ConcurrentHashMap<>();

    void made(long incarnation, ClaimRows.Claim made) {
        if (made.isNoted()) {
            Claim claim = new Claim(
                    made.no(), incarnation, new AtomicInteger(made.tasks().size()));
            for (SyncTask task : made.tasks()) {
                parts.merge(task.id(), new Part(claim, task.runToken()), this::later);
            }
        }
    }

    /** Of two claims of a task, told in either order, the earlier has ended, or it could not have been claimed again. */
    private Part later(Part one, Part other) {
        boolean isFirstLater = one.runToken > other.runToken;
        over(isFirstLater ? other : one);
        return isFirstLater ? one : other;
    }

    /** A task runs no more that had this run token, which is committed; it may have been claimed again since. */
    void ended(TaskId task, long runToken) {
        Part part = parts.get(task);
        if (part != null && part.runToken <= runToken && parts.remove(task, part)) {
            over(part);
        }
    }

    private void over(Part part) {
        Claim claim = part.claim;
        if (claim.left.decrementAndGet() == 0) {
            over.computeIfAbsent(claim.incarnation, node -> new ConcurrentLinkedQueue<>())
                    .add(claim.no);
        }
    }

    /** Claims of that node of which nothing runs; each is told once, unless it is {@linkplain #keep given back}. */
    List<Long> over(long incarnation) {
        List<Long> told = new ArrayList<>();
        ConcurrentLinkedQueue<Long> queue = over.get(incarnation);
        if (queue != null) {
            for (Long no = queue.poll(); no != null; no = queue.poll()) {
                told.add(no);
            }
        }
        return told;
    }

    void keep(long incarnation, List<Long> told) {
        if (!told.isEmpty()) {
            over.computeIfAbsent(incarnation, node -> new ConcurrentLinkedQueue<>())
                    .addAll(told);
        }
    }

    /** Claims of a node that lives no more are somebody else's to delete. */
    void forget(long incarnation) {
        over.remove(incarnation);
        parts.values().removeIf(part -> part.claim.incarnation == incarnation);
    }
}
