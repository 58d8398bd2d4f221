package io.gwms.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The one clock of a runtime: the host's clock plus the measured offset of the database's. Due times,
 * leases and request signatures all read it, so that nodes whose clocks differ agree.
 *
 * <p>Instants are cut to milliseconds, the precision they are stored with. <b>Threads:</b> shared.
 */
public final class GwmsClock implements InstantSource {
    private final InstantSource host;
    private volatile Duration offset = Duration.ZERO;

    private GwmsClock(InstantSource host) {
        this.host = requireNonNull(host, "host");
    }

    /** A clock over the host's, with no offset until one is measured. */
    public static GwmsClock over(InstantSource host) {
        return new GwmsClock(host);
    }

    @Override
    public Instant instant() {
        return host.instant().plus(offset).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sets what the database's clock is ahead of the host's; negative when it is behind. */
    public void adjust(Duration offset) {
        this.offset = requireNonNull(offset, "offset");
    }

    /** What the database's clock is ahead of the host's. */
    public Duration offset() {
        return offset;
    }
}
