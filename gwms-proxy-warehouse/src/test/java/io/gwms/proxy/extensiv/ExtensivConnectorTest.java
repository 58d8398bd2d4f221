package io.gwms.proxy.extensiv;

import static io.gwms.proxy.extensiv.ExtensivBench.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.credential.Credential;
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
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.extensiv.ExtensivStock;
import io.gwms.testkit.extensiv.FakeExtensiv;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtensivConnectorTest {
    private static final ExtensivStock GOOD = ExtensivStock.good(2, "P-1", 501, RECEIVED);

    private final ExtensivConnector connector =
            ExtensivConnector.builder(ExtensivBench.ZONE).build();
    private final List<RemoteBatch> batches = new ArrayList<>();

    private static ExtensivBench bench(UnaryOperator<FakeExtensiv.Builder> settings) {
        return new ExtensivBench(fake -> settings.apply(fake.stock(GOOD, 50)));
    }

    private Outcome<RemoteOrder> create(ExtensivBench bench, String reference, long quantity) {
        return connector
                .createOutbounds(
                        new CreateOutbounds(bench.session(), List.of(ExtensivBench.order(reference, "P-1", quantity))))
                .get(0);
    }

    private Outcome<Optional<RemoteOrder>> find(ExtensivBench bench, String reference) {
        return connector
                .findOutbounds(new FindOrders(bench.session(), List.of(reference)))
                .get(0);
    }

    private Outcome<RemoteStatus> cancel(ExtensivBench bench, String reference) {
        return connector
                .cancelOutbounds(new CancelOrders(
                        bench.session(), List.of(new CancelOrders.Target(reference, "")), "not wanted"))
                .get(0);
    }

    private Outcome<InventoryExtent> read(ExtensivBench bench) {
        batches.clear();
        return connector.fetchInventory(new FetchInventory(bench.session(), batches::add));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    // --- tokens ---

    @Test
    void aTokenIsAskedForOnceForAllCallsOfARequest() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            IntStream.range(0, 700)
                    .forEach(i -> bench.fake.moveStock(ExtensivStock.good(2, "S-" + i, 501, RECEIVED), 1));

            Outcome<InventoryExtent> read = connector.fetchInventory(
                    new FetchInventory(bench.session(ExtensivBench.credential(), "2"), batches::add));

            assertThat(read.asDone().orElseThrow().complete()).isTrue();
            assertThat(batches).hasSize(701);
            assertThat(bench.fake.faults().calls("stock")).isEqualTo(2);
            assertThat(bench.fake.faults().calls("token")).isEqualTo(1);
        }
    }

    @Test
    void aReadingThatOutlivesItsTokenAsksForAnother() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            IntStream.range(0, 700)
                    .forEach(i -> bench.fake.moveStock(ExtensivStock.good(2, "S-" + i, 501, RECEIVED), 1));
            bench.fake.faults().after("stock", 1, () -> bench.clock.advance(Duration.ofMinutes(31)));

            Outcome<InventoryExtent> read = connector.fetchInventory(
                    new FetchInventory(bench.session(ExtensivBench.credential(), "2"), batches::add));

            assertThat(read.asDone().map(InventoryExtent::complete)).contains(true);
            assertThat(bench.fake.faults().calls("token")).isEqualTo(2);
        }
    }

    @Test
    void theTokenOfTheCredentialIsUsedWhileItLives() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            Credential with = ExtensivBench.withToken();
            Credential ended = new Credential(
                    with.owner(), 1, with.secrets(), with.settings(), ExtensivBench.START.minusSeconds(1));

            find(bench, "R-1");
            assertThat(bench.fake.faults().calls("token")).isZero();
            assertThat(connector
                            .findOutbounds(new FindOrders(bench.session(ended, "2"), List.of("R-1")))
                            .get(0)
                            .asDone())
                    .isPresent();
            assertThat(bench.fake.faults().calls("token")).isEqualTo(1);
        }
    }

    @Test
    void aWrongClientIsNotAuthorizedAndAFailingTokenSendsNothing() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            Credential plain = ExtensivBench.credential();
            Map<String, Secret> secrets = new HashMap<>(plain.secrets());
            secrets.put(ExtensivConnector.CLIENT_SECRET, Secret.of("wrong-secret-of-the-client"));
            var wrong = bench.session(Credential.of(plain.owner(), secrets, plain.settings()), "2");
            var order = List.of(ExtensivBench.order("R-1", "P-1", 1));

            Refusal stranger = refusal(
                    connector.createOutbounds(new CreateOutbounds(wrong, order)).get(0));
            assertThat(stranger.code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
            assertThat(stranger.text()).doesNotContain("wrong-secret");
            bench.fake.faults().at("token", 2, CallFaults.Kind.BAD_GATEWAY);
            var asking = bench.session(plain, "2");
            assertThat(refusal(connector
                                    .createOutbounds(new CreateOutbounds(asking, order))
                                    .get(0))
                            .isTemporary())
                    .isTrue();
            assertThat(bench.fake.faults().calls("order.create")).isZero();
        }
    }

    // --- orders ---

    @Test
    void aRepeatedReferenceIsADuplicateWhereItIsRefusedAndForAPersonWhereItIsNot() {
        try (ExtensivBench bench = bench(fake -> fake.refusesRepeatedReference(true))) {
            create(bench, "R-1", 1);
            assertThat(refusal(create(bench, "R-1", 1)).code()).isEqualTo(RefusalCode.DUPLICATE_REFERENCE);
        }
        try (ExtensivBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 1);
            create(bench, "R-1", 1);
            assertThat(refusal(find(bench, "R-1")).code()).isEqualTo(new RefusalCode("SEVERAL_ORDERS"));
        }
    }

    @Test
    void aFilterThatIsIgnoredIsNoAnswer() {
        try (ExtensivBench bench = bench(fake -> fake.ignoresRql(true))) {
            create(bench, "R-1", 1);

            Refusal refusal = refusal(find(bench, "R-2"));

            assertThat(refusal.isTemporary()).isTrue();
            assertThat(refusal.text()).contains("orders of other references came, such as [R-1]");
        }
    }

    @Test
    void aReferenceThatMeansSomethingInAFilterIsNotSent() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            for (String reference : List.of("R*", "R;1", "R 1", "R,1", "R==1")) {
                assertThat(refusal(create(bench, reference, 1)).text()).contains("cannot be looked up");
                assertThat(refusal(find(bench, reference)).text()).contains("cannot be looked up");
            }
            assertThat(bench.fake.faults().calls("order.create")).isZero();
        }
    }

    @Test
    void aQualifierGoesOutAndComesBackWithItsSku() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            RemoteOrder made = connector
                    .createOutbounds(
                            new CreateOutbounds(bench.session(), List.of(ExtensivBench.order("R-1", "P-1|RED", 2))))
                    .get(0)
                    .asDone()
                    .orElseThrow();

            assertThat(made.lines()).containsExactly(new RemoteOrder.Line("P-1|RED", 2, 0));
            assertThat(find(bench, "R-1").asDone().orElseThrow().orElseThrow().lines())
                    .isEqualTo(made.lines());
        }
    }

    @Test
    void anOrderThatWaitsForGoodsStaysOpen() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 51);
            bench.pass(Duration.ofDays(1));

            RemoteOrder order = find(bench, "R-1").asDone().orElseThrow().orElseThrow();
            assertThat(order.status()).isEqualTo(RemoteStatus.IN_WORK);
            assertThat(order.rawStatus()).isEqualTo("Open");
        }
    }

    @Test
    void aShippedOrderTellsWhatWasPackedAndWhenInTheFacilitysTime() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 3);
            create(bench, "R-2", 5);
            bench.fake.shipShort("R-2", Map.of("P-1", 4L));
            bench.pass(Duration.ofHours(2));

            RemoteOrder order = find(bench, "R-1").asDone().orElseThrow().orElseThrow();
            assertThat(order.status()).isEqualTo(RemoteStatus.SHIPPED);
            assertThat(order.endedAt()).isEqualTo(ExtensivBench.START.plus(Duration.ofHours(1)));
            assertThat(order.trackingNumber()).startsWith("1Z");
            assertThat(order.carrier()).isEqualTo("UPS");
            assertThat(order.lines()).containsExactly(new RemoteOrder.Line("P-1", 3, 3));
            assertThat(find(bench, "R-2").asDone().orElseThrow().orElseThrow().lines())
                    .containsExactly(new RemoteOrder.Line("P-1", 5, 4));
        }
    }

    // --- cancelling ---

    @Test
    void aCancelThatCrossesAChangeIsRefusedAndMayBeAskedAgain() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 1);
            bench.fake.faults().after("order.get", 1, () -> bench.fake.change("R-1"));

            Refusal crossed = refusal(cancel(bench, "R-1"));
            assertThat(crossed.isTemporary()).isTrue();
            assertThat(crossed.text()).contains("412");
            assertThat(bench.fake.isCanceled("R-1")).isFalse();
            assertThat(cancel(bench, "R-1").asDone()).contains(RemoteStatus.CANCELLED);
            assertThat(bench.fake.isCanceled("R-1")).isTrue();
            assertThat(refusal(cancel(bench, "R-1")).code()).isEqualTo(RefusalCode.ALREADY_DONE);
        }
    }

    @Test
    void aCancelThatCrossesAShipmentCameTooLate() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            create(bench, "R-1", 1);
            bench.fake.faults().after("order.get", 1, () -> bench.fake.ship("R-1"));

            assertThat(refusal(cancel(bench, "R-1")).code()).isEqualTo(RefusalCode.TOO_LATE);
            assertThat(bench.fake.faults().calls("order.cancel")).isEqualTo(1);
        }
    }

    // --- inbound ---

    @Test
    void goodsAreAnnouncedAndComeInDatedAsTheInventoryDatesThem() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            var asn = new InboundRequest(
                    "ASN-7", List.of(new OutboundRequest.Line("P-9", 12)), Instant.parse("2026-03-20T06:00:00Z"));
            RemoteOrder made = connector
                    .createInbounds(new CreateInbounds(bench.session(), List.of(asn)))
                    .get(0)
                    .asDone()
                    .orElseThrow();
            bench.pass(Duration.ofHours(30));
            bench.fake.receive("ASN-7", Map.of("P-9", 13L));

            RemoteOrder found = connector
                    .findInbounds(new FindOrders(bench.session(), List.of("ASN-7")))
                    .get(0)
                    .asDone()
                    .orElseThrow()
                    .orElseThrow();
            assertThat(found.status()).isEqualTo(RemoteStatus.PUT_AWAY);
            assertThat(found.lines()).containsExactly(new RemoteOrder.Line("P-9", 12, 13));
            read(bench);
            RemoteBatch batch = batches.stream()
                    .filter(each -> each.proxySku().equals("P-9"))
                    .findFirst()
                    .orElseThrow();
            assertThat(batch.inboundNo()).isEqualTo(made.thirdPartyNo());
            assertThat(found.receipts())
                    .containsExactly(new RemoteOrder.Receipt("P-9", StockQuality.QUALIFIED, 13, batch.inboundAt()));
            var cancel = new CancelOrders(bench.session(), List.of(new CancelOrders.Target("ASN-7", "")), "");
            assertThat(refusal(connector.cancelInbounds(cancel).get(0)).code()).isEqualTo(RefusalCode.TOO_LATE);
        }
    }

    // --- inventory ---

    @Test
    void receiveItemsOfOneBatchAreAddedUpAndHeldOnesAreLocked() {
        try (ExtensivBench bench = bench(fake -> fake.stock(GOOD.ofLot("L2"), 20)
                .stock(ExtensivStock.good(2, "P-1", 502, RECEIVED.plusSeconds(1)), 7)
                .stock(GOOD.held(), 5)
                .stock(GOOD.inQuarantine(), 3))) {
            create(bench, "R-1", 4);

            assertThat(read(bench).asDone().orElseThrow().complete()).isTrue();

            assertThat(batches)
                    .extracting(
                            RemoteBatch::quality,
                            RemoteBatch::inboundNo,
                            RemoteBatch::inboundAt,
                            RemoteBatch::available,
                            RemoteBatch::locked,
                            RemoteBatch::statedTotal)
                    .containsExactlyInAnyOrder(
                            tuple(StockQuality.QUALIFIED, "501", RECEIVED, 66L, 9L, 75L),
                            tuple(StockQuality.QUALIFIED, "502", RECEIVED.plusSeconds(1), 7L, 0L, 7L),
                            tuple(StockQuality.DEFECTIVE, "501", RECEIVED, 0L, 3L, 3L));
            batches.clear();
            ExtensivConnector.builder(ExtensivBench.ZONE)
                    .heldIsDefective()
                    .build()
                    .fetchInventory(new FetchInventory(bench.session(), batches::add));
            assertThat(batches)
                    .filteredOn(batch -> batch.quality() == StockQuality.DEFECTIVE)
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.statedTotal()).isEqualTo(8));
        }
    }

    private Outcome<InventoryExtent> read(ExtensivBench bench, String... skus) {
        batches.clear();
        return connector.fetchInventory(new FetchInventory(bench.session(), List.of(skus), batches::add));
    }

    @Test
    void someSkusAreAskedForWhateverTheirLettersMeanInAFilter() {
        String odd = "A,B (1)=50%;*!";
        try (ExtensivBench bench = bench(fake -> fake.stock(ExtensivStock.good(2, odd, 501, RECEIVED), 3)
                .stock(ExtensivStock.good(2, "p-1", 501, RECEIVED), 9)
                .stock(ExtensivStock.good(2, "P-2", 501, RECEIVED), 1))) {
            assertThat(read(bench, odd, "P-1").asDone().orElseThrow().complete())
                    .isTrue();
            assertThat(batches)
                    .as("a filter does not tell P-1 from p-1")
                    .extracting(RemoteBatch::proxySku)
                    .containsExactlyInAnyOrder(odd, "P-1");

            assertThat(read(bench, "P-1|BLUE").asDone().orElseThrow().complete())
                    .isTrue();
            assertThat(batches).as("nothing of that variant").isEmpty();
        }
    }

    @Test
    void stockOfOtherSkusThanAskedForIsNoAnswer() {
        try (ExtensivBench bench =
                bench(fake -> fake.ignoresRql(true).stock(ExtensivStock.good(2, "P-2", 501, RECEIVED), 1))) {
            assertThat(read(bench, "P-1").asDone()).isEmpty();
        }
    }

    @Test
    void datesAreReadInTheZoneThatWasDeclared() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            ExtensivConnector wrong = ExtensivConnector.builder(ZoneOffset.UTC).build();
            wrong.fetchInventory(new FetchInventory(bench.session(), batches::add));

            assertThat(batches)
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.inboundAt()).isEqualTo(RECEIVED.minus(Duration.ofHours(8))));
            assertThat(connector.capabilities().inventory().orElseThrow().zone())
                    .isEqualTo(ExtensivBench.ZONE);
        }
    }

    @Test
    void aPieceAndAHalfMakesTheReadingPartial() {
        try (ExtensivBench bench = bench(fake -> fake.stock(GOOD.ofLot("L2"), 20))) {
            String row = "{\"receiveItemId\":%d,\"itemIdentifier\":{\"sku\":\"P-1\"},\"available\":%s,\"onHand\":%s,"
                    + "\"isOnHold\":false,\"quarantined\":false,\"receiverId\":501,\"receivedDate\":\"2026-02-01T00:00:00\"}";
            bench.fake
                    .faults()
                    .answer(
                            "stock",
                            1,
                            FakeReply.json(
                                    200,
                                    "{\"totalResults\":2,\"_embedded\":{\"item\":["
                                            + row.formatted(1, "2.0", "3.0") + "," + row.formatted(2, "1.5", "2.0")
                                            + "]}}"));

            InventoryExtent extent = read(bench).asDone().orElseThrow();

            assertThat(extent.complete()).isFalse();
            assertThat(extent.incompleteBecause())
                    .contains("1 receive items are no whole numbers")
                    .contains("[2]");
            assertThat(batches)
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.statedTotal()).isEqualTo(3));
        }
    }

    @Test
    void aTotalThatChangesBetweenPagesStartsTheReadingAgain() {
        try (ExtensivBench bench = bench(fake -> {
            IntStream.range(0, 600).forEach(i -> fake.stock(ExtensivStock.good(2, "S-" + i, 501, RECEIVED), 1));
            return fake;
        })) {
            bench.fake
                    .faults()
                    .after("stock", 1, () -> bench.fake.moveStock(ExtensivStock.good(2, "S-0", 501, RECEIVED), -1));

            InventoryExtent extent = read(bench).asDone().orElseThrow();

            assertThat(extent.complete()).isTrue();
            assertThat(extent.rows()).isEqualTo(600);
            assertThat(bench.fake.faults().calls("stock")).isEqualTo(4);
        }
    }

    @Test
    void anErrorUnderHttpTwoHundredIsNoEmptyWarehouse() {
        for (String body : List.of(
                "{\"ErrorCode\":\"Unknown\"}",
                "{\"totalResults\":3}",
                "{\"totalResults\":1,\"_embedded\":{\"item\":[{\"receiveItemId\":1,\"onHand\":1,\"available\":1}]}}")) {
            try (ExtensivBench bench = bench(fake -> fake)) {
                bench.fake.faults().answer("stock", 1, FakeReply.json(200, body));

                assertThat(read(bench)).as(body).isInstanceOf(Outcome.Refused.class);
                assertThat(batches).isEmpty();
            }
        }
    }

    @Test
    void settingsThatDoNotFitAreRefusedWithoutACall() {
        try (ExtensivBench bench = bench(fake -> fake)) {
            var nowhere = bench.session(ExtensivBench.withToken(), "Dallas");
            assertThat(refusal(connector
                                    .findOutbounds(new FindOrders(nowhere, List.of("R-1")))
                                    .get(0))
                            .text())
                    .contains("Dallas")
                    .contains("number of an Extensiv facility");
            assertThat(bench.fake.faults().calls("order.list")).isZero();
            assertThat(ExtensivBench.withToken().toString()).doesNotContain("secret-of-the-client", "a-token");
        }
    }
}
