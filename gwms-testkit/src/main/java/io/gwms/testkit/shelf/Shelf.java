package io.gwms.testkit.shelf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rows of goods at a fake warehouse: what is on hand in each spot and how much of it orders hold. A spot is a value of
 * the fake's own that says where and what. One thread at a time.
 */
public final class Shelf<S> {
    private final Map<S, Row> rows = new LinkedHashMap<>();

    /** Puts pieces there, or takes them away when negative; a row that was there stays, with nothing in it too. */
    public void move(S spot, long pieces) {
        Row row = rows.computeIfAbsent(spot, unused -> new Row());
        if (row.onHand + pieces < row.locked) {
            throw new IllegalArgumentException(
                    "moving " + pieces + " leaves less than the " + row.locked + " pieces that orders hold in " + spot);
        }
        row.onHand += pieces;
    }

    /** Every row in the order in which it came. */
    public List<Held<S>> rows() {
        return rows.entrySet().stream()
                .map(row -> new Held<>(row.getKey(), row.getValue().onHand, row.getValue().locked))
                .toList();
    }

    /** Holds pieces for all wants, oldest rows first; when there are too few for one, nothing is held for any. */
    public Optional<List<Take>> hold(List<Want<S>> wants) {
        List<Take> takes = new ArrayList<>();
        for (Want<S> want : wants) {
            long missing = want.pieces;
            for (Map.Entry<S, Row> each : rows.entrySet()) {
                Row row = each.getValue();
                long pieces = Math.min(missing, row.onHand - row.locked);
                if (pieces > 0 && want.fits.test(each.getKey())) {
                    row.locked += pieces;
                    takes.add(new Take(row, pieces));
                    missing -= pieces;
                }
            }
            if (missing > 0) {
                takes.forEach(Take::giveBack);
                return Optional.empty();
            }
        }
        return Optional.of(takes);
    }

    /** Ships so many pieces of what is held, and gives the rest back. */
    public static void ship(List<Take> takes, long pieces) {
        long left = pieces;
        for (Take take : takes) {
            long some = Math.min(left, take.pieces);
            take.row.onHand -= some;
            take.row.locked -= some;
            take.pieces -= some;
            left -= some;
            take.giveBack();
        }
    }

    /** A row as it is now. */
    public record Held<S>(S spot, long onHand, long locked) {
        /** What is free to be promised. */
        public long free() {
            return onHand - locked;
        }
    }

    /** Pieces wanted from the rows that fit. */
    public record Want<S>(Predicate<S> fits, long pieces) {}

    /** Pieces of one row that an order holds. */
    public static final class Take {
        private final Row row;
        private long pieces;

        private Take(Row row, long pieces) {
            this.row = row;
            this.pieces = pieces;
        }

        /** Lets go of what is still held. */
        public void giveBack() {
            row.locked -= pieces;
            pieces = 0;
        }
    }

    private static final class Row {
        private long onHand;
        private long locked;
    }
}
