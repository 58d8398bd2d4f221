package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformFact;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The platform counts what we told it of; that never makes us ship less, or more, than is ours to ship. */
class WriteBackQuantitiesPropertyTest {
    private static final OrderId ID = Desk.id("1001");

    @Property(tries = 300)
    void whatWeShippedIsNeverSubtractedTwice(
            @ForAll @IntRange(max = 4) int others,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 3) Integer> parcels,
            @ForAll @Size(5) List<@IntRange(max = 7) Integer> between) {
        Desk desk = new Desk();
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.figures(Sold.fact(desk.sold("1001"), PlatformFact.PARTLY_SHIPPED), 0, others));
        assertThat(desk.dispatch(ID).isAccepted()).isTrue();
        long ours = 5 - others;
        assertThat(desk.outbound(ID).lines().get(0).quantity()).isEqualTo(ours);

        long shipped = 0;
        long told = 0;
        int second = 0;
        for (int i = 0; i < parcels.size() && shipped < ours; i++) {
            long pieces = Math.min(parcels.get(i), ours - shipped);
            boolean last = i == parcels.size() - 1;
            pieces = last ? ours - shipped : pieces;
            String id = "S" + i;
            desk.happen(ID, desk.shipped(ID, id, pieces, last));
            shipped += pieces;
            int mask = between.get(i);
            if ((mask & 1) != 0) {
                reread(desk, others + told, ++second);
            }
            told += pieces;
            if ((mask & 2) != 0) {
                reread(desk, others + told, ++second);
            }
            desk.happen(ID, new OrderEvent.WrittenBack(id, "F" + i));
            if ((mask & 4) != 0) {
                reread(desk, others + told, ++second);
            }
            assertThat(desk.order(ID).lines().get(0).required()).isEqualTo(ours);
            assertThat(desk.order(ID).lines().get(0).shippedElsewhere()).isEqualTo(others);
        }
        assertThat(desk.order(ID).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(desk.exceptions(ID)).isEmpty();
    }

    /** The platform has not noticed yet that all of it is shipped: its status follows a moment later. */
    private static void reread(Desk desk, long there, int second) {
        desk.receive(
                Sold.later(Sold.figures(Sold.fact(desk.sold("1001"), PlatformFact.PARTLY_SHIPPED), 0, there), second));
    }
}
