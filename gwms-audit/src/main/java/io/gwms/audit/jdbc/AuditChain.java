package io.gwms.audit.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.Database;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes tampering with the API log show. Off until {@link #start}; from then on every call that any process writes to
 * this log gets a link, whose hash covers the link before and salted digests of the call, so a row that is changed, added
 * or removed beside the library is found by {@link #verify}. What retention and erasure remove, they note in the chain:
 * an erased log verifies.
 *
 * <p>Whoever can write to the database can also write a whole new chain; against that keep {@link #checkpoint}s elsewhere.
 * Writers add to the chain in turn, so it costs several nodes some of their throughput.
 *
 * <p><b>Threads:</b> shared.
 */
public final class AuditChain {
    private final Database database;

    AuditChain(Database database) {
        this.database = database;
    }

    /** Begins the chain; it covers calls written from now on. False when it had begun before. It never ends. */
    public boolean start(Instant now) {
        requireNonNull(now, "now");
        return database.write(tx -> Chain.start(tx, now));
    }

    /** Whether it has begun. */
    public boolean isOn() {
        return database.read(Chain::isOn);
    }

    /**
     * How far it has come.
     *
     * @throws IllegalStateException if it has not begun
     */
    public ChainCheckpoint checkpoint(Instant now) {
        ChainHead head = database.read(ChainHead::of);
        return new ChainCheckpoint(head.seq(), HexFormat.of().formatHex(head.hash()), now);
    }

    /**
     * Reads the whole chain and every call it covers, page by page beside running writers.
     *
     * @param kept checkpoints kept elsewhere; may be none
     * @throws IllegalStateException if the chain has not begun
     */
    public ChainReport verify(List<ChainCheckpoint> kept) {
        return new ChainCheck(database, kept).run();
    }
}
