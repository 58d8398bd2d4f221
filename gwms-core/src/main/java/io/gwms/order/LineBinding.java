package io.gwms.order;

import io.gwms.internal.Require;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import java.util.List;

/**
 * What a person says a line of an order stands for (platform-orders, section 2.4). It is kept for the
 * line's platform SKU and reused; for a line without one it holds for that line alone.
 *
 * @param lineId the line
 * @param goods what is shipped for each piece sold: one warehouse SKU, or each part of a kit
 */
public record LineBinding(String lineId, List<SkuPieces> goods) {
    public LineBinding {
        Require.text(lineId, "lineId");
        goods = SkuPieces.checked(goods);
    }

    /** Binds a line to one warehouse SKU, that many pieces of it for each piece sold. */
    public static LineBinding of(String lineId, WarehouseSku warehouseSku, int each) {
        return new LineBinding(lineId, List.of(new SkuPieces(warehouseSku, each)));
    }
}
