package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.sku.SkuPieces;
import io.gwms.state.Change;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleTasks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outbound orders that were not sent because a mapping is missing, and those that only look like it (row 34). */
class StuckOutboundsTest {
    private static final String CREATE = "create:s1-1001-1";

    private final Desk desk = new Desk();

    private final OrderId id = Desk.id("1001");

    /** Dispatches the order; its create task then needs a person for that reason, and left that checkpoint. */
    private void stuck(PlatformOrder order, ManualReason reason, String checkpoint) {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(order);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        park(claim(1).get(0), reason, checkpoint);
    }

    private List<SyncTask> claim(int most) {
        long node = desk.state.queue().register("desk", desk.now, Duration.ofMinutes(1));
        return desk.state.queue().claim(node, desk.now, most);
    }

    private void park(SyncTask claimed, ManualReason reason, String checkpoint) {
        desk.state.queue().checkpoint(claimed.id(), claimed.runToken(), checkpoint);
        SyncTask ended = SampleTasks.after(claimed, TaskStatus.MANUAL, desk.now, "").toBuilder()
                .manualReason(reason)
                .build();
        List<Change> end = List.of(new Change.UpdateTask(ended, claimed.runToken(), null));
        assertThat(desk.state.commit(end).isCommitted()).isTrue();
    }

    private void stuck() {
        stuck(desk.sold("1001"), ManualReason.MAPPING, "");
    }

    private void staysAsItIs(Runnable change) {
        OutboundOrder sent = desk.outbound(id);
        Order order = desk.order(id);
        change.run();
        assertThat(desk.outbound(id)).isEqualTo(sent);
        assertThat(desk.order(id)).isEqualTo(order);
        assertThat(desk.task(CREATE).status()).isEqualTo(TaskStatus.MANUAL);
    }

    private void bind(int each) {
        assertThat(desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, each)).isEmpty();
    }

    @Test
    void whatWasNotSentIsMadeAnewWithThePiecesItHadAndGoesOn() {
        stuck(Sold.figures(desk.sold("1001"), 1, 0), ManualReason.MAPPING, "");
        desk.receive(Sold.later(Sold.figures(desk.platform(id), 0, 0), 1));
        int woken = desk.woken;

        bind(3);

        assertThat(desk.outbound(id).lines()).containsExactly(new OutboundLine("L1", Desk.SKU, 4, 3));
        assertThat(desk.order(id).lines().get(0).goods()).containsExactly(new SkuPieces(Desk.SKU, 3));
        assertThat(desk.task(CREATE).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(desk.woken).isGreaterThan(woken);
        assertThat(desk.lastRow(id)).isEqualTo("6");
    }

    @Test
    void whatTheWarehouseRefusedIsNotTouched() {
        stuck(desk.sold("1001"), ManualReason.REJECTED, "");
        staysAsItIs(() -> bind(3));
    }

    @Test
    void whatMayHaveBeenSentIsNotTouched() {
        stuck(desk.sold("1001"), ManualReason.MAPPING, "sent, no answer");
        staysAsItIs(() -> bind(3));
    }

    @Test
    void whatTheWarehouseHasIsNotTouched() {
        stuck();
        desk.happen(id, new OrderEvent.OutboundAccepted(desk.outbound(id).id(), "4PX-1", "NEW"));
        staysAsItIs(() -> bind(3));
    }

    @Test
    void aMappingOfAnotherStoreOrSkuOrTheSameAgainMovesNothing() {
        stuck();
        StoreId other = new StoreId("s2");
        desk.state.stores().save(Store.of(other, "Other", PlatformType.SHOPIFY, URI.create("https://other.example")));
        staysAsItIs(() -> desk.orders.bindSku(other, "P-1", Desk.SKU, 3));
        staysAsItIs(() -> desk.orders.bindSku(Desk.STORE.id(), "P-2", Desk.SKU, 3));
        staysAsItIs(() -> bind(1));
    }

    @Test
    void aMappingThatIsTakenAwayLeavesWhatWasToBeSent() {
        stuck();
        staysAsItIs(() -> desk.orders.unbindSku(Desk.STORE.id(), "P-1"));
    }

    @Test
    void allOfThemGoOnHoweverManyWait() {
        int many = 501;
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        for (int i = 0; i < many; i++) {
            desk.receive(desk.sold("n" + i));
            desk.dispatch(Desk.id("n" + i));
        }
        claim(many).forEach(claimed -> park(claimed, ManualReason.MAPPING, ""));

        bind(3);

        assertThat(claim(many)).hasSize(many);
    }
}
