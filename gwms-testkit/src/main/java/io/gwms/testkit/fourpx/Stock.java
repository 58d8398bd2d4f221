package io.gwms.testkit.fourpx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows on the shelves. Units go from available to pending, and from there out or back. */
final class Stock {
    private static final Comparator<Row> OLDEST_FIRST =
            Comparator.comparing((Row row) -> row.origin.putAwayAt()).thenComparing(row -> key(row.origin));

    private final Map<String, Row> rows = new TreeMap<>();

    /** All rows, those with nothing left too, in a stable order. */
    Collection<Row> rows() {
        return rows.values();
    }

    /** Whether adding the changes leaves no quantity negative. */
    boolean canMove(FourPxStock change) {
        Row row = rows.get(key(change));
        long available = row == null ? 0 : row.available;
        long pending = row == null ? 0 : row.pending;
        return available + change.available() >= 0 && pending + change.pending() >= 0;
    }

    /** Adds the changes to the row they name, which appears when it is new. */
    void move(FourPxStock change) {
        Row row = rows.computeIfAbsent(key(change), key -> new Row(change));
        row.available += change.available();
        row.pending += change.pending();
    }

    /** What to take for the wants, oldest rows first; empty when there is not enough. Changes nothing. */
    Optional<List<Take>> plan(List<Want> wants) {
        var takes = new ArrayList<Take>();
        var planned = new HashMap<Row, Long>();
        for (Want want : wants) {
            long missing = want.qty;
            List<Row> fitting = rows.values().stream()
                    .filter(want::fits)
                    .sorted(OLDEST_FIRST)
                    .toList();
            for (Row row : fitting) {
                long units = Math.min(missing, row.available - planned.getOrDefault(row, 0L));
                if (units > 0) {
                    planned.merge(row, units, Long::sum);
                    takes.add(new Take(row, units));
                    missing -= units;
                }
            }
            if (missing > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(takes);
    }

    private static String key(FourPxStock row) {
        return String.join("\u0001", row.warehouse(), row.sku(), row.batchNo(), row.quality(), row.inboundNo());
    }

    /** One row and its quantities now. */
    static final class Row {
        private final FourPxStock origin;
        private long available;
        private long pending;

        private Row(FourPxStock origin) {
            this.origin = origin;
        }

        FourPxStock now() {
            return origin.withQuantities(available, pending);
        }
    }

    /** Units wanted of a SKU; an empty batch number takes any batch. */
    record Want(String warehouse, String sku, String batchNo, String quality, long qty) {
        private boolean fits(Row row) {
            return row.origin.warehouse().equals(warehouse)
                    && row.origin.sku().equals(sku)
                    && row.origin.quality().equals(quality)
                    && (batchNo.isEmpty() || row.origin.batchNo().equals(batchNo));
        }
    }

    /** Units of one row that belong to an order. */
    record Take(Row row, long units) {
        void lock() {
            row.available -= units;
            row.pending += units;
        }

        void ship() {
            row.pending -= units;
        }

        void giveBack() {
            row.pending -= units;
            row.available += units;
        }
    }
}
