package io.gwms.order;

import io.gwms.outbound.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what warehouses charge: exactly, and each currency for itself. */
final class ShippingCost {
    private ShippingCost() {}

    /** One sum for each currency, by its code; empty when nothing is charged. */
    static List<Money> of(Collection<Charge> charges) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Charge charge : charges) {
            sums.merge(charge.amount().currency(), charge.amount().amount(), BigDecimal::add);
        }
        List<Money> cost = new ArrayList<>(sums.size());
        sums.forEach((currency, sum) -> cost.add(new Money(sum, currency)));
        return List.copyOf(cost);
    }
}
