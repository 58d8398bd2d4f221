package io.gwms;

import java.time.Duration;
import java.time.InstantSource;

/** Settings of a runtime that no host has. */
public final class TestSettings {
    private TestSettings() {}

    /** With a lease that a test can wait for. */
    public static Gwms.Builder lease(Gwms.Builder builder, Duration lease) {
        return builder.lease(lease);
    }

    /** As on a machine whose clock goes like that. */
    public static Gwms.Builder systemClock(Gwms.Builder builder, InstantSource clock) {
        return builder.systemClock(clock);
    }
}
