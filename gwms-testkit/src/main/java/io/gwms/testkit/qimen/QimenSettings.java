package io.gwms.testkit.qimen;

import java.time.Duration;

/** How the fake behaves; see the builder. */
record QimenSettings(
        String appKey,
        String appSecret,
        String customerId,
        String owner,
        Duration shipAfter,
        Duration pickAfter,
        Duration interceptAfter,
        boolean interceptionFails,
        boolean omitsZeroRows,
        boolean quantityIncludesLocked,
        boolean countsAsTotalLines,
        boolean refusesRepeatedCode,
        boolean ignoresItemCode) {}
