package io.gwms.resilience;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands with its quota, as this process knows it.
 *
 * @param account the account
 * @param calls calls that were sent since the guard was made
 * @param held calls that were not sent because of the quota
 * @param limit the most that can be there, in the far side's own unit; 0 when it never said
 * @param remaining what is left of it now, as far as can be told; negative when the far side never said
 * @param leftAloneUntil until when the far side asked to be left alone; null when it did not, or that is over
 */
public record QuotaUsage(
        String account,
        long calls,
        long held,
        double limit,
        double remaining,
        @Nullable Instant leftAloneUntil) {}
