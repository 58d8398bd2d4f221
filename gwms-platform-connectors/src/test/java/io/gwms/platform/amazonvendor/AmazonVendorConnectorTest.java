package io.gwms.platform.amazonvendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.credential.Credential;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.AcknowledgeOrders.Line;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Habit;
import io.gwms.testkit.amazonvendor.VendorItem;
import io.gwms.testkit.amazonvendor.VendorOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to Amazon Vendor: two lists, cases, answers that come later. */
class AmazonVendorConnectorTest {
    private final AmazonVendorStage stage = AmazonVendorStage.slow();
    private final AmazonVendorConnector connector = stage.connector();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Outcome<OrderPage> page(Instant from, @Nullable String cursor) {
        TimeWindow window = new TimeWindow(from, stage.clock.instant().plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(stage.session(), OrderKind.B2B, window, cursor));
    }

    private List<PlatformOrder> since(Instant from) {
        List<PlatformOrder> all = new ArrayList<>();
        String cursor = null;
        do {
            OrderPage page = page(from, cursor).asDone().orElseThrow();
            page.orders().forEach(order -> all.add(((FetchedOrder.Read) order).order()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private PlatformOrder one(String number) {
        OrderPage found = connector
                .lookUpOrders(new LookUpOrders(stage.session(), OrderKind.B2B, List.of(number)))
                .asDone()
                .orElseThrow();
        return ((FetchedOrder.Read) found.orders().get(0)).order();
    }

    private static Acknowledgement telling(String number, Line... lines) {
        return new Acknowledgement("ack-" + number, number, List.of(lines));
    }

    private Outcome<Acknowledged> acknowledge(Acknowledgement one) {
        return connector
                .acknowledge(new AcknowledgeOrders(stage.session(), List.of(one)))
                .get(0);
    }

    private Outcome<Optional<Acknowledged>> probe(Acknowledgement one, String transaction) {
        Acknowledgement asked =
                new Acknowledgement(one.effectKey(), one.platformOrderId(), "", one.lines(), transaction);
        return connector
                .probeAcknowledgements(new AcknowledgeOrders(stage.session(), List.of(asked)))
                .get(0);
    }

    private ShipmentNotice notice(String number, Map<String, Long> quantities) {
        return new ShipmentNotice(
                "ship-" + number, number, number, quantities, "1Z999", "UPSN", "", stage.clock.instant(), Set.of());
    }

    private Outcome<WrittenShipment> ship(ShipmentNotice notice) {
        return connector
                .writeShipments(new WriteShipments(stage.session(), List.of(notice)))
                .get(0);
    }

    private Outcome<Optional<WrittenShipment>> probe(ShipmentNotice notice) {
        return connector
                .probeShipments(new WriteShipments(stage.session(), List.of(notice)))
                .get(0);
    }

    private static RefusalCode refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }

    @Test
    void casesAreCountedInPiecesAndPricesAreForAPiece() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3), VendorItem.cases("B", 5, 10)));

        PlatformOrder order = one("4Z32PABC");

