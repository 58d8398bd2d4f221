package io.gwms.proxy.qimen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.qimen.FakeQimen;
import io.gwms.testkit.qimen.QimenStock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QimenConnectorTest {
    private static final QimenStock GOOD = QimenStock.good("WH1", "P-1", "E1");

    private final QimenConnector connector = QimenBench.connector().build();
    private final List<RemoteBatch> batches = new ArrayList<>();

    private static QimenBench bench(UnaryOperator<FakeQimen.Builder> settings) {
        return new QimenBench(fake -> settings.apply(fake.stock(GOOD, 50)));
    }

    private Outcome<RemoteOrder> create(QimenBench bench, String reference, long quantity) {
        return connector
                .createOutbounds(
                        new CreateOutbounds(bench.session(), List.of(QimenBench.order(reference, "P-1", quantity))))
                .get(0);
    }

    private Outcome<Optional<RemoteOrder>> find(QimenBench bench, String reference) {
        return connector
                .findOutbounds(new FindOrders(bench.session(), List.of(reference)))
                .get(0);
    }

    private RemoteOrder found(QimenBench bench, String reference) {
        return find(bench, reference).asDone().flatMap(order -> order).orElseThrow();
    }

    private Outcome<RemoteStatus> cancel(QimenBench bench, String reference) {
        return cancel(bench, reference, null);
    }

    private Outcome<RemoteStatus> cancel(QimenBench bench, String reference, @Nullable Instant askedSince) {
        return connector
                .cancelOutbounds(new CancelOrders(
                        bench.session(), List.of(new CancelOrders.Target(reference, "", askedSince)), "not wanted"))
                .get(0);
    }

    private Outcome<InventoryExtent> read(QimenConnector by, QimenBench bench) {
        batches.clear();
        return by.fetchInventory(new FetchInventory(bench.session(), batches::add));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    // --- the gate ---

    @Test
    void theVectorThatThePlatformPublishesIsSigned() {
        Map<String, String> parameters = Map.of(
                "method", "taobao.item.seller.get",
                "app_key", "12345678",
                "session", "test",
                "timestamp", "2016-01-01 12:00:00",
                "format", "json",
                "v", "2.0",
                "sign_method", "md5",
                "fields", "num_iid,title,nick,price,num",
                "num_iid", "11223344");

        assertThat(QimenSignature.of(parameters, new byte[0], Secret.of("helloworld")))
                .isEqualTo("66987CB115214E59E6EC978214934FB8");
    }

    @Test
    void aBodyIsSignedBetweenTheParametersAndTheSecret() {
        byte[] body = "<request/>".getBytes(StandardCharsets.UTF_8);
        Map<String, String> withSign = Map.of("b", "2", "a", "1", "empty", "", "sign", "X");

        assertThat(QimenSignature.of(withSign, body, Secret.of("s")))
                .isEqualTo(QimenSignature.of(Map.of("a", "1b2"), body, Secret.of("s")))
                .isNotEqualTo(QimenSignature.of(withSign, new byte[0], Secret.of("s")));
    }

    @Test
    void aWrongSecretIsNotAuthorizedAndDoesNotPrint() {
        try (QimenBench bench = bench(fake -> fake)) {
            Refusal refusal = refusal(connector
                    .createOutbounds(new CreateOutbounds(
                            bench.session("another-secret"), List.of(QimenBench.order("R-1", "P-1", 1))))
                    .get(0));

            assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
            assertThat(refusal.text()).contains("sign-check-failure").doesNotContain("another-secret");
            assertThat(QimenBench.credential("another-secret").toString()).doesNotContain("another-secret");
        }
    }

    @Test
    void aDocumentTypeIsNotRead() {
        String bomb =
                "<!DOCTYPE response [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><response><flag>&b;</flag></response>";

        assertThatThrownBy(() -> QimenXml.read(bomb.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // --- orders ---

    @Test
    void anAddressOfAnyLettersArrivesWhole() {
        try (QimenBench bench = bench(fake -> fake)) {
            assertThat(create(bench, "R-1", 2).asDone()).isPresent();
            assertThat(found(bench, "R-1").lines()).containsExactly(new RemoteOrder.Line("P-1", 2, 0));
        }
    }

    @Test
    void aRefusalIsADuplicateWhereTheCodeExistsAndAVerdictElse() {
        try (QimenBench bench = bench(fake -> fake.refusesRepeatedCode(true))) {
            create(bench, "R-1", 2);

            assertThat(refusal(create(bench, "R-1", 2)).code()).isEqualTo(RefusalCode.DUPLICATE_REFERENCE);
            Refusal tooMuch = refusal(create(bench, "R-2", 51));
            assertThat(tooMuch.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
            assertThat(tooMuch.text()).contains("W402 not enough stock of P-1");
        }
    }

    @Test
    void aLostReplyLeavesOneOrderThatIsFoundAgain() {
        try (QimenBench bench = bench(fake -> fake)) {
            bench.fake.faults().at("deliveryorder.create", 1, CallFaults.Kind.LOST_REPLY);

            assertThat(create(bench, "R-1", 2)).isInstanceOf(Outcome.Unknown.class);
            assertThat(found(bench, "R-1").status()).isEqualTo(RemoteStatus.IN_WORK);
            assertThat(bench.fake.ordersOf("R-1")).isEqualTo(1);
        }
    }

    @Test
    void onlyADeclaredCodeMeansNotThere() {
        try (QimenBench bench = bench(fake -> fake)) {
            QimenConnector undeclared = QimenConnector.builder()
                    .sender(QimenBench.SENDER, "Acme shop")
                    .build();

            assertThat(find(bench, "R-0").asDone()).contains(Optional.empty());
            assertThat(refusal(undeclared
                                    .findOutbounds(new FindOrders(bench.session(), List.of("R-0")))
                                    .get(0))
                            .isTemporary())
                    .isTrue();
            create(bench, "R-1", 1);
            assertThat(undeclared
                            .findOutbounds(new FindOrders(bench.session(), List.of("R-1")))
                            .get(0)
                            .asDone()
                            .orElseThrow())
                    .isPresent();
        }
    }

    @Test
    void aShippedOrderTellsParcelAndTimeOfBeijing() {
        try (QimenBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 3);
            create(bench, "R-2", 5);
            bench.fake.shipShort("R-2", Map.of("P-1", 4L));
            bench.pass(Duration.ofHours(2));

            RemoteOrder order = found(bench, "R-1");
            assertThat(order.status()).isEqualTo(RemoteStatus.SHIPPED);
            assertThat(order.rawStatus()).isEqualTo("DELIVERED");
            assertThat(order.carrier()).isEqualTo("SF");
            assertThat(order.trackingNumber()).startsWith("SF");
            assertThat(order.endTime()).contains(QimenBench.START.plus(Duration.ofHours(1)));
            assertThat(found(bench, "R-2").lines()).containsExactly(new RemoteOrder.Line("P-1", 5, 4));
        }
    }

    @Test
    void linesThatComeInPagesAreReadToTheEnd() {
        try (QimenBench bench = bench(fake -> {
            IntStream.range(0, 130).forEach(i -> fake.stock(QimenStock.good("WH1", "S-" + i, "E1"), 1));
            return fake;
        })) {
            OutboundRequest one = QimenBench.order("R-1", "P-1", 1);
            List<OutboundRequest.Line> lines = IntStream.range(0, 130)
                    .mapToObj(i -> new OutboundRequest.Line("S-" + i, 1))
                    .toList();
            connector.createOutbounds(new CreateOutbounds(
                    bench.session(), List.of(new OutboundRequest("R-1", one.channel(), one.recipient(), lines))));

            assertThat(found(bench, "R-1").lines()).hasSize(130);
            bench.fake
                    .faults()
                    .after(
                            "deliveryorder.query",
                            3,
                            () -> bench.fake
                                    .faults()
                                    .answer(
                                            "deliveryorder.query",
                                            4,
                                            FakeReply.of(200, "text/xml", "<response><flag>suc")));
            assertThat(find(bench, "R-1")).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void wordsAreKnownOrKept() {
        assertThat(QimenPapers.outboundStatus("PARTDELIVERED")).isEqualTo(RemoteStatus.PARTLY_SHIPPED);
        assertThat(QimenPapers.outboundStatus("REJECT")).isEqualTo(RemoteStatus.EXCEPTION);
        assertThat(QimenPapers.outboundStatus("FULFILLED")).isEqualTo(RemoteStatus.UNRECOGNIZED);
        assertThat(QimenPapers.inboundStatus("FULFILLED")).isEqualTo(RemoteStatus.PUT_AWAY);
        try (QimenBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 1);
            bench.fake.say("R-1", "OTHER");
            assertThat(found(bench, "R-1").status()).isEqualTo(RemoteStatus.UNRECOGNIZED);
            assertThat(found(bench, "R-1").rawStatus()).isEqualTo("OTHER");
        }
    }

    // --- cancelling ---

    @Test
    void aPickedOrderIsOnlyAskedForUntilItsParcelIsFound() {
        try (QimenBench bench = bench(fake -> fake.shipAfter(Duration.ofHours(5)))) {
            create(bench, "R-1", 1);
            bench.pass(Duration.ofMinutes(40));

            assertThat(cancel(bench, "R-1").asDone()).contains(RemoteStatus.CANCELLING);
            assertThat(found(bench, "R-1").rawStatus()).isEqualTo("PICK");
            bench.pass(Duration.ofMinutes(20));
            assertThat(found(bench, "R-1").status()).isEqualTo(RemoteStatus.CANCELLED);
            assertThat(refusal(cancel(bench, "R-1")).code()).isEqualTo(RefusalCode.ALREADY_DONE);
        }
    }

    @Test
    void anInterceptionThatFallsBackIsACancelThatCameTooLate() {
        try (QimenBench bench =
                bench(fake -> fake.shipAfter(Duration.ofHours(5)).interceptionFails(true))) {
            create(bench, "R-1", 1);
            bench.fake.pick("R-1");
            assertThat(cancel(bench, "R-1").asDone()).contains(RemoteStatus.CANCELLING);
            bench.pass(Duration.ofMinutes(20));

            assertThat(found(bench, "R-1").rawStatus()).isEqualTo("PICK");
            Refusal late = refusal(cancel(bench, "R-1", QimenBench.START));
            assertThat(late.code()).isEqualTo(RefusalCode.TOO_LATE);
            assertThat(late.text()).contains("CANCELEDFAIL");
            assertThat(bench.fake.faults().calls("order.cancel")).isEqualTo(1);
        }
    }

    @Test
    void aWishThatTheWarehouseHasNotHeardIsPutToItWhateverBecameOfAnEarlierOne() {
        try (QimenBench bench =
                bench(fake -> fake.shipAfter(Duration.ofHours(5)).interceptionFails(true))) {
            create(bench, "R-1", 1);
            bench.fake.pick("R-1");
            cancel(bench, "R-1");
            bench.pass(Duration.ofMinutes(20));
            bench.fake.interceptionsFail(false);
            bench.pass(Duration.ofMinutes(10));

            assertThat(cancel(bench, "R-1").asDone()).contains(RemoteStatus.CANCELLING);
            Instant second = QimenBench.START.plus(Duration.ofMinutes(30)).plusMillis(400);
            assertThat(cancel(bench, "R-1", second).asDone())
                    .as("the failure of before does not answer it")
                    .contains(RemoteStatus.CANCELLING);
            bench.pass(Duration.ofMinutes(20));
            assertThat(found(bench, "R-1").status()).isEqualTo(RemoteStatus.CANCELLED);
        }
    }

    @Test
    void aFailureOfTheSecondOfTheWishAndOneWithoutATimeCount() {
        try (QimenBench bench = bench(fake -> fake.shipAfter(Duration.ofHours(5))
                .interceptAfter(Duration.ZERO)
                .interceptionFails(true))) {
            create(bench, "R-1", 1);
            bench.fake.pick("R-1");
            cancel(bench, "R-1");

            assertThat(refusal(cancel(bench, "R-1", QimenBench.START.plusMillis(900)))
                            .code())
                    .isEqualTo(RefusalCode.TOO_LATE);
            bench.fake
                    .faults()
                    .answer(
                            "orderprocess.query",
                            2,
                            FakeReply.of(
                                    200,
                                    "text/xml",
                                    "<response><flag>success</flag><orderProcess><processes><process>"
                                            + "<processStatus>CANCELEDFAIL</processStatus></process></processes>"
                                            + "</orderProcess></response>"));
            bench.pass(Duration.ofMinutes(10));
            assertThat(refusal(cancel(bench, "R-1", QimenBench.START.plus(Duration.ofMinutes(5))))
                            .code())
                    .isEqualTo(RefusalCode.TOO_LATE);
        }
    }

    @Test
    void aCancelRefusedWhileTheOrderIsInWorkMayBeAskedAgain() {
        try (QimenBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 1);
            bench.fake
                    .faults()
                    .answer(
                            "order.cancel",
                            1,
                            FakeReply.of(
                                    200,
                                    "text/xml",
                                    "<response><flag>failure</flag><code>B1</code><message>busy</message></response>"));

            Refusal busy = refusal(cancel(bench, "R-1"));
            assertThat(busy.isTemporary()).isTrue();
            assertThat(busy.text()).contains("B1 busy");
            assertThat(refusal(cancel(bench, "R-9")).code()).isEqualTo(RefusalCode.NOT_FOUND);
        }
    }

    // --- inbound ---

    @Test
    void goodsAreAnnouncedAndComeInByType() {
        try (QimenBench bench = bench(fake -> fake)) {
            var asn = new InboundRequest("ASN-7", List.of(new OutboundRequest.Line("P-9", 12)));
            RemoteOrder made = connector
                    .createInbounds(new CreateInbounds(bench.session(), List.of(asn)))
                    .get(0)
                    .asDone()
                    .orElseThrow();
            bench.fake.receive("ASN-7", Map.of("P-9", 10L), "ZP");
            bench.fake.receive("ASN-7", Map.of("P-9", 1L), "CC");

            RemoteOrder found = connector
                    .findInbounds(new FindOrders(bench.session(), List.of("ASN-7")))
                    .get(0)
                    .asDone()
                    .orElseThrow()
                    .orElseThrow();
            assertThat(found.status()).isEqualTo(RemoteStatus.PUT_AWAY);
            assertThat(found.thirdPartyNo()).isEqualTo(made.thirdPartyNo());
            assertThat(found.lines()).containsExactly(new RemoteOrder.Line("P-9", 12, 11));
            assertThat(found.receipts())
                    .containsExactlyInAnyOrder(
                            new RemoteOrder.Receipt("P-9", StockQuality.QUALIFIED, 10, null),
                            new RemoteOrder.Receipt("P-9", StockQuality.DEFECTIVE, 1, null));
            read(connector, bench);
            assertThat(batches)
                    .filteredOn(batch -> batch.proxySku().equals("P-9"))
                    .extracting(RemoteBatch::inboundNo)
                    .containsOnly(made.thirdPartyNo());
        }
    }

    // --- inventory ---

    @Test
    void typesAreSortedAndWhatIsOnItsWayIsLeftOut() {
        try (QimenBench bench = bench(fake -> fake.stock(GOOD.madeOn("2026-01-01"), 5)
                .stock(GOOD.ofType("CC"), 1)
                .stock(GOOD.ofType("JS"), 2)
                .stock(GOOD.ofType("XS"), 3)
                .stock(GOOD.ofType("ZT"), 100)
                .stock(QimenStock.good("WH9", "P-1", "E1"), 900))) {
            create(bench, "R-1", 4);

            assertThat(read(connector, bench).asDone().orElseThrow().complete()).isTrue();

            assertThat(batches)
                    .extracting(
                            RemoteBatch::proxySku,
                            RemoteBatch::quality,
                            RemoteBatch::inboundNo,
                            RemoteBatch::available,
                            RemoteBatch::locked)
                    .containsExactlyInAnyOrder(
                            tuple("P-1", StockQuality.QUALIFIED, "E1", 51L, 4L),
                            tuple("P-1", StockQuality.DEFECTIVE, "E1", 6L, 0L));
        }
    }

    @Test
    void theSameStockIsReadHoweverQuantityAndCountAreMeant() {
        for (boolean includes : new boolean[] {false, true}) {
            try (QimenBench bench =
                    bench(fake -> fake.quantityIncludesLocked(includes).countsAsTotalLines(includes))) {
                create(bench, "R-1", 4);
                QimenConnector declared = includes
                        ? QimenBench.connector().quantityIncludesLocked().build()
                        : connector;

                read(declared, bench);

                assertThat(batches).singleElement().satisfies(batch -> {
                    assertThat(batch.available()).isEqualTo(46);
                    assertThat(batch.locked()).isEqualTo(4);
                    assertThat(batch.statedTotal()).isEqualTo(includes ? 50L : null);
                });
                assertThat(declared.capabilities().inventory().orElseThrow().figures())
                        .isEqualTo(includes ? Figures.TOTAL_AND_LOCKED : Figures.AVAILABLE_AND_LOCKED);
            }
        }
    }

    @Test
    void stockOfOtherItemsThanAskedForIsNoAnswer() {
        for (boolean ignores : new boolean[] {false, true}) {
            try (QimenBench bench =
                    bench(fake -> fake.ignoresItemCode(ignores).stock(QimenStock.good("WH1", "P-2", "E1"), 1))) {
                Outcome<InventoryExtent> outcome =
                        connector.fetchInventory(new FetchInventory(bench.session(), List.of("P-2"), batches::add));

                assertThat(outcome.asDone().isPresent()).isEqualTo(!ignores);
            }
        }
        assertThat(batches).extracting(RemoteBatch::proxySku).containsExactly("P-2");
    }

    @Test
    void aRowThatShowsTwiceStartsTheReadingAgain() {
        try (QimenBench bench = bench(fake -> {
            IntStream.range(0, 150).forEach(i -> fake.stock(QimenStock.good("WH1", "S-" + i, "E1"), 1));
            return fake.omitsZeroRows(true);
        })) {
            bench.fake.faults().after("stock.query", 1, () -> {
                bench.fake.moveStock(QimenStock.good("WH1", "S-0", "E1"), -1);
                bench.fake.moveStock(QimenStock.good("WH1", "S-NEW", "E1"), 1);
            });

            InventoryExtent extent = read(connector, bench).asDone().orElseThrow();

            assertThat(extent.complete()).isTrue();
            assertThat(extent.rows()).isEqualTo(151);
        }
    }

    @Test
    void aCountThatKeepsChangingIsNoInventory() {
        try (QimenBench bench = bench(fake -> {
            IntStream.range(0, 150).forEach(i -> fake.stock(QimenStock.good("WH1", "S-" + i, "E1"), 1));
            return fake;
        })) {
            IntStream.rangeClosed(1, 6)
                    .forEach(call -> bench.fake
                            .faults()
                            .after(
                                    "stock.query",
                                    call,
                                    () -> bench.fake.moveStock(QimenStock.good("WH1", "N-" + call, "E1"), 1)));

            InventoryExtent extent = read(connector, bench).asDone().orElseThrow();

            assertThat(extent.complete()).isFalse();
            assertThat(extent.incompleteBecause()).contains("the count changed from");
            assertThat(batches).isEmpty();
        }
    }

    @Test
    void aFailureUnderHttpTwoHundredIsNoEmptyWarehouse() {
        for (String body : List.of(
                "<response><flag>failure</flag><code>S1</code><message>system error</message></response>",
                "<response><flag>success</flag><items></items></response>",
                "<error_response><code>15</code><msg>Remote service error</msg></error_response>",
                "<response><flag>success</flag><totalCount>1</totalCount><items><item><itemCode>P-1</itemCode>"
                        + "<warehouseCode>WH9</warehouseCode><quantity>1</quantity></item></items></response>")) {
            try (QimenBench bench = bench(fake -> fake)) {
                bench.fake.faults().answer("stock.query", 1, FakeReply.of(200, "text/xml", body));

                assertThat(read(connector, bench)).as(body).isInstanceOf(Outcome.Refused.class);
                assertThat(batches).isEmpty();
            }
        }
    }

    // --- settings ---

    @Test
    void settingsAreCheckedTogether() {
        assertThatThrownBy(() -> QimenConnector.builder().build()).hasMessageContaining("sender is missing");
        assertThatThrownBy(() -> QimenBench.connector().path("service").build()).hasMessageContaining("slash");
        assertThat(QimenBench.SENDER.toString()).doesNotContain("555", "Nanjing");
    }
}
