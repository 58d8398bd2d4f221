package io.gwms.testkit.qimen;

/**
 * One row of stock at the fake.
 *
 * @param warehouse the warehouse's code
 * @param itemCode the item's code
 * @param type ZP qualified, CC defective, JS damaged by a machine, XS by its box, ZT on its way
 * @param batchCode the batch; may be empty
 * @param productDate when it was made, as {@code yyyy-MM-dd}; may be empty
 */
public record QimenStock(String warehouse, String itemCode, String type, String batchCode, String productDate) {
    /** Qualified stock of that batch. */
    public static QimenStock good(String warehouse, String itemCode, String batchCode) {
        return new QimenStock(warehouse, itemCode, "ZP", batchCode, "");
    }

    /** The same of another type. */
    public QimenStock ofType(String other) {
        return new QimenStock(warehouse, itemCode, other, batchCode, productDate);
    }

    /** The same, made on that day. */
    public QimenStock madeOn(String day) {
        return new QimenStock(warehouse, itemCode, type, batchCode, day);
    }
}
