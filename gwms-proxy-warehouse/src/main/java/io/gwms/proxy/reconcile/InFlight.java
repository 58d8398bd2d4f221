package io.gwms.proxy.reconcile;

import io.gwms.Incubating;
import io.gwms.sku.WarehouseSku;
import java.util.Map;
import java.util.Set;

/**
 * What is on its way between the two sides and explains a difference by itself.
 *
 * @param shippedUnbooked pieces here, by SKU, that left the proxy warehouse and are not booked here yet
 * @param unsettled SKUs whose orders could not be asked about, or shipped while the snapshot was read: none of their pieces
 *     is corrected but defective ones that are new, where no batch of the SKU holds more here than there
 * @param openInbounds local numbers of inbound orders that are still open here; only where the batches over there name their
 *     inbound order, since else {@code receivedUnbooked} counts what came of them
 * @param receivedUnbooked pieces here, by SKU, that the proxy warehouse received and that are not booked here yet; only
 *     where its batches name no inbound order, since else {@code openInbounds} settles them; {@link #UNKNOWN} where that
 *     cannot be told
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public record InFlight(
        Map<WarehouseSku, Long> shippedUnbooked,
        Set<WarehouseSku> unsettled,
        Set<String> openInbounds,
        Map<WarehouseSku, Long> receivedUnbooked) {
    /** How many pieces were received when nobody can tell: nothing of the SKU is corrected. */
    public static final long UNKNOWN = -1;

    private static final InFlight NOTHING = new InFlight(Map.of(), Set.of(), Set.of());

    public InFlight {
        shippedUnbooked = Map.copyOf(shippedUnbooked);
        unsettled = Set.copyOf(unsettled);
        openInbounds = Set.copyOf(openInbounds);
        receivedUnbooked = Map.copyOf(receivedUnbooked);
    }

    /** Nothing received that is not booked. */
    public InFlight(Map<WarehouseSku, Long> shippedUnbooked, Set<WarehouseSku> unsettled, Set<String> openInbounds) {
        this(shippedUnbooked, unsettled, openInbounds, Map.of());
    }

    /** Nothing is on its way. */
    public static InFlight nothing() {
        return NOTHING;
    }

    /** Pieces of that SKU that left there and are not booked here. */
    public long shippedUnbooked(WarehouseSku sku) {
        return shippedUnbooked.getOrDefault(sku, 0L);
    }

    /** Pieces of that SKU that were received there and are not booked here. */
    public long receivedUnbooked(WarehouseSku sku) {
        return receivedUnbooked.getOrDefault(sku, 0L);
    }
}
