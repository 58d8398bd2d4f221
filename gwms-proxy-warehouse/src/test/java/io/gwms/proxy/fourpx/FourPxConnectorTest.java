package io.gwms.proxy.fourpx;

import static io.gwms.proxy.fourpx.FourPxBench.PUT_AWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.outbound.LabelPdf;
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
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Secret;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxFault;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FourPxConnectorTest {
    private static final String CREATE = "fu.wms.outbound.create";
    private static final String GET = "fu.wms.inventory.get";
    private static final String DETAIL = "fu.wms.inventory.getdetail";

    private final FourPxConnector connector = FourPxConnector.withInbounds(FourPxBench.TERMS);

    private static FourPxBench bench(UnaryOperator<FakeFourPx.Builder> settings) {
        return new FourPxBench(
                fake -> settings.apply(fake.stock(FourPxStock.good("USLAXA", "P-1", "B1", 50, "IC1", PUT_AWAY))));
    }

    private Outcome<RemoteOrder> create(FourPxBench bench, OutboundRequest order) {
        return connector
                .createOutbounds(new CreateOutbounds(bench.session(), List.of(order)))
                .get(0);
    }

    private Optional<RemoteOrder> find(FourPxBench bench, String reference) {
        return connector
                .findOutbounds(new FindOrders(bench.session(), List.of(reference)))
                .get(0)
                .asDone()
                .orElseThrow();
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    private InventoryExtent read(FourPxBench bench, List<RemoteBatch> batches) {
        return connector
                .fetchInventory(new FetchInventory(bench.session(), batches::add))
                .asDone()
                .orElseThrow();
    }

    // --- the gate ---

    @Test
    void signsNamesAscendingThenBodyThenSecret() {
        var parameters = new TreeMap<>(Map.of("v", "1.0", "app_key", "k", "method", "m"));

        String sign = FourPxSignature.of(parameters, "{}".getBytes(StandardCharsets.UTF_8), Secret.of("s"));

        assertThat(sign).isEqualTo(md5("app_keykmethodmv1.0{}s"));
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWrongSecretIsNotAuthorized() {
        try (FourPxBench bench = bench(fake -> fake)) {
            Outcome<RemoteOrder> outcome = connector
                    .createOutbounds(new CreateOutbounds(
                            bench.session("another-secret"), List.of(FourPxBench.order("R-1", "P-1", 1))))
                    .get(0);

            assertThat(refusal(outcome).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
            assertThat(refusal(outcome).text()).contains("000012");
        }
    }

    @Test
    void anOrderWithLabelsIsRefusedInsteadOfShippedWithoutThem() {
        try (FourPxBench bench = bench(fake -> fake)) {
            OutboundRequest plain = FourPxBench.order("R-1", "P-1", 1);
            LabelPdf label = new LabelPdf("label.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));

            Refusal refusal = refusal(create(
                    bench,
                    new OutboundRequest(
                            plain.reference(), plain.channel(), plain.recipient(), plain.lines(), List.of(label))));

            assertThat(refusal.code()).isEqualTo(RefusalCode.UNSUPPORTED);
            assertThat(find(bench, "R-1")).isEmpty();
        }
    }

    @Test
    void tooManyRequestsWaitsAMinute() {
        try (FourPxBench bench = bench(fake -> fake.faults(FourPxFault.throttle(CREATE, 1)))) {
            Refusal refusal = refusal(create(bench, FourPxBench.order("R-1", "P-1", 1)));

            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
        }
    }

    @Test
    void aLimitIsWaitedOutForAsLongAsItSays() {
        try (FourPxBench bench = bench(fake -> fake)) {
            Map.of(
                            "90",
                            Duration.ofSeconds(90),
                            "Tue, 10 Mar 2026 12:00:30 GMT",
                            Duration.ofSeconds(30),
                            "soon",
                            Duration.ofMinutes(1))
                    .forEach((said, wait) -> {
                        ProxySession session = bench.session()
                                .through(call -> Outcome.done(
                                        HttpReply.of(429, Map.of("retry-after", List.of(said)), new byte[0])));

                        Refusal refusal = refusal(connector
                                .findOutbounds(new FindOrders(session, List.of("R-1")))
                                .get(0));

                        assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
                        assertThat(refusal.retryAfter()).as(said).contains(wait);
                    });
        }
    }

    @Test
    void aPlatformTimeoutLeavesACreateUnknown() {
        try (FourPxBench bench =
                bench(fake -> fake.faults(FourPxFault.platformErrorAfterEffect(CREATE, 1, "000020")))) {
            assertThat(create(bench, FourPxBench.order("R-1", "P-1", 1))).isInstanceOf(Outcome.Unknown.class);
            assertThat(find(bench, "R-1")).isPresent();
        }
    }

    @Test
    void aCodeNobodyListedLeavesAWriteUnknownAndRefusesARead() {
        String list = "fu.wms.outbound.getlist";
        try (FourPxBench bench = bench(fake -> fake.faults(
                FourPxFault.platformErrorAfterEffect(CREATE, 1, "WMS_BUSY_RETRY"),
                FourPxFault.platformError(list, 1, "WMS_BUSY_RETRY")))) {
            assertThat(create(bench, FourPxBench.order("R-1", "P-1", 1))).isInstanceOf(Outcome.Unknown.class);
            assertThat(refusal(connector
                                    .findOutbounds(new FindOrders(bench.session(), List.of("R-1")))
                                    .get(0))
                            .code())
                    .isEqualTo(RefusalCode.INVALID_REQUEST);
        }
    }

    @Test
    void aPartialSuccessOfACreateIsUnknown() {
        try (FourPxBench bench = bench(fake -> fake.faults(FourPxFault.of(FourPxFault.Kind.PARTIAL, CREATE, 1)))) {
            assertThat(create(bench, FourPxBench.order("R-1", "P-1", 1))).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void errorsAreReadAsAListAndAsOneObject() {
        for (boolean bare : new boolean[] {false, true}) {
            try (FourPxBench bench = bench(fake -> fake.bareErrors(bare))) {
                Refusal refusal = refusal(create(bench, FourPxBench.order("R-1", "P-1", 51)));

                assertThat(refusal.code()).isEqualTo(RefusalCode.OUT_OF_STOCK);
            }
        }
    }

    // --- orders ---

    @Test
    void anOrderOfDaysAgoIsFoundWhenAWindowlessListMeansToday() {
        try (FourPxBench bench = bench(fake -> fake.windowDefaultsToToday(true).shipAfter(Duration.ofDays(60)))) {
            create(bench, FourPxBench.order("R-1", "P-1", 1));

            bench.pass(Duration.ofDays(2));
            assertThat(find(bench, "R-1")).isPresent();
            bench.pass(Duration.ofDays(50));
            assertThat(find(bench, "R-1")).isPresent();
        }
    }

    @Test
    void severalLivingOrdersOfOneReferenceAreToldNotChosen() {
        try (FourPxBench bench = bench(fake -> fake)) {
            create(bench, FourPxBench.order("R-1", "P-1", 1));
            create(bench, FourPxBench.order("R-1", "P-1", 1));

            Refusal refusal = refusal(connector
                    .findOutbounds(new FindOrders(bench.session(), List.of("R-1")))
                    .get(0));

            assertThat(refusal.code()).isEqualTo(FourPxConnector.SEVERAL_ORDERS);
        }
    }

    @Test
    void aRepeatedReferenceIsADuplicateWhereItIsRefused() {
        try (FourPxBench bench = bench(fake -> fake.refusesRepeatedRefNo(true))) {
            create(bench, FourPxBench.order("R-1", "P-1", 1));

            assertThat(refusal(create(bench, FourPxBench.order("R-1", "P-1", 1)))
                            .code())
                    .isEqualTo(RefusalCode.DUPLICATE_REFERENCE);
        }
    }

    @Test
    void shippedOrdersTellTrackingLinesAndTime() {
        try (FourPxBench bench = bench(fake -> fake.shipAfter(Duration.ofHours(1)))) {
            create(bench, FourPxBench.order("R-1", "P-1", 3));
            bench.pass(Duration.ofHours(2));

            RemoteOrder order = find(bench, "R-1").orElseThrow();

            assertThat(order.status()).isEqualTo(RemoteStatus.SHIPPED);
            assertThat(order.trackingNumber()).startsWith("SH");
            assertThat(order.endTime()).contains(FourPxBench.START.plus(Duration.ofHours(1)));
            assertThat(order.lines()).containsExactly(new RemoteOrder.Line("P-1", 3, 3));
        }
    }

    @Test
    void aPickedOrderIsCancellingUntilItsParcelIsFound() {
        try (FourPxBench bench = bench(fake -> fake.shipAfter(Duration.ofHours(5)))) {
            create(bench, FourPxBench.order("R-1", "P-1", 3));
            bench.pass(Duration.ofMinutes(40));
            var cancel =
                    new CancelOrders(bench.session(), List.of(new CancelOrders.Target("R-1", "")), "no longer wanted");

            assertThat(connector.cancelOutbounds(cancel).get(0).asDone()).contains(RemoteStatus.CANCELLING);
            assertThat(refusal(connector.cancelOutbounds(cancel).get(0)).code()).isEqualTo(RefusalCode.ALREADY_DONE);
            assertThat(find(bench, "R-1").orElseThrow().status()).isEqualTo(RemoteStatus.IN_WORK);
            bench.pass(Duration.ofMinutes(30));
            assertThat(find(bench, "R-1").orElseThrow().status()).isEqualTo(RemoteStatus.CANCELLED);
        }
    }

    @Test
    void inboundOrdersAreAnnouncedFoundAndPutAway() {
        try (FourPxBench bench = bench(fake -> fake.putAwayAfter(Duration.ofDays(3)))) {
            var asn = new InboundRequest("ASN-1", List.of(new OutboundRequest.Line("P-9", 12)));
            var create = new CreateInbounds(bench.session(), List.of(asn));

            RemoteOrder created =
                    connector.createInbounds(create).get(0).asDone().orElseThrow();
            assertThat(refusal(connector.createInbounds(create).get(0)).code())
                    .isEqualTo(RefusalCode.DUPLICATE_REFERENCE);
            bench.pass(Duration.ofDays(4));
            RemoteOrder found = connector
                    .findInbounds(new FindOrders(bench.session(), List.of("ASN-1")))
                    .get(0)
                    .asDone()
                    .orElseThrow()
                    .orElseThrow();

            assertThat(found.thirdPartyNo()).isEqualTo(created.thirdPartyNo());
            assertThat(found.status()).isEqualTo(RemoteStatus.PUT_AWAY);
            assertThat(found.lines()).containsExactly(new RemoteOrder.Line("P-9", 12, 12));
            var cancel = new CancelOrders(bench.session(), List.of(new CancelOrders.Target("ASN-1", "")), "");
            assertThat(refusal(connector.cancelInbounds(cancel).get(0)).code()).isEqualTo(RefusalCode.TOO_LATE);
        }
    }

    // --- inventory ---

    @Test
    void aBatchIsSplitByItsInboundOrdersAndItsPendingCountsAgainstTheOldest() {
        try (FourPxBench bench = bench(fake -> fake.stock(
                FourPxStock.good("USLAXA", "P-1", "B1", 20, "IC2", PUT_AWAY.plusSeconds(60))
                        .withQuantities(15, 5),
                FourPxStock.good("USLAXA", "P-2", "", 4, "IC1", PUT_AWAY).ofQuality("M")))) {
            List<RemoteBatch> batches = new ArrayList<>();

            assertThat(read(bench, batches).complete()).isTrue();

            assertThat(batches)
                    .extracting(
                            RemoteBatch::proxySku,
                            RemoteBatch::quality,
                            RemoteBatch::inboundNo,
                            RemoteBatch::inboundAt,
                            RemoteBatch::available,
                            RemoteBatch::locked,
                            RemoteBatch::statedTotal)
                    .containsExactlyInAnyOrder(
                            tuple("P-1", StockQuality.QUALIFIED, "IC1", PUT_AWAY, 45L, 5L, 50L),
                            tuple("P-1", StockQuality.QUALIFIED, "IC2", PUT_AWAY.plusSeconds(60), 20L, 0L, 20L),
                            tuple("P-2", StockQuality.DEFECTIVE, "IC1", PUT_AWAY, 4L, 0L, 4L));
        }
    }

    @Test
    void manyPagesAreReadInFullAlsoWhenDetailsNeedSkus() {
        FourPxStock[] rows = IntStream.range(0, 1_203)
                .mapToObj(i -> FourPxStock.good("USLAXA", "S-" + i, "B", 2, "IC" + i % 7, PUT_AWAY))
                .toArray(FourPxStock[]::new);
        try (FourPxBench bench = bench(fake -> fake.stock(rows).detailNeedsSkus(true))) {
            List<RemoteBatch> batches = new ArrayList<>();

            InventoryExtent extent = read(bench, batches);

            assertThat(extent.complete()).as(extent.incompleteBecause()).isTrue();
            assertThat(batches).hasSize(1_204);
            assertThat(batches.stream().mapToLong(RemoteBatch::available).sum()).isEqualTo(1_203 * 2 + 50);
        }
    }

    @Test
    void aSkuThatMovesBetweenTheTwoQueriesIsReadAgain() {
        FourPxStock sold = FourPxStock.good("USLAXA", "P-1", "B1", -3, "IC1", PUT_AWAY);
        try (FourPxBench bench = bench(fake -> fake.faults(FourPxFault.stockMovesAfter(GET, 1, sold)))) {
            List<RemoteBatch> batches = new ArrayList<>();

            assertThat(read(bench, batches).complete()).isTrue();

            assertThat(batches)
                    .singleElement()
                    .extracting(RemoteBatch::available)
                    .isEqualTo(47L);
        }
    }

    @Test
    void aSkuThatNeverAgreesMakesTheReadingIncomplete() {
        FourPxStock sold = FourPxStock.good("USLAXA", "P-1", "B1", -1, "IC1", PUT_AWAY);
        FourPxFault[] restless = IntStream.rangeClosed(1, 5)
                .mapToObj(call -> FourPxFault.stockMovesAfter(GET, call, sold))
                .toArray(FourPxFault[]::new);
        try (FourPxBench bench = bench(fake -> fake.faults(restless))) {
            InventoryExtent extent = read(bench, new ArrayList<>());

            assertThat(extent.complete()).isFalse();
            assertThat(extent.incompleteBecause()).contains("P-1");
        }
    }

    @Test
    void detailsThatComeAgainForEverEndIncomplete() {
        FourPxStock[] aFullPage = IntStream.range(0, 500)
                .mapToObj(i -> FourPxStock.good("USLAXA", "P-1", "B1", 1, "IC" + i, PUT_AWAY))
                .toArray(FourPxStock[]::new);
        try (FourPxBench bench = bench(fake -> fake.stock(aFullPage))) {
            AtomicReference<Outcome<HttpReply>> first = new AtomicReference<>();
            AtomicInteger calls = new AtomicInteger();
            ProxySession real = bench.session();
            ProxySession session = real.through(call -> {
                if (!call.uri().getQuery().contains("method=" + DETAIL)) {
                    return real.transport().send(call);
                }
                assertThat(calls.incrementAndGet()).as("calls for details").isLessThan(20);
                first.compareAndSet(null, real.transport().send(call));
                return first.get();
            });

            Outcome<InventoryExtent> outcome = connector.fetchInventory(new FetchInventory(session, batch -> {}));

            assertThat(outcome.asDone().map(InventoryExtent::complete)).contains(false);
        }
    }

    @Test
    void aListThatCameInPartIsNoInventory() {
        for (String method : List.of(GET, DETAIL)) {
            try (FourPxBench bench = bench(fake -> fake.faults(FourPxFault.of(FourPxFault.Kind.PARTIAL, method, 1)))) {
                Outcome<InventoryExtent> outcome =
                        connector.fetchInventory(new FetchInventory(bench.session(), batch -> {}));

                assertThat(outcome.asDone().filter(InventoryExtent::complete))
                        .as(method)
                        .isEmpty();
            }
        }
    }
}
