package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derives the status of stored orders from their facts anew, page by page; each page is a transaction of its own. */
final class StatusRenewal {
    private static final int PAGE = 500;

    private record Stored(Order order, OrderStatus status) {
        static Stored of(Row row) {
            return new Stored(OrderTable.order(row), row.enumValue("status", OrderStatus.class));
        }
    }

    private final Transactions transactions;
    private final Instant now;

    StatusRenewal(Transactions transactions, Instant now) {
        this.transactions = transactions;
        this.now = now;
    }

    /** How many orders got another status. */
    long renewed() {
        long renewed = 0;
        @Nullable OrderId last = null;
        do {
            OrderId after = last;
            List<Stored> page = transactions.read(tx -> page(tx, after));
            List<Stored> other = page.stream()
                    .filter(stored -> stored.status() != stored.order().status())
                    .toList();
            renewed += other.isEmpty() ? 0 : transactions.write(tx -> renewed(tx, other));
            last = page.size() < PAGE ? null : page.get(PAGE - 1).order().id();
        } while (last != null);
        return renewed;
    }

    private static List<Stored> page(Tx tx, @Nullable OrderId after) {
        String end = " ORDER BY store, platform_order_id LIMIT " + PAGE;
        return after == null
                ? tx.query("SELECT * FROM gwms_order" + end, Stored::of)
                : tx.query(
                        "SELECT * FROM gwms_order WHERE store > ? OR (store = ? AND platform_order_id > ?)" + end,
                        Stored::of,
                        after.store().value(),
                        after.store().value(),
                        after.platformOrderId());
    }

    /** An order that was saved meanwhile has its status by the rules of now. */
    private int renewed(Tx tx, List<Stored> page) {
        List<Order> moved = new ArrayList<>();
        List<Change> steps = new ArrayList<>();
        for (Stored stored : page) {
            Order order = stored.order();
            int rows = tx.update(
                    "UPDATE gwms_order SET status = ? WHERE store = ? AND platform_order_id = ? AND version = ?",
                    order.status().name(),
                    order.id().store().value(),
                    order.id().platformOrderId(),
                    order.version());
            if (rows == 1) {
                moved.add(order);
                steps.add(new Change.AddJournal(JournalEntry.statusRenewed(order, stored.status(), now)));
            }
        }
        OrderKeys.write(tx, moved);
        new Commit(tx).apply(steps);
        return moved.size();
    }
}
