package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.sku.SkuPieces;
import java.util.List;
import java.util.function.Consumer;
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
 * @param surplus pieces that the open outbound order of it was asked for beyond what is {@linkplain #unshipped unshipped},
 *     as the platform changed its figures after that; below 0 when it was asked for fewer, 0 when none is open
 * @param shipped pieces shipped by us
 */
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
        long surplus,
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

    /** Pieces that are ours to ship and have not left yet; {@link Order#allocated} tells how many a warehouse has. */
    public long unshipped() {
        return Math.max(0, required() - shipped);
    }

    /** Pieces the platform wants since the line was acknowledged, neither accepted nor rejected; none before that. */
    long unanswered() {
        return accepted == null ? 0 : Math.max(0, wanted() - accepted - rejected);
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
        return changed(copy -> copy.goods = goods);
    }

    /** The same line after the platform gave other figures. */
    OrderLine withPlatformFigures(long ordered, long removed, long shippedElsewhere) {
        return changed(copy -> {
            copy.ordered = ordered;
            copy.removed = removed;
            copy.shippedElsewhere = shippedElsewhere;
        });
    }

    /** The same line with no more accepted and rejected than is ordered. */
    OrderLine withAnswerClipped() {
        if (accepted == null) {
            return this;
        }
        long clipped = Math.min(accepted, ordered);
        return withAccepted(clipped, Math.min(rejected, ordered - clipped), rejectReason);
    }

    /** The same line after an acknowledgement. */
    OrderLine withAccepted(long accepted, long rejected, String rejectReason) {
        return changed(copy -> {
            copy.accepted = accepted;
            copy.rejected = rejected;
            copy.rejectReason = rejectReason;
        });
    }

    /** The same line with that many pieces in an open outbound order. */
    public OrderLine withAllocated(long pieces) {
        Require.zeroOrMore(pieces, "allocated");
        return withSurplus(pieces - unshipped());
    }

    /** The same line with nothing in an open outbound order. */
    OrderLine released() {
        return withSurplus(0);
    }

    private OrderLine withSurplus(long pieces) {
        return surplus == pieces ? this : changed(copy -> copy.surplus = pieces);
    }

    /** The same line with that much shipped by us. */
    OrderLine withShipped(long shipped) {
        return changed(copy -> copy.shipped = shipped);
    }

    /** The same line of which nothing more will be shipped than has been. */
    OrderLine withRestCancelled() {
        return changed(copy -> {
            copy.cancelled += Math.max(0, required() - shipped);
            copy.surplus = 0;
        });
    }

    private OrderLine changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new OrderLine(
                lineId,
                platformSku,
                copy.ordered,
                copy.removed,
                copy.shippedElsewhere,
                copy.goods,
                copy.accepted,
                copy.rejected,
                copy.rejectReason,
                copy.cancelled,
                copy.surplus,
                copy.shipped);
    }

    /** What of a line changes. */
    private static final class Copy {
        private long ordered;
        private long removed;
        private long shippedElsewhere;
        private List<SkuPieces> goods;
        private @Nullable Long accepted;
        private long rejected;
        private String rejectReason;
        private long cancelled;
        private long surplus;
        private long shipped;

        private Copy(OrderLine from) {
            ordered = from.ordered;
            removed = from.removed;
            shippedElsewhere = from.shippedElsewhere;
            goods = from.goods;
            accepted = from.accepted;
            rejected = from.rejected;
            rejectReason = from.rejectReason;
            cancelled = from.cancelled;
            surplus = from.surplus;
            shipped = from.shipped;
        }
    }
}
