package io.gwms.platform.sync;

import io.gwms.platform.FetchedOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orders of the last few pages, by which a page that comes twice is told. One thread. */
final class RecentIds {
    private static final int KEPT = 2_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    void add(List<FetchedOrder> page) {
        page.forEach(order -> ids.put(idOf(order), true));
    }

    boolean has(FetchedOrder order) {
        return ids.containsKey(idOf(order));
    }

    private static String idOf(FetchedOrder order) {
        return order.fold(read -> read.order().platformOrderId(), FetchedOrder.Unreadable::platformOrderId);
    }
}
