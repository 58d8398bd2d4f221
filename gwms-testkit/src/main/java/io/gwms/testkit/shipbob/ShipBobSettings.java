package io.gwms.testkit.shipbob;

import java.time.Duration;

/** How the fake behaves; see the builder. */
record ShipBobSettings(
        String token,
        String channel,
        Duration shipAfter,
        int mostPerPage,
        Duration cursorLife,
        boolean omitsZeroRows,
        boolean relativeNext,
        int requestsAMinute) {}
