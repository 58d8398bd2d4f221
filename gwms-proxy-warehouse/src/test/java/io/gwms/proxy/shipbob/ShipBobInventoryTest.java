package io.gwms.proxy.shipbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.shipbob.FakeShipBob;
import io.gwms.testkit.shipbob.ShipBobStock;
import io.gwms.testkit.transport.FaultyTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What ShipBob holds, read from lists that move under the reader. */
class ShipBobInventoryTest {
    private static final ShipBobStock LOT = ShipBobStock.lot(77, "P-1", "ASN-1");

    private final ShipBobConnector connector = ShipBobConnector.create();
    private final List<RemoteBatch> batches = new ArrayList<>();

    private Outcome<InventoryExtent> read(ProxySession session) {
        batches.clear();
        return connector.fetchInventory(new FetchInventory(session, batches::add));
    }

    private InventoryExtent read(ShipBobBench bench) {
        return read(bench.session()).asDone().orElseThrow();
    }

    private static UnaryOperator<FakeShipBob.Builder> items(int count) {
        return fake -> {
            IntStream.range(0, count).forEach(i -> fake.stock(ShipBobStock.lot(77, "S-" + i, "ASN-1"), 2));
            return fake;
        };
    }

    @Test
    void onHandIsTheTotalAndWhatIsNotFreeIsLocked() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 10)
                .stock(ShipBobStock.lot(77, "P-1", "ASN-2"), 5)
                .stock(ShipBobStock.lot(12, "P-1", "ASN-1"), 900)
                .stock(ShipBobStock.lot(77, "P-2", ""), 7))) {
            ShipBobConnector.create()
                    .createOutbounds(
                            new CreateOutbounds(bench.session(), List.of(ShipBobBench.order("R-1", "P-1", 4))));

            assertThat(read(bench).complete()).isTrue();

            assertThat(batches)
                    .extracting(
                            RemoteBatch::proxySku,
                            RemoteBatch::inboundNo,
                            RemoteBatch::available,
                            RemoteBatch::locked,
                            RemoteBatch::statedTotal)
                    .containsExactlyInAnyOrder(
                            tuple("P-1", "ASN-1", 6L, 4L, 10L),
                            tuple("P-1", "ASN-2", 5L, 0L, 5L),
                            tuple("P-2", "", 7L, 0L, 7L));
        }
    }

    @Test
    void aLotNamedByOurReferenceIsToldByItsReceivingOrder() {
        ShipBobConnector announcing = ShipBobConnector.builder()
                .inbounds(new ShipBobInboundTerms("Package", "EverythingInOneBox", Duration.ofDays(30)))
                .build();
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 10))) {
            var asn = new InboundRequest("ASN-7", List.of(new OutboundRequest.Line("P-1", 3)));
            RemoteOrder made = announcing
                    .createInbounds(new CreateInbounds(bench.session(), List.of(asn)))
                    .get(0)
                    .asDone()
                    .orElseThrow();
            bench.fake.stow("ASN-7", Map.of("P-1", 3L), "Completed");

            read(bench);

            assertThat(batches)
                    .extracting(RemoteBatch::inboundNo)
                    .containsExactlyInAnyOrder("ASN-1", made.thirdPartyNo());
        }
    }

    @Test
    void allPagesAreReadByWholeAddressesAndByPaths() {
        for (boolean relative : new boolean[] {false, true}) {
            try (ShipBobBench bench = new ShipBobBench(fake -> items(251).apply(fake.relativeNext(relative)))) {
                InventoryExtent extent = read(bench);

                assertThat(extent.complete()).isTrue();
                assertThat(extent.rows()).isEqualTo(251);
                assertThat(bench.fake.faults().calls("lots")).isEqualTo(3);
            }
        }
    }

    @Test
    void whatASearchFindsBesidesTheSkuIsPassedOver() {
        try (ShipBobBench bench = new ShipBobBench(items(12))) {
            Outcome<InventoryExtent> outcome =
                    connector.fetchInventory(new FetchInventory(bench.session(), List.of("S-1"), batches::add));

            assertThat(outcome.asDone().orElseThrow().complete()).isTrue();
            assertThat(batches).extracting(RemoteBatch::proxySku).containsExactly("S-1");
            assertThat(bench.fake.faults().calls("lots"))
                    .as("S-10 and S-11 came too, in one page")
                    .isEqualTo(1);
        }
    }

    @Test
    void stockThatMovesBetweenTheListsIsReadAgain() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 50))) {
            bench.fake.faults().after("locations", 1, () -> bench.fake.moveStock(LOT, -3));

            assertThat(read(bench).complete()).isTrue();

            assertThat(batches)
                    .singleElement()
                    .extracting(RemoteBatch::available)
                    .isEqualTo(47L);
        }
    }

    @Test
    void stockThatNeverComesToRestMakesTheReadingPartial() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 50))) {
            IntStream.rangeClosed(1, 3)
                    .forEach(call -> bench.fake.faults().after("locations", call, () -> bench.fake.moveStock(LOT, -1)));

            InventoryExtent extent = read(bench);

            assertThat(extent.complete()).isFalse();
            assertThat(extent.incompleteBecause()).contains("contradict each other after 3 readings for 1 items");
        }
    }

    @Test
    void anExpiredCursorStartsTheWholeReadingAgain() {
        try (ShipBobBench bench = new ShipBobBench(items(150))) {
            bench.fake.faults().after("lots", 1, () -> bench.pass(Duration.ofHours(2)));

            InventoryExtent extent = read(bench);

            assertThat(extent.complete()).isTrue();
            assertThat(extent.rows()).isEqualTo(150);
            assertThat(bench.fake.faults().calls("locations"))
                    .as("both lists are of one moment again")
                    .isEqualTo(4);
        }
    }

    @Test
    void aCursorThatExpiresEachTimeIsNoInventory() {
        try (ShipBobBench bench = new ShipBobBench(fake -> items(150).apply(fake.cursorLife(Duration.ZERO)))) {
            IntStream.rangeClosed(1, 12)
                    .forEach(call ->
                            bench.fake.faults().after("locations", call, () -> bench.pass(Duration.ofSeconds(1))));

            InventoryExtent extent = read(bench);

            assertThat(extent.complete()).isFalse();
            assertThat(extent.incompleteBecause()).contains("cursor has expired");
            assertThat(batches).isEmpty();
        }
    }

    @Test
    void aNextPageElsewhereIsNotFollowedWithTheToken() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 50))) {
            bench.fake
                    .faults()
                    .answer(
                            "locations",
                            1,
                            FakeReply.json(200, "{\"items\":[],\"next\":\"http://elsewhere.invalid/x\"}"));
            ProxySession good = bench.session();
            FaultyTransport line = FaultyTransport.over(good.transport());

            Outcome<InventoryExtent> outcome = read(new ProxySession(
                    good.route(), good.credential(), line, good.clock(), good.redactor(), good.context()));

            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            assertThat(line.calls()).hasSize(1);
        }
    }

    @Test
    void anErrorUnderHttpTwoHundredIsNoEmptyWarehouse() {
        for (String list : List.of("locations", "lots", "receiving.list")) {
            try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 50))) {
                bench.fake.faults().answer(list, 1, FakeReply.json(200, "{\"title\":\"Error\",\"status\":500}"));

                assertThat(read(bench.session())).as(list).isInstanceOf(Outcome.Refused.class);
                assertThat(batches).isEmpty();
            }
        }
    }

    @Test
    void theSamePageTwiceIsAContradiction() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 50))) {
            String again = "{\"items\":[],\"next\":\"/2026-01/inventory-level/locations?LocationId=77&PageSize=100\"}";
            IntStream.rangeClosed(1, 12)
                    .forEach(call -> bench.fake.faults().answer("locations", call, FakeReply.json(200, again)));

            assertThat(read(bench).incompleteBecause()).contains("read already");
        }
    }

    @Test
    void anEmptyLotIsShownOrLeftOutAsDeclared() {
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 5))) {
            bench.fake.moveStock(LOT, -5);
            read(bench);
            assertThat(batches).hasSize(1);
        }
        try (ShipBobBench bench = new ShipBobBench(fake -> fake.stock(LOT, 5).omitsZeroRows(true))) {
            bench.fake.moveStock(LOT, -5);
            assertThat(read(bench).complete()).isTrue();
            assertThat(batches).singleElement().satisfies(batch -> {
                assertThat(batch.inboundNo()).isEmpty();
                assertThat(batch.available()).isZero();
            });
        }
        assertThat(connector.capabilities().inventory().orElseThrow().zeroRowsOmitted())
                .isFalse();
        assertThat(ShipBobConnector.builder()
                        .emptyLotsOmitted()
                        .build()
                        .capabilities()
                        .inventory()
                        .orElseThrow()
                        .zeroRowsOmitted())
                .isTrue();
    }
}
