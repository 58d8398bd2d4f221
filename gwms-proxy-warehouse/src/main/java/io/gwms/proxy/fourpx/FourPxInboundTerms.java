package io.gwms.proxy.fourpx;

import io.gwms.internal.Require;
import java.math.BigDecimal;

/**
 * What 4PX wants to know of every inbound order and an ASN here does not hold; the same for all of them.
 *
 * @param logisticsProduct code of the transport product, as agreed with 4PX
 * @param transportType {@code A} air, {@code S} sea, {@code E} express or {@code G} ground
 * @param supplierCountry ISO 3166 two-letter code of where the goods come from
 * @param totalVolume cubic metres to announce
 * @param totalWeight kilograms to announce
 * @param exportCustoms {@code D1}, {@code D2}, {@code D5} or {@code D6}
 * @param importCustoms {@code D3} or {@code D4}
 */
public record FourPxInboundTerms(
        String logisticsProduct,
        String transportType,
        String supplierCountry,
        BigDecimal totalVolume,
        BigDecimal totalWeight,
        String exportCustoms,
        String importCustoms) {

    public FourPxInboundTerms {
        Require.text(logisticsProduct, "logisticsProduct");
        Require.that(transportType.matches("[ASEG]"), "transportType", transportType, "one of A, S, E, G");
        Require.that(supplierCountry.matches("[A-Z]{2}"), "supplierCountry", supplierCountry, "a code such as CN");
        Require.that(totalVolume.signum() > 0, "totalVolume", totalVolume, "more than 0");
        Require.that(totalWeight.signum() > 0, "totalWeight", totalWeight, "more than 0");
        Require.that(exportCustoms.matches("D[1256]"), "exportCustoms", exportCustoms, "one of D1, D2, D5, D6");
        Require.that(importCustoms.matches("D[34]"), "importCustoms", importCustoms, "D3 or D4");
    }
}
