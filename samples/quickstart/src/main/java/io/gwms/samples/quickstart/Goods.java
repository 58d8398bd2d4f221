package io.gwms.samples.quickstart;

import io.gwms.sku.WarehouseSku;
import java.util.List;
import java.util.stream.Stream;

/**
 * One product of the shop, by all its names.
 *
 * @param title what the customer reads
 * @param platformSku its SKU in the shop
 * @param price for one, in USD
 * @param warehouseSku its SKU in our own warehouse system
 * @param unitsEach pieces of the warehouse SKU in one piece sold
 * @param proxySku its SKU at the proxy warehouse
 * @param stocked pieces the proxy warehouse holds before anything ships
 */
record Goods(
        String title,
        String platformSku,
        String price,
        WarehouseSku warehouseSku,
        int unitsEach,
        String proxySku,
        long stocked) {

    /** The one product whose platform SKU nobody has bound yet when the orders come in. */
    static final Goods CANDLE = of("Candle «Fig», 180 g", "TT-CANDLE-FIG", "22.00", "TT-CANDLE-FIG-180", 1, "4P-20118", 90);

    /** The products of the shop whose SKUs are bound. */
    static final List<Goods> BOUND = List.of(
            of("Stoneware mug, sand", "TT-MUG-SAND", "14.50", "TT-MUG-350-SAND", 1, "4P-20101", 400),
            of("Stoneware mug, ink", "TT-MUG-INK", "14.50", "TT-MUG-350-INK", 1, "4P-20102", 380),
            of("Oak tray, large", "TT-TRAY-L", "38.00", "TT-TRAY-OAK-L", 1, "4P-20103", 150),
            of("Linen napkins, set of 4", "TT-NAPKIN-4", "19.90", "TT-NAPKIN-FLAX", 4, "4P-20104", 1200),
            of("Bowl, 16 cm", "TT-BOWL-16", "17.00", "TT-BOWL-16", 1, "4P-20105", 320),
            of("Bowl, 16 cm, pair", "TT-BOWL-16-PAIR", "31.00", "TT-BOWL-16", 2, "4P-20105", 320),
            of("Teapot, 1.1 l", "TT-TEAPOT", "54.00", "TT-TEAPOT-110", 1, "4P-20106", 110),
            of("Tea towel, stripe", "TT-TOWEL-STR", "11.00", "TT-TOWEL-STRIPE", 1, "4P-20107", 600),
            of("Carafe with cork", "TT-CARAFE", "27.50", "TT-CARAFE-100", 1, "4P-20108", 140));

    /** What the proxy warehouse keeps for us: every bound product and the candle, each warehouse SKU once. */
    static List<Goods> kept() {
        return Stream.concat(BOUND.stream(), Stream.of(CANDLE))
                .filter(goods -> goods.unitsEach() != 2)
                .toList();
    }

    private static Goods of(
            String title, String platformSku, String price, String warehouseSku, int unitsEach, String proxySku, long stocked) {
        return new Goods(title, platformSku, price, new WarehouseSku(warehouseSku), unitsEach, proxySku, stocked);
    }
}
