package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.SkuPieces;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order as the page shows it (platform-orders, section 2.3, «Item Details»).
 *
 * @param lineId the platform's id of the line
 * @param warehouseSku what is shipped for it, or that nobody knows
 * @param platformSku the SKU the platform gave, or that it gave none
 * @param name the platform's name of the product; null when it gives none
 * @param quantity pieces ordered
 * @param shipped pieces shipped by us
 * @param unitPrice the discounted price of a piece; null when the platform states none or does not list the line any more
 */
public record OrderItem(
        String lineId,
        WarehouseSkuCell warehouseSku,
        PlatformSkuCell platformSku,
        @Nullable String name,
        long quantity,
        long shipped,
        @Nullable Money unitPrice) {
    public OrderItem {
        Require.text(lineId, "lineId");
        requireNonNull(warehouseSku, "warehouseSku");
        requireNonNull(platformSku, "platformSku");
    }

    /** What the column «Warehouse SKU» shows. */
    public sealed interface WarehouseSkuCell {
        /** Runs the one function that fits. */
        default <R> R fold(Function<? super List<SkuPieces>, ? extends R> mapped, Supplier<? extends R> notMapped) {
            return this instanceof Mapped known ? mapped.apply(known.goods()) : notMapped.get();
        }

        /** One warehouse SKU, or each part of a kit. */
        record Mapped(List<SkuPieces> goods) implements WarehouseSkuCell {
            public Mapped {
                goods = SkuPieces.checked(goods);
            }
        }

        /** «Not Mapped»: bind it before it is dispatched. */
        record NotMapped() implements WarehouseSkuCell {}
    }

    /** What the column «Platform SKU» shows. */
    public sealed interface PlatformSkuCell {
        /** Runs the one function that fits. */
        default <R> R fold(Function<? super String, ? extends R> given, Supplier<? extends R> notGiven) {
            return this instanceof Given known ? given.apply(known.sku()) : notGiven.get();
        }

        /** The SKU as the platform spells it. */
        record Given(String sku) implements PlatformSkuCell {
            public Given {
                Require.text(sku, "sku");
            }
        }

        /** The platform did not provide a SKU; the line is bound by itself. */
        record NotGiven() implements PlatformSkuCell {}
    }
}
