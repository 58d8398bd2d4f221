package io.gwms.testkit.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the journal: a new version of an order, or a push of virtual time. */
record JournalLine(
        OrderBook.@Nullable Version change, @Nullable Instant time) {
    static String of(OrderBook.Version change) {
        return Json.write(new JournalLine(change, null));
    }

    static String of(Instant time) {
        return Json.write(new JournalLine(null, time));
    }

    static JournalLine read(String line) {
        return Json.read(line, JournalLine.class);
    }
}