        assertThat(order.kind()).isEqualTo(OrderKind.B2B);
        assertThat(order.fact()).isEqualTo(PlatformFact.OPEN);
        assertThat(order.fulfillmentStatus()).isEqualTo("New");
        assertThat(order.lines()).extracting(line -> line.quantity()).containsExactly(3L, 50L);
        assertThat(order.lines()).extracting(line -> line.platformSku()).containsExactly("A", "B");
        assertThat(order.payment().total().toString()).isEqualTo("662.50 USD");
        assertThat(order.payment().method()).isEqualTo("Invoice");
        assertThat(order.recipient().name()).isEqualTo("ONT8");
        assertThat(order.platformDelivers()).isTrue();
    }

    @Test
    void unitInCapitalsIsTheSameUnit() {
        stage.amazon.faults().habit(Habit.CAPITAL_UNITS, true);
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.cases("B", 5, 10)));

        assertThat(one("4Z32PABC").lines().get(0).quantity()).isEqualTo(50);
    }

    @Test
    void amazonsOwnIdentifierStandsInWhereItKnowsNoneOfOurs() {
        stage.amazon.seed(new VendorOrder(
                "4Z32PABC",
                "RegularOrder",
                List.of(new VendorItem("", "B0748G1ABC", 1, 0, new BigDecimal("1"))),
                false));

        assertThat(one("4Z32PABC").lines().get(0).platformSku()).isEqualTo("B0748G1ABC");
    }

    @Test
    void windowShowsWhatWasPlacedAndWhatWasChangedInIt() {
        stage.addOrder("OLD00001", 1);
        stage.addOrder("OLD00002", 1);
        stage.clock.advance(Duration.ofDays(9));
        Instant from = stage.clock.instant();
        stage.addOrder("NEW00001", 1);
        stage.amazon.amount("OLD00002", 1, 0);

        List<PlatformOrder> seen = since(from);

        assertThat(seen).extracting(PlatformOrder::number).containsExactlyInAnyOrder("NEW00001", "OLD00002");
        assertThat(seen)
                .filteredOn(order -> order.number().equals("OLD00002"))
                .extracting(PlatformOrder::fact)
                .containsExactly(PlatformFact.CANCELLED);
    }

    @Test
    void closedPurchaseOrderIsCompletedAndShowsInNoWindow() {
        stage.addOrder("4Z32PABC", 1);
        stage.clock.advance(Duration.ofDays(3));
        Instant from = stage.clock.instant();
        stage.amazon.close("4Z32PABC");

        assertThat(one("4Z32PABC").fact()).isEqualTo(PlatformFact.COMPLETED);
        assertThat(one("4Z32PABC").changedAt()).isEqualTo(from);
        assertThat(since(from)).isEmpty();
        assertThat(connector.capabilities().cursor().reliable()).isFalse();
    }

    @Test
    void longestWindowThatIsDeclaredIsTaken() {
        stage.clock.advance(Duration.ofDays(100));
        Duration longest = connector.capabilities().cursor().maxWindow();
        Instant to = stage.clock.instant();

        Outcome<OrderPage> page = connector.fetchOrders(
                new FetchOrders(stage.session(), OrderKind.B2B, new TimeWindow(to.minus(longest), to), null));

        assertThat(page.asDone()).isPresent();
    }

    @Test
    void pageThatNamesItselfAsTheNextIsNoProof() {
        for (int i = 0; i < 9; i++) {
            stage.addOrder("ORDER00" + i, 1);
        }
        stage.amazon.faults().habit(Habit.PAGE_NAMES_ITSELF, true);
        Instant from = stage.clock.instant().minusSeconds(60);
        String second = page(from, null).asDone().orElseThrow().nextCursor();

        assertThat(page(from, second)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void censusListsNumbersWithoutDetails() {
        for (int i = 0; i < 6; i++) {
            stage.addOrder("ORDER00" + i, 1);
        }
        Instant now = stage.clock.instant();
        TimeWindow window = new TimeWindow(now.minusSeconds(60), now.plusSeconds(1));

        OrderListing first = connector
                .listOrders(new ListOrders(stage.session(), OrderKind.B2B, window, null))
                .asDone()
                .orElseThrow();
        OrderListing second = connector
                .listOrders(new ListOrders(stage.session(), OrderKind.B2B, window, first.nextCursor()))
                .asDone()
                .orElseThrow();

        assertThat(first.orders()).hasSize(4);
        assertThat(second.orders()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void everyKindOfAcknowledgementIsPendingAndThenConfirmed() {
        stage.amazon.seed(VendorOrder.of(
                "4Z32PABC", VendorItem.eaches("A", 3), VendorItem.cases("B", 5, 10), VendorItem.eaches("C", 2)));
        Acknowledgement one = telling(
                "4Z32PABC",
                new Line("1", 3, 0, ""),
                new Line("2", 20, 30, "TemporarilyUnavailable"),
                new Line("3", 0, 2, "ObsoleteProduct"));

        Acknowledged taken = acknowledge(one).asDone().orElseThrow();
        assertThat(taken.pending()).isTrue();
        assertThat(probe(one, taken.reference())
                        .asDone()
                        .orElseThrow()
                        .orElseThrow()
                        .pending())
                .isTrue();
        stage.clock.advance(Duration.ofMinutes(2));
        assertThat(probe(one, taken.reference())
                        .asDone()
                        .orElseThrow()
                        .orElseThrow()
                        .pending())
                .isFalse();

        assertThat(stage.amazon.state("4Z32PABC")).isEqualTo("Acknowledged");
        assertThat(stage.amazon.accepted("4Z32PABC", 1)).isEqualTo(3);
        assertThat(stage.amazon.accepted("4Z32PABC", 2)).isEqualTo(20);
        assertThat(stage.amazon.accepted("4Z32PABC", 3)).isZero();
    }

    @Test
    void acknowledgementWhoseReplyWasLostIsFoundByHowThePurchaseOrderStands() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3)));
        Acknowledgement one = telling("4Z32PABC", new Line("1", 2, 1, "TemporarilyUnavailable"));
        assertThat(probe(one, "").asDone().orElseThrow()).isEmpty();
        stage.amazon.faults().loseWriteReply(1);

        assertThat(acknowledge(one)).isInstanceOf(Outcome.Unknown.class);
        stage.clock.advance(Duration.ofMinutes(2));

        assertThat(probe(one, "").asDone().orElseThrow()).isPresent();
        assertThat(probe(telling("4Z32PABC", new Line("1", 3, 0, "")), "")).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void partOfACaseAndASumThatIsOffAreRefusedBeforeAnythingIsSent() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.cases("B", 5, 10)));

        assertThat(refusal(acknowledge(telling("4Z32PABC", new Line("1", 15, 35, "ObsoleteProduct")))))
                .isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(refusal(acknowledge(telling("4Z32PABC", new Line("1", 20, 0, "")))))
                .isEqualTo(RefusalCode.CHANGED_MEANWHILE);
        assertThat(refusal(acknowledge(telling("4Z32PABC", new Line("7", 50, 0, "")))))
                .isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(refusal(ship(notice("4Z32PABC", Map.of("1", 15L))))).isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(stage.amazon.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void transactionThatFailsIsSurelyNotDone() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3)));
        Acknowledgement one = telling("4Z32PABC", new Line("1", 3, 0, ""));
        stage.amazon.faults().failNextTransaction("InvalidSellingParty");
        String transaction = acknowledge(one).asDone().orElseThrow().reference();
        stage.clock.advance(Duration.ofMinutes(2));

        Outcome<Optional<Acknowledged>> probed = probe(one, transaction);

        assertThat(refusal(probed)).isEqualTo(RefusalCode.FAILED_AFTERWARDS);
        assertThat(((Outcome.Refused<?>) probed).refusal().text()).contains("InvalidSellingParty");
        assertThat(stage.amazon.state("4Z32PABC")).isEqualTo("New");
    }

    @Test
    void shipmentNamesPartiesItemsAndTrackingNumber() throws JsonProcessingException {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3), VendorItem.cases("B", 5, 10)));
        ShipmentNotice notice = notice("4Z32PABC", Map.of("1", 2L, "2", 30L));

        WrittenShipment taken = ship(notice).asDone().orElseThrow();
        assertThat(taken.pending()).isTrue();
        stage.clock.advance(Duration.ofMinutes(2));
        WrittenShipment done = probe(notice.withTransaction(taken.platformShipmentId()))
                .asDone()
                .orElseThrow()
                .orElseThrow();

        assertThat(done.pending()).isFalse();
        JsonNode sent =
                new ObjectMapper().readTree(stage.amazon.shipments("4Z32PABC").get(0));
        assertThat(sent.path("shipmentIdentifier").asText()).isEqualTo(done.platformShipmentId());
        assertThat(sent.at("/sellingParty/partyId").asText()).isEqualTo("999US");
        assertThat(sent.at("/shipFromParty/partyId").asText()).isEqualTo("WH1");
        assertThat(sent.at("/shipToParty/partyId").asText()).isEqualTo("ONT8");
        assertThat(sent.at("/cartons/0/trackingNumber").asText()).isEqualTo("1Z999");
        assertThat(sent.at("/transportationDetails/carrierScac").asText()).isEqualTo("UPSN");
        assertThat(sent.at("/shippedItems/1/shippedQuantity/amount").asLong()).isEqualTo(3);
        assertThat(sent.at("/shippedItems/1/shippedQuantity/unitSize").asLong()).isEqualTo(10);
    }

    @Test
    void shipmentThatIsTakenLateIsAppliedOnceHoweverOftenItIsSent() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3)));
        ShipmentNotice notice = notice("4Z32PABC", Map.of("1", 3L));
        stage.amazon.faults().executeWriteLate(1, Duration.ofMinutes(3));

        assertThat(ship(notice)).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice).asDone().orElseThrow()).isEmpty();
        ship(notice);
        stage.clock.advance(Duration.ofMinutes(10));

        assertThat(stage.amazon.shipments("4Z32PABC")).hasSize(1);
        assertThat(probe(notice).asDone().orElseThrow()).isPresent();
    }

    @Test
    void shipmentThatNoListShowsIsStillAppliedOnceAndItsRepetitionIsToldApart() {
        stage.amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("A", 3)));
        ShipmentNotice notice = notice("4Z32PABC", Map.of("1", 3L));
        stage.amazon.faults().habit(Habit.CONFIRMED_SHIPMENTS_HIDDEN, true).loseWriteReply(1);
        ship(notice);
        stage.clock.advance(Duration.ofMinutes(5));
        assertThat(probe(notice).asDone().orElseThrow()).isEmpty();

        String again = ship(notice).asDone().orElseThrow().platformShipmentId();
        stage.clock.advance(Duration.ofMinutes(5));
        Outcome<Optional<WrittenShipment>> probed = probe(notice.withTransaction(again));

        assertThat(stage.amazon.shipments("4Z32PABC")).hasSize(1);
        assertThat(refusal(probed)).isEqualTo(RefusalCode.FAILED_AFTERWARDS);
        assertThat(((Outcome.Refused<?>) probed).refusal().text()).contains("Duplicate");
    }

    @Test
    void wordsOfTheApiAreUnderstood() {
        stage.addOrder("4Z32PABC", 1);
        Instant from = stage.clock.instant().minusSeconds(60);
        stage.amazon.faults().exceedQuota(1);
        assertThat(refusal(page(from, null))).isEqualTo(RefusalCode.RATE_LIMITED);
        stage.amazon.faults().refuseToken(1);
        assertThat(refusal(page(from, null))).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        stage.amazon.faults().errorsInA200(1);
        assertThat(refusal(page(from, null))).isEqualTo(RefusalCode.INVALID_REQUEST);
        stage.transport.onReads(Fault.answer(200, "application/json", "{\"payload\":{}}"));
        assertThat(page(from, null)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void numberThatAmazonDoesNotKnowIsLeftOut() {
        stage.addOrder("4Z32PABC", 1);

        OrderPage found = connector
                .lookUpOrders(new LookUpOrders(stage.session(), OrderKind.B2B, List.of("NOSUCH00", "4Z32PABC")))
                .asDone()
                .orElseThrow();

        assertThat(found.orders()).hasSize(1);
    }

    @Test
    void accessTokenIsFetchedFromTheRefreshTokenAndADeadOneIsSaidSo() {
        Credential first = AmazonVendorStage.firstCredential();
        assertThat(first.expiresAt()).isEqualTo(Instant.EPOCH);
        assertThat(refusal(connector.lookUpOrders(
                        new LookUpOrders(stage.session(first), OrderKind.B2B, List.of("4Z32PABC")))))
                .isEqualTo(RefusalCode.NOT_AUTHORIZED);

        Credential renewed =
                connector.refreshCredential(stage.session(first)).asDone().orElseThrow();
        assertThat(renewed.expiresAt()).isEqualTo(stage.clock.instant().plus(Duration.ofHours(1)));
        assertThat(renewed.secret("accessToken").reveal()).startsWith("Atza|");

        Credential dead =
                AmazonVendorConnector.credential(stage.store().id(), "amzn-app", "amzn-secret", "gone", "WH1");
        Outcome<Credential> refused = connector.refreshCredential(stage.session(dead));
        assertThat(refusal(refused)).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        assertThat(refused.toString()).doesNotContain("amzn-secret");
    }
}
