package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Hands tasks out to nodes, so that each is in one round at a time.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>One claimer wins.</b> A claimed task is RUNNING, has a run token one higher, one more round
 *       and an owner; no other claim gets it before it is finished or rescued.
 *   <li><b>Due first.</b> Only tasks that are PENDING or WAITING and due; of one {@linkplain
 *       io.gwms.task.TaskLane lane} the longest due first. A claim of many may go on for a quarter of a second
 *       where the one before it ended, and leave what has come to be due before that place to a later one. Tasks of
 *       types that the node does not do are left to others and stand in nobody's way.
 *   <li><b>Lanes do not hold each other up.</b> When more is due than may be claimed, the lanes share it
 *       evenly. A lane that is {@linkplain io.gwms.task.TaskControl paused or at its limit} gets less or
 *       nothing, its backlog makes the claims of the others no slower, and a limit holds over all nodes.
 *   <li><b>A node lives by its lease.</b> {@link #renew} makes a node's lease run {@code lease} from
 *       now and says whether the node was still alive; a node that let its lease run out, or never
 *       had one, gets a new one only under a new incarnation, and is handed no task.
 *   <li><b>Rescue.</b> RUNNING tasks of nodes whose lease ran out become WAITING and due at once, with a
 *       run token one higher and a CRASHED attempt. The first crash counts for all of them; from then on
 *       one more counts for those whose round had {@linkplain #begin begun}, since a task that a node only
 *       held has not killed it. A node that was rescued from is dead for good, whatever a clock says.
 *   <li><b>Checkpoints are fenced.</b> A checkpoint is stored only under the current run token.
 *   <li><b>Wake-ups are hints.</b> See {@link #onDue}.
 *   <li><b>One life per name.</b> {@link #register} ends the leases of all older incarnations of the
 *       same node name, so that a node which died and is started again under its name resumes at once.
 * </ol>
 *
 * <p><b>Threads:</b> shared. Time is what the caller says it is: the runtime's one clock.
 */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface TaskQueue {
    /**
     * Begins a new incarnation of a node and gives its number, unique for ever; older incarnations of
     * that name end here.
     */
    long register(String node, Instant now, Duration lease);

    /** Makes the lease run on; false when it had run out. */
    boolean renew(long incarnation, Instant now, Duration lease);

    /** Ends the lease, so that what the node still holds is rescued by whoever looks next. */
    void retire(long incarnation);

    /** Hands at most {@code limit} due tasks to that incarnation, of whatever type. */
    default List<SyncTask> claim(long incarnation, Instant now, int limit) {
        return claim(incarnation, now, limit, type -> true);
    }

    /**
     * Hands at most {@code limit} due tasks to that incarnation.
     *
     * @param types which types it does, always the same of one incarnation; asked only of types of which something is due
     */
    List<SyncTask> claim(long incarnation, Instant now, int limit, Predicate<TaskType> types);

    /**
     * The running tasks of that incarnation, once each of its claims has ended one way or the other: a claim whose
     * commit was not answered may have been made.
     */
    List<SyncTask> held(long incarnation);

    /**
     * Keeps that the round of a claimed task begins. Asked for those alone that crashed before: all others would pay a
     * write of their own for it.
     *
     * @param round the task's {@link SyncTask#rounds}, as it was claimed
     * @return false when that claim is over: the task ended, was rescued, or is in another round by now
     */
    boolean begin(TaskId task, int round);

    /** Makes the running tasks of dead nodes due; says how many there were. */
    int rescue(Instant now);

    /**
     * Forgets some of the tasks that ended before that moment, with their rounds, the oldest first and at most a
     * thousand; tidies up what it keeps of them besides. Call it again while it forgets any.
     *
     * @return how many it forgot
     */
    int tidy(Instant now, Instant endedBefore);

    /**
     * Runs {@code wake} soon after a commit, of whichever process, that may have made a task due. It may run
     * without a cause, and where the store has no means it may not run for other processes' commits; so
     * whoever listens looks by itself now and then too. {@code wake} returns at once and does not throw.
     *
     * @return ends it
     */
    WakeUps onDue(Runnable wake);

    /** Wake-ups that were asked for. */
    @FunctionalInterface
    interface WakeUps extends AutoCloseable {
        /** How often a listener must look by itself to notice what others made due. */
        default Duration lookEvery() {
            return Duration.ofSeconds(5);
        }

        @Override
        void close();
    }

    /** Stores a checkpoint; false when the task has another run token by now. */
    boolean checkpoint(TaskId task, long runToken, String checkpoint);
}
