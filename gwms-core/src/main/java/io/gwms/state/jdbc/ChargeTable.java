package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Tx;
import io.gwms.order.Money;
import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import io.gwms.state.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What warehouses charge for outbound orders. Amounts are texts: their digits are exact. */
final class ChargeTable {
    private ChargeTable() {}

    static void set(Tx tx, Change.SetCharges set) {
        tx.update(
                "DELETE FROM gwms_outbound_charge WHERE outbound = ?",
                set.outbound().value());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Charge charge : set.charges()) {
            rows.add(Tx.values(
                    set.outbound().value(),
                    rows.size() + 1,
                    charge.kind(),
                    charge.amount().amount().toString(),
                    charge.amount().currency()));
        }
        tx.batch(
                "INSERT INTO gwms_outbound_charge (outbound, position, kind, amount, currency) VALUES (?, ?, ?, ?, ?)",
                rows);
    }

    static Map<OutboundId, List<Charge>> find(Tx tx, Collection<OutboundId> ids) {
        Map<OutboundId, List<Charge>> found = new HashMap<>();
        tx.forEach(
                "SELECT * FROM gwms_outbound_charge WHERE outbound IN ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?")) + ") ORDER BY outbound, position",
                row -> found.computeIfAbsent(new OutboundId(row.string("outbound")), id -> new ArrayList<>())
                        .add(new Charge(row.string("kind"), Money.of(row.string("amount"), row.string("currency")))),
                ids.stream().map(OutboundId::value).toArray());
        return found;
    }
}
