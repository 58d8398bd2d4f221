package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * Why a run failed.
 *
 * @param family where the cause is to be sought
 * @param code what it is, for programs: a code of a refusal such as {@code NOT_AUTHORIZED}, or one of the engine's own
 * @param reason what happened and what to do, for people; redacted
 */
public record SyncFailure(FailureFamily family, String code, String reason) {
    public SyncFailure {
        requireNonNull(family, "family");
        Require.text(code, "code");
        Require.text(reason, "reason");
    }

    /** Where to go. */
    public String remedy() {
        return family.remedy();
    }
}
