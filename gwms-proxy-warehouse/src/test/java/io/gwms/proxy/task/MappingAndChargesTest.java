package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.JournalEntry;
import io.gwms.order.Money;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.StoreId;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What SKU mappings and charges of the warehouse mean for an order on its way, in skipped time. */
class MappingAndChargesTest {
    private static final StoreId ACME = new StoreId("acme");
    private static final Duration A_DAY = Duration.ofHours(24);
    private static final List<SkuPieces> KIT =
            List.of(new SkuPieces(new WarehouseSku("W-1"), 1), new SkuPieces(new WarehouseSku("W-2"), 4));

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final House house = House.of(clock, warehouse.connector(), warehouse.transport());

    @AfterEach
    void close() {
        house.close();
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    private List<OutboundLine> lines(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow().lines();
    }

    @Test
    void aKitLeavesAsItsPartsAndIsBookedAsOnePiece() {
        house.gwms.orders().bindSku(ACME, "KIT", KIT, "anna");
        OutboundId id = house.dispatched("1", "KIT", 2);
        assertThat(lines(id)).extracting(OutboundLine::units).containsExactly(2L, 8L);

        house.work(Duration.ZERO);
        warehouse.ship(id.value());
        house.work(A_DAY);

        assertThat(house.order("1").shipments().get(0).quantities()).isEqualTo(Map.of("line-1", 2L));
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aChangedMappingMakesAnOutboundOrderAnewThatWaitsForOne() {
        OutboundId id = house.dispatched("1", "MUG-ODD", 3);
        OutboundId other = house.dispatched("2", "MUG-BLUE", 1);
        house.work(Duration.ZERO);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.MAPPING);
        List<OutboundLine> sent = lines(other);

        assertThat(house.gwms.orders().bindSku(ACME, "MUG-ODD", KIT, "anna")).isEmpty();
        assertThat(house.gwms.orders().bindSku(ACME, "MUG-BLUE", KIT, "anna")).isEmpty();

        assertThat(create(id).status()).isEqualTo(TaskStatus.PENDING);
        assertThat(lines(id)).extracting(OutboundLine::units).containsExactly(3L, 12L);
        assertThat(lines(other)).as("what was sent stays as it was sent").isEqualTo(sent);
        house.work(Duration.ZERO);
        assertThat(warehouse.ordersOf(id.value())).isEqualTo(1);
        assertThat(house.gwms.orders().timeline(house.order("1").id()))
                .filteredOn(step -> step.what().equals("MAPPING_CHANGED"))
                .extracting(JournalEntry::actor)
                .containsExactly("anna");
        List<MappingChange> history = house.gwms.orders().mappingHistory(ACME, "MUG-ODD");
        assertThat(history).extracting(MappingChange::actor).containsExactly("operator", "anna");
        assertThat(history.get(1).before()).isEqualTo(history.get(0).after());
    }

    @Test
    void chargesAddUpToTheShippingCostWheneverTheWarehouseTells() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.charge(id.value(), new Charge("handling", Money.of("0.10", "USD")));
        warehouse.say(id.value(), RemoteStatus.IN_WORK, "PACKED");
        house.work(A_DAY);
        assertThat(cost()).containsExactly(Money.of("0.10", "USD"));

        warehouse.charge(id.value(), new Charge("freight", Money.of("0.2", "USD")));
        warehouse.charge(id.value(), new Charge("duty", Money.of("3", "EUR")));
        warehouse.ship(id.value());
        house.work(A_DAY);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(cost()).containsExactly(Money.of("3", "EUR"), Money.of("0.30", "USD"));
        assertThat(house.gwms.orders().timeline(house.order("1").id()))
                .extracting(JournalEntry::what)
                .containsSubsequence("CHARGED", "CHARGED", "SHIPPED_ALL");
    }

    private List<Money> cost() {
        return house.gwms.orders().page(OrderQuery.newest(5)).rows().get(0).wmsShippingCost();
    }

    @Test
    void aTimelineHasTheOrdersStepsItsTasksAndTheirRounds() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.dispatched("2", "MUG-BLUE", 1);
        house.work(Duration.ZERO);
        warehouse.ship(id.value());
        house.work(A_DAY);

        List<TraceEntry> trace = house.gwms.orders().trace(house.order("1").id());

        assertThat(trace).isSortedAccordingTo(java.util.Comparator.comparing(TraceEntry::at));
        assertThat(trace)
                .extracting(TraceEntry::kind)
                .contains(TraceKind.ORDER, TraceKind.TASK, TraceKind.ROUND)
                .doesNotContain(TraceKind.GAP);
        assertThat(trace).extracting(TraceEntry::text).anyMatch(text -> text.startsWith("WRITE_BACK task"));
        assertThat(trace).extracting(TraceEntry::ref).doesNotContain("task:2");
    }
}
