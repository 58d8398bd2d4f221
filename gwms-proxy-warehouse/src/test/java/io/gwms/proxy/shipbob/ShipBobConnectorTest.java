package io.gwms.proxy.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.outbound.LabelPdf;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.shipbob.ShipBobStock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outbound and inbound orders at ShipBob; the inventory has a test of its own. */
class ShipBobConnectorTest {
    private final ShipBobConnector connector = ShipBobConnector.builder()
            .inbounds(new ShipBobInboundTerms("Package", "EverythingInOneBox", Duration.ofDays(30)))
            .build();
    private final ShipBobBench bench = new ShipBobBench(fake -> fake.stock(ShipBobStock.lot(77, "P-1", "ASN-1"), 50)
            .stock(ShipBobStock.lot(77, "P-2", "ASN-1"), 50)
            .requestsAMinute(100)
            .shipAfter(Duration.ofHours(1)));

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome<RemoteOrder> create(OutboundRequest order) {
        return connector
                .createOutbounds(new CreateOutbounds(bench.session(), List.of(order)))
                .get(0);
    }

    private RemoteOrder found(String reference) {
        return connector
                .findOutbounds(new FindOrders(bench.session(), List.of(reference)))
                .get(0)
                .asDone()
                .flatMap(order -> order)
                .orElseThrow();
    }

