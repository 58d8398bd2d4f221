package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.task.BusinessType;
import org.jspecify.annotations.Nullable;

/**
 * What a notification says of one order. It is taken as a hint to look: what is booked comes from the look-up that
 * follows, so that deliveries may come late, twice and in any order. Only where a look-up tells less than the
 * notification does, the connector gives {@code told}, and that is booked by the same rules.
 *
 * @param business {@link BusinessType#OUTBOUND} or {@link BusinessType#INBOUND}
 * @param reference our reference; empty when it names only the other
 * @param thirdPartyNo the warehouse's number; empty when it names only the other
 * @param rawStatus the warehouse's own word; empty when there is none
 * @param told the order as the notification shows it, where a look-up would not tell as much; null else
 */
public record CallbackNotice(
        BusinessType business,
        String reference,
        String thirdPartyNo,
        String rawStatus,
        @Nullable RemoteOrder told) {
    public CallbackNotice {
        requireNonNull(business, "business");
        Require.that(
                business.equals(BusinessType.OUTBOUND) || business.equals(BusinessType.INBOUND),
                "business",
                business,
                "OUTBOUND or INBOUND");
        requireNonNull(reference, "reference");
        requireNonNull(thirdPartyNo, "thirdPartyNo");
        Require.that(
                !reference.isBlank() || !thirdPartyNo.isBlank(),
                "reference",
                "blank, as is thirdPartyNo",
                "given where thirdPartyNo is not");
        requireNonNull(rawStatus, "rawStatus");
    }

    /** A hint to look. */
    public CallbackNotice(BusinessType business, String reference, String thirdPartyNo, String rawStatus) {
        this(business, reference, thirdPartyNo, rawStatus, null);
    }
}
