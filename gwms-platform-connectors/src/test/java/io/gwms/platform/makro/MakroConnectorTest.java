package io.gwms.platform.makro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.makro.MakroFaults.Habit;
import io.gwms.testkit.makro.MakroItem;
import io.gwms.testkit.makro.MakroShipment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Makro: shipments as the unit, hold, pages that name the next one, verdicts in a 200. */
class MakroConnectorTest {
    private static final String ORDER = "OD1";

    private final MakroStage stage = new MakroStage();
    private final MakroConnector connector = MakroStage.connector();

    @AfterEach
    void stop() {
        stage.close();
    }

    /** An order over two shipments, of two and of one piece. */
    private void split() {
        stage.makro.seed(
                MakroShipment.of("S1", ORDER, MakroItem.of("A", 2)),
                MakroShipment.of("S2", ORDER, MakroItem.of("B", 1)));
    }

    private PlatformOrder order() {
        OrderPage found = connector
                .lookUpOrders(new LookUpOrders(stage.session(), OrderKind.B2C, List.of(ORDER)))
                .asDone()
                .orElseThrow();
        return ((FetchedOrder.Read) found.orders().get(0)).order();
    }

    private Outcome<OrderPage> page(@Nullable String cursor) {
        TimeWindow window = new TimeWindow(
                stage.clock.instant().minus(Duration.ofDays(1)),
                stage.clock.instant().plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(stage.session(), OrderKind.B2C, window, cursor));
    }

