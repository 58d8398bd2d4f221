package io.gwms.testkit.extensiv;

import java.time.Duration;
import java.time.ZoneId;

/** How the fake behaves; see the builder. */
record ExtensivSettings(
        String clientId,
        String clientSecret,
        String accessToken,
        int customer,
        ZoneId zone,
        Duration shipAfter,
        Duration tokenLife,
        boolean listsEmptyRows,
        boolean refusesRepeatedReference,
        boolean ignoresRql) {}
