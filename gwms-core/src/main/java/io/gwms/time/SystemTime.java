package io.gwms.time;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** The only place of the SDK that reads the system clock or waits. */
public final class SystemTime {
    private SystemTime() {}

    /** The system clock. */
    public static InstantSource source() {
        return Clock.systemUTC();
    }

    /** Waits; returns early and leaves the interrupt flag set when interrupted. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
