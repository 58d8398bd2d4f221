package io.gwms.platform.shopee;

import static io.gwms.platform.shopee.Shops.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.AnswerCancelRequests.Answer;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.CancelReason;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.PushStock;
import io.gwms.platform.PushStock.Level;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.ShownStock;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.testkit.shopee.ShopeeLine;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.shopee.ShopeeOrder.Channel;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes back to Shopee: packages handed over once, numbers it issues, cancelling, stock, tokens. */
class ShopeeWritesTest {
    private final Shops stage = new Shops();
    private final ShopeeConnector connector = ShopeeConnector.create();

    @AfterEach
    void stop() {
        stage.close();
    }

    private ShipmentNotice notice(String tracking) {
        PlatformOrder order = stage.only(connector);
        return new ShipmentNotice(
                "key",
                order.platformOrderId(),
                order.number(),
                order.lines().stream()
                        .collect(Collectors.toMap(PlatformOrderLine::lineId, PlatformOrderLine::quantity)),
                tracking,
                "DHL",
                "",
                stage.clock.instant(),
                Set.of());
    }

    private Outcome<WrittenShipment> write(ShipmentNotice notice) {
        return connector
                .writeShipments(new WriteShipments(stage.session(), List.of(notice)))
                .get(0);
    }

    private Optional<WrittenShipment> probe(ShipmentNotice notice) {
        return connector
                .probeShipments(new WriteShipments(stage.session(), List.of(notice)))
                .get(0)
                .asDone()
                .orElseThrow();
    }

    private Outcome<Optional<IssuedTracking>> tracking(String order, String shipment) {
        FetchTracking.Written written = new FetchTracking.Written(order, shipment);
        return connector
                .fetchTracking(new FetchTracking(stage.session(), List.of(written)))
                .get(0);
    }

    private int shipped() {
        return stage.shop.holdings().split("\"tracking\":", -1).length - 1;
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void packageIsHandedOverTheWayItsChannelAsksFor(Channel channel) {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).channel(channel));

        WrittenShipment written = write(notice("TRACK-1")).asDone().orElseThrow();

