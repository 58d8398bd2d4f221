package io.gwms.samples.quickstart;

import java.util.Locale;

/** The parts of the path, in order. */
enum Phase {
    SYNC("pull the orders from the shop"),
    BIND("bind the SKU that nobody had bound"),
    DISPATCH("hand the orders to the warehouse: one alone, the rest in a batch"),
    CREATE("create them over there, though replies get lost"),
    SHIP("follow them every 30 minutes until they have shipped"),
    WRITE_BACK("tell the shop what has shipped"),
    INVENTORY("compare our stock with the warehouse's, batch by batch");

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    /** Its name as it is printed, such as {@code write-back}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String words() {
        return words;
    }
}
