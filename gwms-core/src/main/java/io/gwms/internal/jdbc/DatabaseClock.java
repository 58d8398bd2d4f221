package io.gwms.internal.jdbc;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The host's clock, corrected to the database's, so that nodes with wrong clocks agree about leases and due times.
 * Shared by threads; starts at offset zero until {@link #measure} is called, which whoever runs the node repeats.
 *
 * <p>An SQLite file is on the host, so its offset is always zero.
 */
public final class DatabaseClock implements InstantSource {
    private static final int SAMPLES = 3;

    private record Sample(Duration roundTrip, Duration offset) {}

    private final Transactions database;
    private final InstantSource host;
    private volatile Duration offset = Duration.ZERO;

    /** A clock that has not measured yet. */
    public DatabaseClock(Transactions database, InstantSource host) {
        this.database = requireNonNull(database, "database");
        this.host = requireNonNull(host, "host");
    }

    @Override
    public Instant instant() {
        return host.instant().plus(offset);
    }

    /** How far the database was ahead of the host at the last measurement; negative if behind. */
    public Duration offset() {
        return offset;
    }

    /**
     * Asks the database for its time and keeps the offset. Of a few samples the fastest counts; its error is at most
     * half its round trip.
     *
     * @return the new offset
     * @throws DatabaseException if the database does not answer; the old offset stays
     */
    public Duration measure() {
        String sql = database.dialect().clockMillis();
        if (sql != null) {
            offset = database.read(tx -> fastestSample(tx, sql)).offset;
        }
        return offset;
    }

    private Sample fastestSample(Tx tx, String sql) {
        Sample best = sample(tx, sql);
        for (int i = 1; i < SAMPLES; i++) {
            Sample next = sample(tx, sql);
            if (next.roundTrip.compareTo(best.roundTrip) < 0) {
                best = next;
            }
        }
        return best;
    }

    private Sample sample(Tx tx, String sql) {
        Instant before = host.instant();
        Optional<Instant> now = tx.queryOne(sql, row -> row.instant("now"));
        Duration roundTrip = Duration.between(before, host.instant());
        return new Sample(roundTrip, Duration.between(before.plus(roundTrip.dividedBy(2)), now.orElseThrow()));
    }
}