    private List<PlatformOrder> all() {
        List<PlatformOrder> all = new ArrayList<>();
        String cursor = null;
        do {
            OrderPage page = page(cursor).asDone().orElseThrow();
            page.orders().forEach(order -> all.add(((FetchedOrder.Read) order).order()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private ShipmentNotice notice(Map<String, Long> quantities) {
        return new ShipmentNotice(
                "key", ORDER, ORDER, quantities, "TRACK-1", "DHL", "", stage.clock.instant(), Set.of());
    }

    private Outcome<WrittenShipment> ship(Map<String, Long> quantities) {
        return connector
                .writeShipments(new WriteShipments(stage.session(), List.of(notice(quantities))))
                .get(0);
    }

    private Outcome<String> cancel() {
        return connector
                .cancelOrders(new CancelOrders(stage.session(), List.of(ORDER), "changed their mind"))
                .get(0);
    }

    private Outcome<ShownStock> push(long pieces) {
        return connector
                .pushStock(new PushStock(stage.session(), List.of(new PushStock.Level("k", "A", pieces, null))))
                .get(0);
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    @Test
    void itIsOffUnlessTheHostOptsInByName() {
        assertThatThrownBy(() -> MakroConnector.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not verified")
                .hasMessageContaining("experimental()");
    }

    @Test
    void orderIsAllItsShipmentsAndItsLinesKeepThem() {
        split();
        stage.makro.status("S1", "SHIPPED");

        PlatformOrder order = order();

        assertThat(order.lines()).extracting(PlatformOrderLine::lineId).containsExactly("S1:S1-1", "S2:S2-1");
        assertThat(order.fact()).isEqualTo(PlatformFact.PARTLY_SHIPPED);
        assertThat(order.fulfillmentStatus()).isEqualTo("SHIPPED, APPROVED");
        assertThat(order.lines().get(0).unitPrice().toString()).isEqualTo("149.50 ZAR");
        assertThat(order.payment().total().amount()).isEqualByComparingTo("568.50");
        assertThat(order.recipient().country()).isEqualTo("ZA");
        assertThat(all()).containsOnly(order);
    }

    @Test
    void cancelledShipmentDoesNotCountBesideTheRest() {
        split();
        stage.makro.status("S1", "CANCELLED");
        stage.makro.status("S2", "DELIVERED");

        assertThat(order().fact()).isEqualTo(PlatformFact.COMPLETED);
        assertThat(order().lines().get(0).removed()).isEqualTo(2);
        stage.makro.status("S2", "CANCELLED");
        assertThat(order().fact()).isEqualTo(PlatformFact.CANCELLED);
    }

    /** Flipkart's contract has two words for what the marketplace ships, and Makro puts its own name in. */
    @ParameterizedTest
    @ValueSource(strings = {"FBM", "FBF", "Flipkart_Fulfilment", "Makro_Fulfilment"})
    void whatMakroShipsIsNotOurs(String serviceProfile) {
        MakroItem item = new MakroItem("A", 2, new BigDecimal("149.50"), serviceProfile);
        stage.makro.seed(MakroShipment.of("S1", ORDER, item));

        assertThat(order().platformDelivers()).isTrue();
        assertThat(order().lines().get(0).shippedElsewhere()).isEqualTo(2);
    }

    @Test
    void holdAndAnEarlyDispatchHoldTheOrderUntilTheyAreOver() {
        stage.makro.seed(
                MakroShipment.of("S1", ORDER, MakroItem.of("A", 1)).notBefore(Duration.ofHours(2)),
                MakroShipment.of("S2", ORDER, MakroItem.of("B", 1)).onHold());

        assertThat(order().onHold()).isTrue();
        assertThat(refusal(ship(Map.of("S1:S1-1", 1L))).isTemporary()).isTrue();
        stage.makro.hold("S2", false);
        assertThat(order().onHold()).isTrue();
        stage.clock.advance(Duration.ofHours(2));
        assertThat(order().onHold()).isFalse();
        assertThat(ship(Map.of("S1:S1-1", 1L)).asDone()).isPresent();
    }

    @Test
    void stampsAreMomentsWithAnOffsetAndWithout() {
        split();
        assertThat(order().orderedAt()).isEqualTo(stage.clock.instant());
        stage.makro.faults().habit(Habit.STAMPS_WITHOUT_OFFSET, true);
        assertThat(order().changedAt()).isEqualTo(stage.clock.instant());
    }

    @Test
    void pageNamedByAWholeAddressOfTheShopIsFollowed() {
        stage.makro.faults().habit(Habit.ABSOLUTE_NEXT_PAGE, true);
        for (int i = 0; i < 9; i++) {
            stage.addOrder("OD" + i, 1);
        }
        assertThat(all()).hasSize(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"FOREIGN_NEXT_PAGE", "NEXT_PAGE_MISSING"})
    void pageThatLeadsElsewhereOrNowhereIsNotTheLast(Habit habit) {
        stage.makro.faults().habit(habit, true);
        for (int i = 0; i < 9; i++) {
            stage.addOrder("OD" + i, 1);
        }
        assertThat(page(null)).isInstanceOf(Outcome.Unknown.class);
        assertThat(stage.transport.calls())
                .allSatisfy(call -> assertThat(call.uri().getAuthority())
                        .isEqualTo(stage.store().endpoint().getAuthority()));
    }

    @Test
    void pageThatNamesItselfEndsInAFailure() {
        stage.makro.faults().habit(Habit.PAGE_NAMES_ITSELF, true);
        for (int i = 0; i < 9; i++) {
            stage.addOrder("OD" + i, 1);
        }
        String second = page(null).asDone().orElseThrow().nextCursor();
        assertThat(page(second)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void shipmentsAreDispatchedWholeAndEachOnce() {
        split();

        assertThat(refusal(ship(Map.of("S1:S1-1", 1L))).text()).contains("whole shipments only");
        assertThat(ship(Map.of("S1:S1-1", 2L))).isEqualTo(Outcome.done(new WrittenShipment("S1")));
        assertThat(stage.makro.trackingOf("S1")).isEqualTo("TRACK-1");
        int writes = stage.transport.writes();
        assertThat(ship(Map.of("S1:S1-1", 2L))).isEqualTo(Outcome.done(new WrittenShipment("S1")));
        assertThat(stage.transport.writes()).as("writes for what is there").isEqualTo(writes);
    }

    @Test
    void verdictsInA200AreReadShipmentByShipment() {
        split();
        Map<String, Long> both = Map.of("S1:S1-1", 2L, "S2:S2-1", 1L);
        stage.makro.faults().refuse("S1", "E1").refuse("S2", "E2");
        assertThat(refusal(ship(both)).text()).contains("E1");
        stage.makro.seed(MakroShipment.of("S3", ORDER, MakroItem.of("C", 1)));
        assertThat(ship(Map.of("S2:S2-1", 1L, "S3:S3-1", 1L))).isInstanceOf(Outcome.Unknown.class);
        assertThat(stage.makro.dispatched(ORDER)).containsExactly("S3");
    }

    @Test
    void shipmentThatIsNotInTheReplyIsUnknown() {
        split();
        stage.makro.faults().habit(Habit.LAST_VERDICT_MISSING, true);

        assertThat(ship(Map.of("S1:S1-1", 2L))).isInstanceOf(Outcome.Unknown.class);
        assertThat(cancel()).as("what has left is not cancelled").isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void orderIsCancelledBeforeItIsPacked() {
        split();
        stage.makro.status("S2", "PACKED");
        assertThat(refusal(cancel()).code()).isEqualTo(RefusalCode.TOO_LATE);
        stage.makro.status("S2", "PACKING_IN_PROGRESS");
        assertThat(cancel()).isEqualTo(Outcome.done("CANCELLED"));
        assertThat(stage.makro.statusOf("S1")).isEqualTo("CANCELLED");
    }

    @Test
    void levelIsSetOrRefusedAndTheSwitchOfALocationStays() {
        stage.makro.list("A", "LOC1", 4);
        stage.makro.disable("A", "LOC1");
        stage.makro.faults().habit(Habit.STOCK_WARNS, true);

        assertThat(push(7)).isEqualTo(Outcome.done(ShownStock.of(7)));
        assertThat(stage.makro.isEnabled("A", "LOC1")).isFalse();
        stage.makro.faults().refuse("A", "TOO_MUCH");
        assertThat(refusal(push(8)).text()).contains("TOO_MUCH");
        assertThat(stage.makro.stockOf("A", "LOC1")).isEqualTo(7);
        stage.makro.list("A", "LOC2", 1);
        assertThat(refusal(push(9)).text()).contains("locationId");
    }

    @Test
    void cutReplyToALookUpIsNoOrder() {
        split();
        stage.makro.faults().calls().at("details", 1, CallFaults.Kind.TRUNCATED);
        assertThat(connector
                        .lookUpOrders(new LookUpOrders(stage.session(), OrderKind.B2C, List.of(ORDER)))
                        .asDone())
                .isEmpty();
    }

    @Test
    void wrongSecretOfTheAppIsToldAsThat() {
        assertThat(refusal(connector.refreshCredential(
                                stage.session(MakroStage.firstCredential("wrong"), stage.transport)))
                        .code())
                .isEqualTo(RefusalCode.NOT_AUTHORIZED);
    }
}
