package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link PlatformOrder}.
 *
 * @param lineId the platform's id of the line
 * @param platformSku the seller's SKU as the platform gives it; empty when it gives none
 * @param name the product's name there
 * @param quantity pieces ordered, as first ordered
 * @param removed pieces that are no longer wanted (edited away, refunded before shipping)
 * @param shippedElsewhere pieces already shipped there, ours included
 * @param unitPrice price of a piece after discounts; null where the platform states none, as for goods priced by weight
 */
public record PlatformOrderLine(
        String lineId,
        String platformSku,
        String name,
        long quantity,
        long removed,
        long shippedElsewhere,
        @Nullable Money unitPrice) {
    public PlatformOrderLine {
        Require.text(lineId, "lineId");
        platformSku = requireNonNull(platformSku, "platformSku").strip();
        requireNonNull(name, "name");
        Require.zeroOrMore(quantity, "quantity");
        Require.that(removed >= 0 && removed <= quantity, "removed", removed, "0 to " + quantity);
        Require.that(
                shippedElsewhere >= 0 && shippedElsewhere <= quantity,
                "shippedElsewhere",
                shippedElsewhere,
                "0 to " + quantity);
    }

    /** Whether the platform gave a SKU. */
    public boolean hasSku() {
        return !platformSku.isEmpty();
    }
}
