package io.gwms.proxy.reconcile;

import io.gwms.proxy.ProxyCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Inbound times as a system tells them: no finer than its precision, days in its zone (rule 16). One thread. */
final class Times {
    private static final long CELL = Duration.ofMinutes(15).toMillis();
    private static final int REMEMBERED = 1 << 12;

    private final boolean told;
    private final boolean days;
    private final long millis;
    private final ZoneId zone;
    private final long[] cells = new long[REMEMBERED];
    private final long[] dayOfCell = new long[REMEMBERED];

    Times(ProxyCapabilities.Inventory inventory) {
        Duration precision = inventory.timePrecision();
        this.told = inventory.inboundTimes();
        this.days = precision.compareTo(Duration.ofDays(1)) >= 0;
        this.millis = days ? 1 : Math.max(1, precision.toMillis());
        this.zone = inventory.zone();
    }

    /** The same for times that cannot be told apart over there. */
    long unit(@Nullable Instant at) {
        return at == null ? Long.MIN_VALUE : unit(false, at.toEpochMilli());
    }

    long unit(boolean unknown, long at) {
        if (unknown || !told) {
            return Long.MIN_VALUE;
        }
        return days ? day(at) : millis == 1 ? at : Math.floorDiv(at, millis);
    }

    /** A quarter of an hour is of one day in every zone there is, and has been since 1972. */
    private long day(long at) {
        long cell = Math.floorDiv(at, CELL);
        int slot = (int) Math.floorMod(cell, (long) REMEMBERED);
        if (cells[slot] != cell || cell == 0) {
            dayOfCell[slot] =
                    Instant.ofEpochMilli(at).atZone(zone).toLocalDate().toEpochDay();
            cells[slot] = cell;
        }
        return dayOfCell[slot];
    }
}
