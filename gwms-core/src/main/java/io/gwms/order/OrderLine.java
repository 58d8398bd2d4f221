package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.sku.SkuPieces;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What we know of one line of an order beside what the platform says of it. All figures are pieces
 * as sold.
 *
 * @param lineId the platform's id of the line
 * @param platformSku the SKU as the platform gives it; empty when it gives none
 * @param ordered pieces ordered
 * @param removed pieces no longer wanted
 * @param shippedElsewhere pieces shipped on the platform by others than us
 * @param goods what is shipped for each piece: one warehouse SKU, or each part of a kit; empty when not mapped
 * @param accepted pieces accepted in an acknowledgement; null before one
 * @param rejected pieces rejected in an acknowledgement
 * @param rejectReason why; empty when nothing is rejected
 * @param cancelled pieces that will not be shipped any more
 * @param allocated pieces in an open outbound order
 * @param shipped pieces shipped by us
 */
@Incubating
public record OrderLine(
        String lineId,
        String platformSku,
        long ordered,
        long removed,
        long shippedElsewhere,
        List<SkuPieces> goods,
        @Nullable Long accepted,
        long rejected,
        String rejectReason,
        long cancelled,
        long allocated,
        long shipped) {
    public OrderLine {
        Require.text(lineId, "lineId");
        requireNonNull(platformSku, "platformSku");
        Require.zeroOrMore(ordered, "ordered");
        Require.zeroOrMore(removed, "removed");
        Require.zeroOrMore(shippedElsewhere, "shippedElsewhere");
        goods = List.copyOf(goods);
        Require.zeroOrMore(rejected, "rejected");
        requireNonNull(rejectReason, "rejectReason");
        Require.zeroOrMore(cancelled, "cancelled");
        Require.zeroOrMore(allocated, "allocated");
        Require.zeroOrMore(shipped, "shipped");
    }

    /** Pieces the platform wants of us, whether they are accepted or not. */
    public long wanted() {
        return Math.max(0, ordered - removed - shippedElsewhere - cancelled);
    }

    /** Pieces that are ours to ship in all, those already shipped by us included; never more than was accepted. */
    public long required() {
        long required = ordered - removed - shippedElsewhere - rejected - cancelled;
        return Math.max(0, accepted == null ? required : Math.min(required, accepted - cancelled));
    }

    /** Pieces that are still to be handed to a warehouse. */
    public long open() {
        return Math.max(0, required() - allocated - shipped);
    }

    /** Whether it is known what is shipped for it. */
    public boolean isMapped() {
        return !goods.isEmpty();
    }

    /** Whether the platform gave a SKU. */
    public boolean hasPlatformSku() {
        return !platformSku.isEmpty();
    }

    /** The same line, standing for that; empty for nothing. */
    OrderLine withGoods(List<SkuPieces> goods) {
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line after the platform gave other figures. */
    OrderLine withPlatformFigures(long ordered, long removed, long shippedElsewhere) {
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line with no more accepted than is ordered. */
    OrderLine withAcceptedClipped() {
        if (accepted == null) {
            return this;
        }
        long clipped = Math.min(accepted, ordered);
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                clipped,
                ordered - clipped,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line after an acknowledgement. */
    OrderLine withAccepted(long accepted, long rejected, String rejectReason) {
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line with that much in an open outbound order. */
    OrderLine withAllocated(long allocated) {
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line with that much shipped by us. */
    OrderLine withShipped(long shipped) {
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled,
                allocated,
                shipped);
    }

    /** The same line of which nothing more will be shipped than has been. */
    OrderLine withRestCancelled() {
        long rest = Math.max(0, required() - shipped);
        return new OrderLine(
                lineId,
                platformSku,
                ordered,
                removed,
                shippedElsewhere,
                goods,
                accepted,
                rejected,
                rejectReason,
                cancelled + rest,
                0,
                shipped);
    }
}
