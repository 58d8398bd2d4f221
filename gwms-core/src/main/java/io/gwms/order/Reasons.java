package io.gwms.order;

import io.gwms.catalogue.WarehouseCode;
import java.util.ArrayList;
import java.util.List;

/** Gathers reasons: the first one makes a list of its own, so that nothing is made where nothing stands in the way. */
final class Reasons {
    private Reasons() {}

    /** These and one more. */
    static List<Reason> plus(List<Reason> reasons, Reason reason) {
        List<Reason> more = reasons.isEmpty() ? new ArrayList<>(2) : reasons;
        more.add(reason);
        return more;
    }

    /** These and some more. */
    static List<Reason> plus(List<Reason> reasons, List<Reason> some) {
        List<Reason> more = reasons;
        for (Reason reason : some) {
            more = plus(more, reason);
        }
        return more;
    }

    static Reason unknown(WarehouseCode warehouse) {
        return ReasonCode.UNKNOWN_WAREHOUSE.about(warehouse.value(), "there is no warehouse '" + warehouse + "'");
    }
}
