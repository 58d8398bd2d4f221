package io.gwms.platform.sync;

import io.gwms.credential.CredentialOwner;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials that were refreshed a moment ago and are not accepted. The refresh worked, so the grant lives: mostly the
 * platform's servers do not all know the new token yet, and it is given the rest of its first minute, once. When that and
 * another refresh do not help, something else is wrong, such as a scope that the app lacks, and no more are asked for. Shared.
 */
final class YoungCredentials {
    private static final Duration YOUTH = Duration.ofMinutes(1);
    private static final Duration ONE_PATIENCE = Duration.ofMinutes(10);

    private final Map<CredentialOwner, Instant> refreshedAt = new ConcurrentHashMap<>();
    private final Map<CredentialOwner, Instant> patientSince = new ConcurrentHashMap<>();

    void refreshed(CredentialOwner owner, Instant now) {
        refreshedAt.put(owner, now);
    }

    boolean isYoung(CredentialOwner owner, Instant now) {
        Instant at = refreshedAt.get(owner);
        return at != null && now.isBefore(at.plus(YOUTH));
    }

    /** How long to wait for a credential that is not accepted; empty when it is not young, or waiting has not helped. */
    Optional<Refusal> patience(CredentialOwner owner, Instant now) {
        Instant refreshed = refreshedAt.get(owner);
        if (refreshed == null || !now.isBefore(refreshed.plus(YOUTH))) {
            return Optional.empty();
        }
        Instant since = patientSince.merge(
                owner, now, (before, next) -> next.isBefore(before.plus(ONE_PATIENCE)) ? before : next);
        return refreshed.isAfter(since)
                ? Optional.empty()
                : Optional.of(Refusal.temporary(
                        RefusalCode.RATE_LIMITED,
                        "the credential of " + owner + " was refreshed a moment ago and is not accepted yet",
                        Duration.between(now, refreshed.plus(YOUTH))));
    }
}
