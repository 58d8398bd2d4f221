package io.gwms.testkit.shipbob;

/**
 * Where goods lie at the fake: one lot of one SKU in one fulfilment centre.
 *
 * @param location id of the fulfilment centre
 * @param sku the SKU; an order's products name it as their reference id
 * @param lot the lot number; empty for an item that is not tracked by lot
 * @param lotDate the date printed on the lot, which is not when it came; empty when there is none
 */
public record ShipBobStock(int location, String sku, String lot, String lotDate) {
    /** A lot without a date. */
    public static ShipBobStock lot(int location, String sku, String lot) {
        return new ShipBobStock(location, sku, lot, "");
    }
}
