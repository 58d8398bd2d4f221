package io.gwms.testkit.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the journal: a new version of an order, a push of virtual time, or a change of stock. */
record JournalLine(
        OrderBook.@Nullable Version change, @Nullable Instant time, StockRoom.@Nullable Change stock) {
    static String of(OrderBook.Version change) {
        return Json.write(new JournalLine(change, null, null));
    }

    static String of(Instant time) {
        return Json.write(new JournalLine(null, time, null));
    }

    static String of(StockRoom.Change stock) {
        return Json.write(new JournalLine(null, null, stock));
    }

    static JournalLine read(String line) {
        return Json.read(line, JournalLine.class);
    }
}
