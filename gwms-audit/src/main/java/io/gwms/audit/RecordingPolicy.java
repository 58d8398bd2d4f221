package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * How calls of an action are recorded.
 *
 * @param durability when a call counts as kept
 * @param overflow what happens when the queue is full
 * @param bodyLimit how many bytes of each body are kept; 0 keeps none, and of both their size
 */
public record RecordingPolicy(Durability durability, Overflow overflow, int bodyLimit) {
    private static final int MOST = 16 * 1024 * 1024;
    private static final RecordingPolicy STANDARD = new RecordingPolicy(Durability.MEMORY, Overflow.BLOCK, 1024 * 1024);

    public RecordingPolicy {
        requireNonNull(durability, "durability");
        requireNonNull(overflow, "overflow");
        Require.that(bodyLimit >= 0 && bodyLimit <= MOST, "bodyLimit", bodyLimit, "0 to " + MOST + " bytes");
    }

    /** Handed over in memory, left out only when all room is taken, with 1 MiB of each body. */
    public static RecordingPolicy standard() {
        return STANDARD;
    }

    /** The same with another durability. */
    public RecordingPolicy withDurability(Durability durability) {
        return new RecordingPolicy(durability, overflow, bodyLimit);
    }

    /** The same with another answer to a full queue. */
    public RecordingPolicy withOverflow(Overflow overflow) {
        return new RecordingPolicy(durability, overflow, bodyLimit);
    }

    /** The same with another limit for each body, in bytes. */
    public RecordingPolicy withBodyLimit(int bytes) {
        return new RecordingPolicy(durability, overflow, bytes);
    }

    /** When a call counts as kept; each costs its caller more than the one before. */
    public enum Durability {
        /**
         * In memory, written within a fifth of a second. A killed process loses at most what is queued, besides what it
         * had left out by then; the next start notes that as a gap.
         */
        MEMORY,
        /**
         * In a local file, redacted, and on its disk, before the caller goes on; from there written to the store, after
         * a kill at the next start; a disk that hangs holds its callers. Needs a directory: {@link
         * AuditModule.Builder#journal}. A store that does not answer
         * loses none of these calls until the journal is full; those after that are as safe as in {@link #MEMORY}.
         */
        JOURNAL,
        /**
         * In the store before the caller goes on. For a store that takes nothing the first callers wait five seconds, and
         * while that lasts the others do not wait: their calls are as safe as in {@link #MEMORY}, and counted ({@link
         * AuditMetrics#unconfirmed}).
         */
        SYNC,
        /** In the store before the call is sent, and completed there before the caller goes on; else as {@link #SYNC}. */
        INTENT
    }

    /** What happens to a call when the queue is full. A call left out is counted, in a row of the log too. */
    public enum Overflow {
        /**
         * Its caller waits a moment for room ({@link AuditModule.Builder#callersWait}), but not while the store does not
         * answer; then as {@link #SHED_BODIES}.
         */
        BLOCK,
        /** It is kept without its bodies; where there is no room even for that, it is left out. */
        SHED_BODIES,
        /** It is left out. */
        DROP
    }
}