        assertThat(written.platformShipmentId()).isEqualTo("2607A");
        assertThat(shipped()).isEqualTo(1);
        assertThat(probe(notice("TRACK-1"))).contains(written);
        assertThat(write(notice("TRACK-1"))).as("asked again").isEqualTo(Outcome.done(written));
        assertThat(stage.shop.received("logistics/ship_order")).isEqualTo(1);
        String number =
                tracking("2607A", "2607A").asDone().orElseThrow().orElseThrow().trackingNumber();
        assertThat(number).startsWith(channel == Channel.NON_INTEGRATED ? "TRACK-1" : "SPXSG");
    }

    @Test
    void numberThatShopeeHasNotIssuedYetIsAbsentAndNotAnError() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).channel(Channel.PICKUP));
        write(notice(""));
        stage.shop.faults().withholdTracking(1);

        assertThat(tracking("2607A", "2607A")).isEqualTo(Outcome.done(Optional.empty()));
        assertThat(tracking("2607A", "2607A").asDone().orElseThrow()).isPresent();
    }

    @Test
    void eachPackageOfASplitOrderIsHandedOverOnceAndTheRestIsCompleted() {
        stage.shop.seed(
                ShopeeOrder.of("2607A").line("A", 2).line("B", 1).split().channel(Channel.DROPOFF));
        stage.transport.onWrites(Fault.none(), Fault.lostReply());

        assertThat(write(notice(""))).isInstanceOf(Outcome.Unknown.class);
        WrittenShipment written = write(notice("")).asDone().orElseThrow();

        assertThat(written.platformShipmentId().split(",")).hasSize(2);
        assertThat(shipped()).isEqualTo(2);
        assertThat(stage.shop.received("logistics/ship_order")).isEqualTo(2);
        String numbers = tracking("2607A", written.platformShipmentId())
                .asDone()
                .orElseThrow()
                .orElseThrow()
                .trackingNumber();
        assertThat(numbers.split(",")).hasSize(2);
    }

    @Test
    void shipmentThatTookPlaceBehindAnErrorIsUnknownAndFoundByAProbe() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2));
        ShipmentNotice notice = notice("TRACK-1");
        stage.shop.faults().shipAndSayError(1);

        assertThat(write(notice)).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice)).isPresent();
    }

    @Test
    void lostReplyIsUnknownAndALateShipmentIsNotThereUntilItIs() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2));
        ShipmentNotice notice = notice("TRACK-1");
        stage.shop.faults().executeShipLate(1, Duration.ofSeconds(90));

        assertThat(write(notice)).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice)).isEmpty();
        stage.clock.advance(Duration.ofSeconds(91));
        assertThat(probe(notice)).isPresent();
        assertThat(shipped()).isEqualTo(1);
    }

    /** A package stays LOGISTICS_READY until its number is made: get_package_detail, is_shipment_arranged. */
    @Test
    void packageThatStillShowsAsReadyIsHandedOverOnceAllTheSame() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).channel(Channel.PICKUP));
        ShipmentNotice notice = notice("");
        stage.shop.faults().showArrangedLate(true).loseShipReply(1);

        assertThat(write(notice)).isInstanceOf(Outcome.Unknown.class);
        assertThat(probe(notice)).as("not there yet").isEmpty();
        WrittenShipment written = write(notice).asDone().orElseThrow();

        assertThat(written.platformShipmentId()).isEqualTo("2607A");
        assertThat(shipped()).isEqualTo(1);
        stage.shop.faults().clear();
        assertThat(probe(notice)).contains(written);
    }

    @Test
    void packageThatStillShowsAsReadyUnderAnotherNumberIsNotOurs() {
        ShopeeConnector own = ShopeeConnector.builder().ownTrackingNumbers().build();
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2));
        write(notice("TRACK-1"));
        stage.shop.faults().showArrangedLate(true);

        WriteShipments same = new WriteShipments(stage.session(), List.of(notice("TRACK-1")));
        WriteShipments other = new WriteShipments(stage.session(), List.of(notice("TRACK-2")));
        assertThat(own.writeShipments(same).get(0).asDone()).isPresent();
        assertThat(refusal(own.writeShipments(other).get(0)).code()).isEqualTo(RefusalCode.ALREADY_DONE);
    }

    /** What the carrier comes for again is for update_shipping_order, and ship_order does not take it. */
    @Test
    void packageThatCouldNotBeCollectedWasHandedOver() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).channel(Channel.PICKUP));
        ShipmentNotice notice = notice("");
        WrittenShipment written = write(notice).asDone().orElseThrow();
        stage.shop.failPickup("2607A");

        assertThat(probe(notice)).contains(written);
        assertThat(write(notice)).isEqualTo(Outcome.done(written));
        assertThat(stage.shop.received("logistics/ship_order")).isEqualTo(1);
    }

    @Test
    void stateOfAPackageThatNobodyKnowsIsNoProofThatItWasHandedOver() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2));
        ShipmentNotice notice = notice("TRACK-1");
        Fault dreaming = Fault.changedBody(body -> body.replace("LOGISTICS_READY", "LOGISTICS_DREAMING"));
        stage.transport.onReads(dreaming, dreaming);

        assertThat(probe(notice)).isEmpty();
        assertThat(refusal(write(notice)).isTemporary()).isTrue();
    }

    @Test
    void systemErrorOfAShipmentIsUnknownAndOneThatIsStillAllocatedIsTriedAgain() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).channel(Channel.PICKUP));
        ShipmentNotice notice = notice("");
        String allocated = "The order is being allocated, please wait until the allocate is completed.";
        stage.shop.faults().error(3, "logistics.error_param", "System error, please try again later.");
        assertThat(write(notice)).isInstanceOf(Outcome.Unknown.class);
        for (int call = 2; call <= 3; call++) {
            stage.shop.faults().error(call, "logistics.error_param", allocated);
            assertThat(refusal(write(notice)).isTemporary()).isTrue();
        }

        write(notice);
        stage.shop.faults().error(1, "logistics.error_param", allocated);
        assertThat(tracking("2607A", "2607A")).isEqualTo(Outcome.done(Optional.empty()));
    }

    @Test
    void numberOrNameOfTheSenderIsGivenWhereBothAreAskedForTogether() {
        ShopeeConnector named = ShopeeConnector.builder().senderName("Ann Lee").build();
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).channel(Channel.DROPOFF));
        ShipmentNotice numbered = notice("TRACK-1");
        ShipmentNotice unnumbered = notice("");
        Fault asksBoth = Fault.changedBody(
                body -> body.replace("\"dropoff\":[]", "\"dropoff\":[\"sender_real_name\",\"tracking_no\"]"));
        stage.transport.onReads(Fault.none(), asksBoth, Fault.none(), asksBoth);
        stage.transport.onWrites(Fault.notSent(), Fault.notSent());

        named.writeShipments(new WriteShipments(stage.session(), List.of(numbered, unnumbered)));

        assertThat(stage.transport.calls().stream()
                        .filter(call -> !call.isRepeatable())
                        .map(call -> new String(call.body(), StandardCharsets.UTF_8)))
                .containsExactly(
                        "{\"order_sn\":\"2607A\",\"dropoff\":{\"tracking_number\":\"TRACK-1\"}}",
                        "{\"order_sn\":\"2607A\",\"dropoff\":{\"sender_real_name\":\"Ann Lee\"}}");
    }

    @Test
    void packageUnderAnotherNumberThanOursIsNotOursWhereTheSellerGivesNumbers() {
        ShopeeConnector own = ShopeeConnector.builder().ownTrackingNumbers().build();
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2));
        write(notice("TRACK-1"));
        WriteShipments other = new WriteShipments(stage.session(), List.of(notice("TRACK-2")));

        assertThat(own.probeShipments(other).get(0)).isEqualTo(Outcome.done(Optional.empty()));
        assertThat(refusal(own.writeShipments(other).get(0)).code()).isEqualTo(RefusalCode.ALREADY_DONE);
        assertThat(own.capabilities().issuesTracking()).isFalse();
        assertThat(stage.transport.writes()).isEqualTo(1);
    }

    @Test
    void orderThatCannotBeHandedOverSaysWhy() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).status("UNPAID"));
        assertThat(refusal(write(notice("T"))).isTemporary()).isTrue();
        assertThat(refusal(write(notice("T"))).text()).contains("LOGISTICS_NOT_START");
        stage.shop.cancel("2607A", "not paid");
        assertThat(refusal(write(notice("T"))).code()).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(stage.transport.writes()).isZero();
    }

    @Test
    void missingTrackingNumberIsToldBeforeAnythingIsSent() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));

        assertThat(refusal(write(notice(""))).text()).contains("tracking_no").contains("the warehouse has to report");
        assertThat(stage.transport.writes()).isZero();
    }

    @Test
    void trackingNumberOfAnotherOrderIsRefusedInShopeesWords() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));
        write(notice("TRACK-1"));
        ShipmentNotice first = notice("TRACK-1");
        stage.shop.seed(ShopeeOrder.of("2607B").line("A", 1));
        ShipmentNotice second = new ShipmentNotice(
                "key", "2607B", "2607B", first.quantities(), "TRACK-1", "DHL", "", stage.clock.instant(), Set.of());

        assertThat(refusal(write(second)).text()).contains("used by other orders");
    }

    @Test
    void orderIsCancelledWithShopeesReasonAndOnce() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));
        CancelOrders request =
                new CancelOrders(stage.session(), List.of("2607A", "NOPE"), CancelReason.OUT_OF_STOCK, "none left");

        List<Outcome<String>> first = connector.cancelOrders(request);
        assertThat(first.get(0)).isEqualTo(Outcome.done("CANCELLED"));
        assertThat(refusal(first.get(1)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(connector.cancelOrders(request).get(0)).isEqualTo(Outcome.done("CANCELLED"));
        assertThat(stage.shop.received("order/cancel_order")).isEqualTo(1);
    }

    @Test
    void shippedOrderIsTooLateToCancel() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));
        write(notice("TRACK-1"));

        Outcome<String> outcome = connector
                .cancelOrders(new CancelOrders(stage.session(), List.of("2607A"), CancelReason.OTHER, ""))
                .get(0);
        assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.TOO_LATE);
    }

    @Test
    void orderThatWasHandedOverIsTooLateToCancelInShopeesWords() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).channel(Channel.PICKUP));
        write(notice(""));

        Outcome<String> outcome = connector
                .cancelOrders(new CancelOrders(stage.session(), List.of("2607A"), CancelReason.OTHER, ""))
                .get(0);
        assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(refusal(outcome).text()).contains("Can not cancel this order");
    }

    @Test
    void buyerWhoAsksToCancelIsAnsweredOnce() {
        stage.shop.seed(
                ShopeeOrder.of("2607A").line("A", 1), ShopeeOrder.of("2607B").line("A", 1));
        stage.shop.askToCancel("2607A", "changed my mind");
        stage.shop.askToCancel("2607B", "changed my mind");
        AnswerCancelRequests request = new AnswerCancelRequests(
                stage.session(), List.of(new Answer("2607A", true, ""), new Answer("2607B", false, "on its way")));

        for (int i = 0; i < 2; i++) {
            assertThat(connector.answerCancelRequests(request))
                    .containsExactly(Outcome.done("CANCELLED"), Outcome.done("READY_TO_SHIP"));
        }
        assertThat(stage.shop.received("order/handle_buyer_cancellation")).isEqualTo(2);
    }

    private Outcome<ShownStock> push(Level level) {
        return connector
                .pushStock(new PushStock(stage.session(), List.of(level)))
                .get(0);
    }

    @Test
    void stockIsPushedByExactSkuAndTheListingIsKeptForTheNextTime() {
        ShopeeLine mug = ShopeeLine.of("MUG", 1);
        stage.shop.listProduct(mug, 7, 2);
        stage.shop.listProduct(ShopeeLine.of("MUG-XL", 1).withoutModel(), 1, 0);

        ShownStock shown = push(new Level("k1", "MUG", 5, null)).asDone().orElseThrow();
        int looked = stage.transport.calls().size();
        push(new Level("k2", "MUG", 6, null, shown.listing()));
        ReadStock read = new ReadStock(
                stage.session(), List.of(new ReadStock.Item("MUG", shown.listing()), new ReadStock.Item("MUG-XL", "")));

        assertThat(shown).isEqualTo(new ShownStock(5, mug.itemId() + ":" + mug.modelId()));
        assertThat(stage.transport.calls()).as("no second look for the listing").hasSize(looked + 1);
        assertThat(connector.readStock(read))
                .extracting(outcome -> outcome.asDone().orElseThrow().pieces())
                .containsExactly(6L, 1L);
    }

    @Test
    void stockThatIsNotTakenIsRefusedThoughTheReplySaysNoError() {
        ShopeeLine mug = ShopeeLine.of("MUG", 1);
        stage.shop.listProduct(mug, 7, 4);

        assertThat(refusal(push(new Level("k", "MUG", 3, null))).text()).contains("reserved stock");
        assertThat(refusal(push(new Level("k", "NOPE", 3, null))).code()).isEqualTo(RefusalCode.NOT_FOUND);
        stage.transport.onWrites(Fault.answer(
                200,
                "application/json",
                "{\"error\":\"\",\"response\":{\"success_list\":[],\"failure_list\":[{\"model_id\":" + mug.modelId()
                        + ",\"failed_reason\":\"sealed\"}]}}"));
        assertThat(refusal(push(new Level("k", "MUG", 5, null))).text()).contains("sealed");
        stage.transport.onWrites(Fault.answer(200, "application/json", "{\"error\":\"\",\"response\":{}}"));
        assertThat(push(new Level("k", "MUG", 5, null))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void levelThatIsNotTakenForNowOrForItsLocationSaysNothingAboutTheGrant() {
        stage.shop.listProduct(ShopeeLine.of("MUG", 1), 7, 4);
        String listing =
                ShopeeLine.of("MUG", 1).itemId() + ":" + ShopeeLine.of("MUG", 1).modelId();
        ShopeeConnector located = ShopeeConnector.builder().locationId("SG1").build();
        PushStock request = new PushStock(stage.session(), List.of(new Level("k", "MUG", 5, null, listing)));

        assertThat(refusal(located.pushStock(request).get(0)).code()).isEqualTo(RefusalCode.INVALID_REQUEST);
        stage.shop
                .faults()
                .error(1, "error_auth", "Please wait for the holiday mode set then to edit item. Please try later.");
        assertThat(refusal(connector.pushStock(request).get(0)).isTemporary()).isTrue();
    }

    @Test
    void stockOfSeveralLocationsIsReadWhereItIsSet() {
        try (Shops two = Shops.withLocations("SG1", "SG2")) {
            two.shop.listProduct(ShopeeLine.of("MUG", 1), 7, 0);
            ShopeeConnector second = ShopeeConnector.builder().locationId("SG2").build();
            Level level = new Level("k", "MUG", 5, null);

            assertThat(refusal(connector
                                    .pushStock(new PushStock(two.session(), List.of(level)))
                                    .get(0))
                            .text())
                    .contains("input location id");
            ShownStock shown = second.pushStock(new PushStock(two.session(), List.of(level)))
                    .get(0)
                    .asDone()
                    .orElseThrow();

            ReadStock read = new ReadStock(two.session(), List.of(new ReadStock.Item("MUG", shown.listing())));
            assertThat(second.readStock(read).get(0)).isEqualTo(Outcome.done(shown));
            assertThat(connector.readStock(read).get(0).asDone().orElseThrow().pieces())
                    .as("of all locations")
                    .isEqualTo(12);
        }
    }

    @Test
    void listingThatIsGoneIsLookedForAnew() {
        Level gone = new Level("k", "MUG", 5, null, "77:78");
        assertThat(refusal(push(gone)).code()).isEqualTo(RefusalCode.NOT_FOUND);
        ShopeeLine mug = ShopeeLine.of("MUG", 1);
        stage.shop.listProduct(mug, 7, 0);

        assertThat(push(gone)).isEqualTo(Outcome.done(new ShownStock(5, mug.itemId() + ":" + mug.modelId())));
    }

    @Test
    void skuListedTwiceIsRefusedWithItsListings() {
        stage.shop.listProduct(ShopeeLine.of("MUG", 1), 7, 0);
        stage.shop.listProduct(new ShopeeLine(5, 6, "MUG", "Another", 1, 0, BigDecimal.ONE), 7, 0);

        assertThat(refusal(push(new Level("k", "MUG", 3, null))).text())
                .contains("2 times")
                .contains("5:6");
    }

    @Test
    void lostReplyToStockIsUnknown() {
        stage.shop.listProduct(ShopeeLine.of("MUG", 1), 7, 0);
        stage.shop.faults().loseStockReply(1);

        assertThat(push(new Level("k", "MUG", 3, null))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void refreshRotatesBothTokensAndTheOldOneIsUsedUp() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));
        stage.clock.advance(Duration.ofHours(5));
        assertThat(refusal(stage.fetch(connector)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);

        Credential fresh = connector.refreshCredential(stage.session()).asDone().orElseThrow();

        assertThat(fresh.expiresAt()).isEqualTo(stage.clock.instant().plus(Duration.ofHours(4)));
        assertThat(fresh.version()).isEqualTo(stage.credential.version());
        assertThat(refusal(connector.refreshCredential(stage.session())).text()).contains("Invalid refresh_token");
        stage.credential = fresh;
        assertThat(stage.orders(connector)).hasSize(1);
        assertThat(connector.refreshCredential(stage.session()).asDone()).isPresent();
    }

    @Test
    void lostRefreshIsUnknownForTheOldTokenIsUsedUp() {
        stage.shop.faults().loseRefreshReply(1);

        assertThat(connector.refreshCredential(stage.session())).isInstanceOf(Outcome.Unknown.class);
        assertThat(refusal(connector.refreshCredential(stage.session())).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        assertThat(stage.transport.calls())
                .as("sent at most once each")
                .hasSize(2)
                .noneMatch(call -> call.isRepeatable());
    }

    @Test
    void grantThatIsOverIsNoRiddle() {
        stage.clock.advance(Duration.ofDays(30));
        assertThat(refusal(connector.refreshCredential(stage.session())).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        stage.shop.endGrant();
        assertThat(refusal(connector.refreshCredential(stage.session())).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
    }

    @Test
    void credentialAndCallsPrintNoSecret() {
        stage.fetch(connector);

        assertThat(stage.credential.toString() + stage.session() + stage.transport.calls())
                .doesNotContain("fake_partner_key", "fake_access_token", "fake_refresh_token");
    }

    @Test
    void wrongSettingsAreRefusedTogetherAndByName() {
        assertThatThrownBy(() -> ShopeeConnector.builder().pageSize(101).build())
                .hasMessageContaining("pageSize is 101");
        assertThatThrownBy(
                        () -> ShopeeConnector.builder().otherCancelReason("NO").build())
                .hasMessageContaining("otherCancelReason is 'NO'");
        assertThatThrownBy(() -> ShopeeConnector.builder()
                        .ownTrackingNumbers()
                        .dropoffFirst()
                        .build())
                .hasMessageContaining("together with ownTrackingNumbers");
        assertThatThrownBy(() -> ShopeeConnector.builder()
                        .productSite("https://shopee.sg")
                        .build())
                .hasMessageContaining("such as shopee.sg");
        assertThat(ShopeeConnector.builder()
                        .productSite("shopee.sg")
                        .build()
                        .capabilities()
                        .productPage()
                        .orElseThrow()
                        .of(stage.store(), "322300222.9")
                        .orElseThrow())
                .hasToString("https://shopee.sg/product-i.322300222.9");
    }
}
