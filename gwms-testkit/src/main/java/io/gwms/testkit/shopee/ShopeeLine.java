package io.gwms.testkit.shopee;

import java.math.BigDecimal;

/**
 * A line of an order: a model of an item, and how many of it.
 *
 * @param itemId the item
 * @param modelId its model; 0 for an item without models
 * @param sku the model's SKU, or the item's where it has no models; may be empty
 * @param name the item's name
 * @param quantity pieces bought
 * @param cancelled pieces cancelled since
 * @param price price of a piece after discounts
 */
public record ShopeeLine(
        long itemId, long modelId, String sku, String name, int quantity, int cancelled, BigDecimal price) {

    /** A line of an item whose ids come from its SKU, at 10.00. */
    public static ShopeeLine of(String sku, int quantity) {
        long number = Math.abs((long) sku.hashCode());
        return new ShopeeLine(
                1_000_000_000L + number,
                2_000_000_000L + number,
                sku,
                "Product " + sku,
                quantity,
                0,
                new BigDecimal("10.00"));
    }

    /** The same at that price. */
    public ShopeeLine at(String unitPrice) {
        return new ShopeeLine(itemId, modelId, sku, name, quantity, cancelled, new BigDecimal(unitPrice));
    }

    /** The same with so many pieces cancelled. */
    public ShopeeLine withCancelled(int pieces) {
        return new ShopeeLine(itemId, modelId, sku, name, quantity, pieces, price);
    }

    /** The same of an item without models, whose SKU is the item's. */
    public ShopeeLine withoutModel() {
        return new ShopeeLine(itemId, 0, sku, name, quantity, cancelled, price);
    }
}
