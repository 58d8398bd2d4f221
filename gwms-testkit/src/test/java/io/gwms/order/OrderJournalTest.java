package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuPieces;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who did what, and when. */
class OrderJournalTest {
    private final Desk desk = new Desk();

    private List<String> actors(OrderId id) {
        return desk.orders.timeline(id).stream()
                .map(step -> step.what() + " by " + step.actor())
                .toList();
    }

    @Test
    void everyStepSaysWhoWasAtWork() {
        OrderId id = desk.pending();
        desk.orders.dispatch(
                DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS),
                CommandOptions.none().by("anna"));
        desk.orders.cancel(id);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));

        assertThat(actors(id))
                .containsExactly(
                        "RECEIVED by platform",
                        "DISPATCH by anna",
                        "CANCEL by operator",
                        "SHIPPED_ALL by warehouse",
                        "WRITTEN_BACK by platform");
    }

    @Test
    void aRefusalThatLeavesAnExceptionSaysWhoMetIt() {
        desk.receive(desk.sold("1"));
        desk.orders.dispatchBatch(
                new DispatchBatch(List.of(Desk.id("1")), Desk.WAREHOUSE, Desk.PICKUP),
                CommandOptions.none().by("anna").key("k"));
        assertThat(actors(Desk.id("1"))).endsWith("DISPATCH_REFUSED by anna");
    }

    @Test
    void eachChangeOfAMappingIsWrittenDownOnce() {
        desk.receive(desk.sold("1"));
        SkuPieces one = new SkuPieces(Desk.SKU, 1);
        SkuPieces two = new SkuPieces(Desk.SKU, 2);
        desk.orders.bindSku(Desk.STORE.id(), "P-1", List.of(one), "anna");
        desk.orders.bindSku(Desk.STORE.id(), "P-1", List.of(one), "ben");
        desk.orders.bindLine(
                Desk.id("1"),
                LineBinding.of("L1", Desk.SKU, 2),
                CommandOptions.none().by("carl"));
        desk.orders.unbindSku(Desk.STORE.id(), "P-1", "dora");
        desk.orders.unbindSku(Desk.STORE.id(), "P-1", "eve");

        assertThat(desk.orders.mappingHistory(Desk.STORE.id(), "P-1"))
                .containsExactly(
                        new MappingChange(Desk.STORE.id(), "P-1", List.of(), List.of(one), desk.now, "anna"),
                        new MappingChange(Desk.STORE.id(), "P-1", List.of(one), List.of(two), desk.now, "carl"),
                        new MappingChange(Desk.STORE.id(), "P-1", List.of(two), List.of(), desk.now, "dora"));
        assertThat(actors(Desk.id("1"))).endsWith("MAPPING_CHANGED by dora");
    }

    @Test
    void anExceptionThatIsGoneIsStillKnownToTheJournal() {
        desk.receive(desk.sold("1"));
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);

        assertThat(desk.exceptions(Desk.id("1"))).isEmpty();
        assertThat(desk.orders.timeline(Desk.id("1")))
                .extracting(JournalEntry::detail)
                .containsExactly(
                        "OPEN on the platform [opened SKU_NOT_MAPPED P-1]", "judged anew [closed SKU_NOT_MAPPED P-1]");
    }

    @Test
    void aTimelineIsInOrderAndShowsAGapWhereASourceFails() {
        OrderId id = desk.pending();
        desk.traces.add(subject ->
                List.of(new TraceEntry(desk.now.minus(Duration.ofDays(1)), TraceKind.SYNC_RUN, "run:1", "brought it")));
        desk.traces.add(subject -> {
            throw new IllegalStateException("secret words");
        });
        desk.now = desk.now.plusSeconds(60);
        desk.dispatch(id);

        List<TraceEntry> trace = desk.orders.trace(id);

        assertThat(trace)
                .extracting(TraceEntry::kind)
                .startsWith(TraceKind.SYNC_RUN, TraceKind.ORDER)
                .contains(TraceKind.TASK, TraceKind.GAP);
        assertThat(trace.toString())
                .doesNotContain("secret words")
                .contains("DISPATCH by operator, PENDING -> PROCESSING (row 1): "
                        + desk.outbound(id).id())
                .contains(desk.outbound(id).id() + " was made for warehouse " + Desk.WAREHOUSE
                        + ", to be shipped by channel " + Desk.EXPRESS);
        assertThat(desk.orders.trace(Desk.id("9"))).isEmpty();
    }
}
