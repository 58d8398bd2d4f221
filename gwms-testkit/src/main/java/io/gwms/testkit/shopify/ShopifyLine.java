package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link ShopifyOrder}. Immutable.
 *
 * @param sku null for an item that has none
 * @param title what the customer bought
 * @param quantity as ordered, one or more
 * @param removed how many were taken off the order later (refunded, edited away)
 * @param fulfilled how many had been shipped before the order came to the fake
 * @param unitPrice for one piece
 * @param location number of the location that ships it; each location is a fulfilment order of its own
 */
public record ShopifyLine(
        @Nullable String sku,
        String title,
        int quantity,
        int removed,
        int fulfilled,
        BigDecimal unitPrice,
        long location) {

    /** The location that ships a line unless another is named. */
    public static final long MAIN_LOCATION = 70_000_000_001L;

    /** Checks the quantities together. */
    public ShopifyLine {
        requireNonNull(title, "title");
        if (quantity < 1 || removed < 0 || fulfilled < 0 || removed + fulfilled > quantity) {
            throw new IllegalArgumentException(
                    "line '%s' has quantity %d, removed %d, fulfilled %d, but quantity must be 1 or more and cover the other two"
                            .formatted(title, quantity, removed, fulfilled));
        }
    }

    /** A line of the main location at 10.00 a piece. */
    public static ShopifyLine of(@Nullable String sku, int quantity) {
        return new ShopifyLine(
                sku, sku == null ? "Item" : "Item " + sku, quantity, 0, 0, new BigDecimal("10.00"), MAIN_LOCATION);
    }

    /** The same line with another title. */
    public ShopifyLine titled(String newTitle) {
        return new ShopifyLine(sku, newTitle, quantity, removed, fulfilled, unitPrice, location);
    }

    /** The same line of which so many were taken off the order. */
    public ShopifyLine withRemoved(int count) {
        return new ShopifyLine(sku, title, quantity, count, fulfilled, unitPrice, location);
    }

    /** The same line of which so many had been shipped before. */
    public ShopifyLine withFulfilled(int count) {
        return new ShopifyLine(sku, title, quantity, removed, count, unitPrice, location);
    }

    /** The same line at another price. */
    public ShopifyLine at(String price) {
        return new ShopifyLine(sku, title, quantity, removed, fulfilled, new BigDecimal(price), location);
    }

    /** The same line shipped from another location. */
    public ShopifyLine from(long otherLocation) {
        return new ShopifyLine(sku, title, quantity, removed, fulfilled, unitPrice, otherLocation);
    }
}
