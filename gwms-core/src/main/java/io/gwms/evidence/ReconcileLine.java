package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.stock.BatchKey;
import org.jspecify.annotations.Nullable;

/**
 * One line of a reconciliation: what was compared, what was found, what was done, and why.
 *
 * @param key the local batch; null when the remote row has none (its SKU is not mapped)
 * @param proxySku the SKU over there; empty when the batch exists only here
 * @param remote pieces over there, available plus locked; 0 when it has no such batch
 * @param local pieces here before the correction
 * @param inFlight pieces that explain a difference by themselves: shipped there and not yet booked
 *     here counts up, received there and not yet booked here counts down
 * @param delta what was to be added here
 * @param rule the rule that decided, for example {@code EQUAL}, {@code CORRECT}, {@code UNMAPPED_SKU}
 * @param result what came of it, for example {@code NOTHING_TO_DO}, {@code APPLIED}, {@code CONFLICT}
 * @param reason the same in words
 * @param adjustmentId the id of the correction; empty when there was none
 * @param reserved pieces here that local orders had reserved then
 * @param mapping by what the rows over there were counted, for example {@code P-1×12}: the SKU over there and how many
 *     pieces here each piece of it is; several are joined by {@code +}. The same text means the same mapping. Empty when
 *     nothing was mapped
 */
public record ReconcileLine(
        @Nullable BatchKey key,
        String proxySku,
        long remote,
        long local,
        long inFlight,
        long delta,
        String rule,
        String result,
        String reason,
        String adjustmentId,
        long reserved,
        String mapping) {
    public ReconcileLine {
        requireNonNull(proxySku, "proxySku");
        Require.text(rule, "rule");
        Require.text(result, "result");
        requireNonNull(reason, "reason");
        requireNonNull(adjustmentId, "adjustmentId");
        Require.zeroOrMore(reserved, "reserved");
        requireNonNull(mapping, "mapping");
    }

    /** A line of a batch of which nothing is reserved and nothing was mapped. */
    public ReconcileLine(
            @Nullable BatchKey key,
            String proxySku,
            long remote,
            long local,
            long inFlight,
            long delta,
            String rule,
            String result,
            String reason,
            String adjustmentId) {
        this(key, proxySku, remote, local, inFlight, delta, rule, result, reason, adjustmentId, 0, "");
    }

    /** The same line with another result. */
    public ReconcileLine withResult(String result) {
        return new ReconcileLine(
                key, proxySku, remote, local, inFlight, delta, rule, result, reason, adjustmentId, reserved, mapping);
    }
}