    private Outcome<RemoteStatus> cancel(String reference, String number) {
        return connector
                .cancelOutbounds(new CancelOrders(
                        bench.session(), List.of(new CancelOrders.Target(reference, number)), "not wanted"))
                .get(0);
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    // --- handing over ---

    @Test
    void aReferenceThatExistsIsToldAsOneAndAWrongOrderIsNot() {
        create(ShipBobBench.order("R-1", "P-1", 2));

        assertThat(refusal(create(ShipBobBench.order("R-1", "P-1", 2))).code())
                .isEqualTo(RefusalCode.DUPLICATE_REFERENCE);
        Refusal wrong = refusal(create(ShipBobBench.order("R-2", "P-UNKNOWN", 1)));
        assertThat(wrong.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
        assertThat(wrong.text()).contains("products.name");
        assertThat(bench.fake.holdings()).doesNotContain("P-UNKNOWN");
    }

    @Test
    void aRefusalThatCannotBeToldFromADuplicateMayGoAway() {
        create(ShipBobBench.order("R-1", "P-1", 2));
        bench.fake.faults().at("order.list", 1, CallFaults.Kind.BAD_GATEWAY);

        Refusal unclear = refusal(create(ShipBobBench.order("R-1", "P-1", 2)));

        assertThat(unclear.code()).isEqualTo(RefusalCode.PLATFORM_FAILURE);
        assertThat(unclear.isTemporary()).isTrue();
    }

    @Test
    void aLostReplyLeavesOneOrderThatIsFoundAgain() {
        bench.fake.faults().at("order.create", 1, CallFaults.Kind.LOST_REPLY);

        assertThat(create(ShipBobBench.order("R-1", "P-1", 2))).isInstanceOf(Outcome.Unknown.class);

        assertThat(found("R-1").lines()).containsExactly(new RemoteOrder.Line("P-1", 2, 0));
        assertThat(bench.fake.faults().calls("order.create")).isEqualTo(1);
    }

    @Test
    void tooManyRequestsWaitAsLongAsTheHeaderSays() {
        for (int i = 0; i < 100; i++) {
            connector.findOutbounds(new FindOrders(bench.session(), List.of("R-" + i)));
        }
        bench.pass(Duration.ofSeconds(15));

        Refusal refusal = refusal(create(ShipBobBench.order("R-1", "P-1", 1)));

        assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(45));
        bench.pass(Duration.ofSeconds(45));
        assertThat(create(ShipBobBench.order("R-1", "P-1", 1)).asDone()).isPresent();
    }

    @Test
    void whatCannotBeAskedForIsRefusedWithoutACall() {
        OutboundRequest plain = ShipBobBench.order("R-1", "P-1", 1);
        LabelPdf label = new LabelPdf("label.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        var labelled = new OutboundRequest(
                plain.reference(), plain.channel(), plain.recipient(), plain.lines(), List.of(label));

        assertThat(refusal(create(labelled)).code()).isEqualTo(RefusalCode.UNSUPPORTED);
        Refusal nowhere = refusal(connector
                .createOutbounds(
                        new CreateOutbounds(bench.session(ShipBobBench.credential(), "Cicero (IL)"), List.of(plain)))
                .get(0));
        assertThat(nowhere.text()).contains("Cicero (IL)").contains("number of a ShipBob fulfilment centre");
        assertThat(bench.fake.faults().calls("order.create")).isZero();
        assertThat(refusal(connector
                                .findOutbounds(new FindOrders(bench.session(), List.of("R,1")))
                                .get(0))
                        .text())
                .contains("comma");
    }

    // --- following ---

    @Test
    void anOrderThatCannotBeFilledStopsOverThere() {
        RemoteOrder taken =
                create(ShipBobBench.order("R-1", "P-1", 51)).asDone().orElseThrow();

        assertThat(taken.status()).isEqualTo(RemoteStatus.EXCEPTION);
        assertThat(found("R-1").rawStatus()).isEqualTo("Exception");
    }

    @Test
    void aShippedOrderTellsTrackingCostAndTime() {
        create(ShipBobBench.order("R-1", "P-1", 3));
        bench.pass(Duration.ofHours(2));

        RemoteOrder order = found("R-1");

        assertThat(order.status()).isEqualTo(RemoteStatus.SHIPPED);
        assertThat(order.trackingNumber()).startsWith("9400");
        assertThat(order.carrier()).isEqualTo("USPS");
        assertThat(order.endTime()).contains(ShipBobBench.START.plus(Duration.ofHours(1)));
        assertThat(order.charges())
                .singleElement()
                .satisfies(charge -> assertThat(charge.amount()).hasToString("4.25 USD"));
    }

    @Test
    void whatLeftIsCountedFromItsParcels() {
        create(ShipBobBench.order("R-1", "P-1", 5));
        bench.fake.shipFirstPart("R-1", Map.of("P-1", 2L));
        create(ShipBobBench.order("R-2", "P-1", 5));
        bench.fake.shipShort("R-2", Map.of("P-1", 4L));

        RemoteOrder part = found("R-1");
        assertThat(part.status()).isEqualTo(RemoteStatus.PARTLY_SHIPPED);
        assertThat(part.lines()).containsExactly(new RemoteOrder.Line("P-1", 5, 2));
        RemoteOrder less = found("R-2");
        assertThat(less.status()).isEqualTo(RemoteStatus.SHIPPED);
        assertThat(less.lines()).containsExactly(new RemoteOrder.Line("P-1", 5, 4));
    }

    // --- cancelling ---

    @Test
    void httpTwoHundredDoesNotMeanCancelled() {
        RemoteOrder labelled =
                create(ShipBobBench.order("R-1", "P-1", 1)).asDone().orElseThrow();
        bench.fake.label("R-1");
        create(ShipBobBench.order("R-2", "P-1", 5));
        bench.fake.shipFirstPart("R-2", Map.of("P-1", 2L));
        create(ShipBobBench.order("R-3", "P-1", 1));

        Refusal late = refusal(cancel("R-1", labelled.thirdPartyNo()));
        assertThat(late.code()).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(late.text()).contains("LabeledCreated");
        assertThat(cancel("R-2", "").asDone()).contains(RemoteStatus.SHIPPED);
        assertThat(found("R-2").lines()).containsExactly(new RemoteOrder.Line("P-1", 2 + 3, 2));
        assertThat(cancel("R-3", "").asDone()).contains(RemoteStatus.CANCELLED);
        assertThat(refusal(cancel("R-3", "")).code()).isEqualTo(RefusalCode.ALREADY_DONE);
        assertThat(refusal(cancel("R-4", "")).code()).isEqualTo(RefusalCode.NOT_FOUND);
    }

    // --- inbound ---

    @Test
    void goodsAreAnnouncedFollowedAndStowed() {
        var asn = new InboundRequest(
                "ASN-7",
                List.of(new OutboundRequest.Line("P-1", 12), new OutboundRequest.Line("P-2", 4)),
                ShipBobBench.START.plus(Duration.ofDays(9)));

        RemoteOrder made = connector
                .createInbounds(new CreateInbounds(bench.session(), List.of(asn)))
                .get(0)
                .asDone()
                .orElseThrow();
        assertThat(made.status()).isEqualTo(RemoteStatus.IN_WORK);
        assertThat(bench.fake.holdings()).contains("\"expected_arrival_date\":\"2026-03-19T12:00:00Z\"");
        bench.fake.stow("ASN-7", Map.of("P-1", 11L, "P-2", 4L), "Completed");

        RemoteOrder found = foundInbound("ASN-7").orElseThrow();
        assertThat(found.thirdPartyNo()).isEqualTo(made.thirdPartyNo());
        assertThat(found.status()).isEqualTo(RemoteStatus.PUT_AWAY);
        assertThat(found.lines())
                .extracting(RemoteOrder.Line::proxySku, RemoteOrder.Line::quantity, RemoteOrder.Line::done)
                .containsExactlyInAnyOrder(tuple("P-1", 12L, 11L), tuple("P-2", 4L, 4L));
        assertThat(refusal(cancelInbound("ASN-7")).code()).isEqualTo(RefusalCode.TOO_LATE);
    }

    @Test
    void anAnnouncementMadeTwiceIsForAPersonAndOneIsCancelled() {
        announce("ASN-7", "P-1");
        announce("ASN-7", "P-1");

        Refusal several = refusal(connector
                .findInbounds(new FindOrders(bench.session(), List.of("ASN-7")))
                .get(0));
        assertThat(several.code()).isEqualTo(new RefusalCode("SEVERAL_ORDERS"));
        announce("ASN-8", "P-1");
        assertThat(cancelInbound("ASN-8").asDone()).contains(RemoteStatus.CANCELLED);
        assertThat(refusal(cancelInbound("ASN-8")).code()).isEqualTo(RefusalCode.ALREADY_DONE);
    }

    @Test
    void goodsWithoutAnItemOverThereAreNotAnnounced() {
        Refusal refusal = refusal(announce("ASN-7", "P-"));

        assertThat(refusal.text()).contains("0 items of SKU P-");
        assertThat(bench.fake.faults().calls("receiving.create")).isZero();
    }

    private Outcome<RemoteOrder> announce(String reference, String sku) {
        var asn = new InboundRequest(reference, List.of(new OutboundRequest.Line(sku, 2)));
        return connector
                .createInbounds(new CreateInbounds(bench.session(), List.of(asn)))
                .get(0);
    }

    private Optional<RemoteOrder> foundInbound(String reference) {
        return connector
                .findInbounds(new FindOrders(bench.session(), List.of(reference)))
                .get(0)
                .asDone()
                .orElseThrow();
    }

    private Outcome<RemoteStatus> cancelInbound(String reference) {
        return connector
                .cancelInbounds(new CancelOrders(bench.session(), List.of(new CancelOrders.Target(reference, "")), ""))
                .get(0);
    }

    // --- settings ---

    @Test
    void settingsAreCheckedTogetherAndSecretsDoNotPrint() {
        assertThatThrownBy(() -> ShipBobConnector.builder()
                        .webhookTolerance(Duration.ZERO)
                        .build())
                .hasMessageContaining("webhookTolerance is PT0S");
        assertThatThrownBy(() -> new ShipBobInboundTerms("Crate", "EverythingInOneBox", Duration.ZERO))
                .hasMessageContaining("packageType is Crate");
        assertThat(ShipBobBench.credential().toString()).doesNotContain("pat-of-the-test", "MfKQ9r8GKYqr");
    }
}
