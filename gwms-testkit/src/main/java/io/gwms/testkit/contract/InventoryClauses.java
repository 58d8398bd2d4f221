package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.outcome.Outcome;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyCapabilities.DefectiveCoding;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 7: an inventory is whole or says that it is not, and its rows are as declared. */
abstract class InventoryClauses extends WarehouseClauses {
    private final List<RemoteBatch> batches = new ArrayList<>();

    private InventoryExtent read() {
        return WarehouseScene.done(scene.fetch(scene.session().transport(), batches::add));
    }

    private int calls() {
        FaultyTransport whole = scene.line();
        scene.fetch(whole, batch -> {});
        assertThat(whole.calls()).as("calls of one reading").isNotEmpty();
        return whole.calls().size();
    }

    private static long pieces(List<RemoteBatch> batches) {
        return batches.stream()
                .mapToLong(batch -> batch.available() + batch.locked())
                .sum();
    }

    private static List<String> keys(List<RemoteBatch> batches) {
        return batches.stream()
                .map(batch ->
                        batch.proxySku() + "/" + batch.quality() + "/" + batch.inboundNo() + "/" + batch.inboundAt())
                .toList();
    }

    @Test
    @DisplayName("7.1 the whole inventory is read, each batch once")
    public void readsTheWhole() {
        InventoryExtent extent = read();

        assertThat(extent.complete()).as(extent.incompleteBecause()).isTrue();
        assertThat(extent.rows()).isEqualTo(batches.size());
        assertThat(pieces(batches)).as("pieces, available plus locked").isEqualTo(scene.stage.pieces());
        if (!stock().splitRows()) {
            assertThat(keys(batches)).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("7.2 an inventory of which a page is lost, torn, empty, no JSON or an error is not complete")
    public void anErrorIsNoEmptyWarehouse() {
        int calls = calls();
        for (int call = 1; call <= calls; call++) {
            for (Trouble trouble : Trouble.values()) {
                FaultyTransport line = scene.line();
                Stream.generate(Fault::none).limit(call - 1L).forEach(line::onReads);
                line.onReads(trouble.fault());

                Outcome<InventoryExtent> outcome = scene.fetch(line, batch -> {});

                assertThat(outcome.asDone().filter(InventoryExtent::complete))
                        .as("complete although call %d met %s; answer InventoryExtent.partial(…)", call, trouble)
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName("7.3 a page that comes in place of another does not make a complete inventory of other stock")
    public void aRepeatedPageIsSeen() {
        int calls = calls();
        for (int call = 2; call <= calls; call++) {
            List<RemoteBatch> seen = new ArrayList<>();
            List<HttpReply> before = new ArrayList<>();
            FaultyTransport line = scene.line();
            Stream.generate(Fault::none).limit(call - 2L).forEach(line::onReads);
            line.onReads(
                    (transport, asked, send) -> send.send(asked).then(reply -> {
                        before.add(reply);
                        return Outcome.done(reply);
                    }),
                    (transport, asked, send) -> send.send(asked).then(reply -> Outcome.done(before.get(0))));

            boolean complete = scene.fetch(line, seen::add)
                    .asDone()
                    .filter(InventoryExtent::complete)
                    .isPresent();

            assertThat(complete && pieces(seen) != scene.stage.pieces())
                    .as("call %d repeats the one before it, and %d pieces are called all", call, pieces(seen))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("7.4 batches have what is declared of them, and nothing else")
    public void batchesAreAsDeclared() {
        read();

        ProxyCapabilities.Inventory stock = stock();
        assertThat(batches).allSatisfy(batch -> {
            assertThat(batch.statedTotal() != null).as("a total of its own").isEqualTo(stock.givesTotal());
            if (stock.figures() == Figures.ALL_THREE) {
                assertThat(batch.statedTotal()).as("the total").isEqualTo(batch.available() + batch.locked());
            }
            if (!stock.inboundNumbers()) {
                assertThat(batch.inboundNo())
                        .as("inbound numbers are not declared")
                        .isEmpty();
            }
            if (!stock.inboundTimes()) {
                assertThat(batch.inboundAt())
                        .as("inbound times are not declared")
                        .isNull();
            }
            if (stock.defective() == DefectiveCoding.NOT_TOLD) {
                assertThat(batch.quality()).as("NOT_TOLD is declared").isEqualTo(StockQuality.QUALIFIED);
            }
        });
        if (stock.inboundNumbers()) {
            assertThat(batches)
                    .as("inbound numbers are declared; stage a batch that has one")
                    .anyMatch(batch -> !batch.inboundNo().isEmpty());
        }
        if (stock.inboundTimes()) {
            assertThat(batches)
                    .as("inbound times are declared; stage a batch that has one")
                    .anyMatch(batch -> batch.inboundAt() != null);
        }
        if (stock.defective() != DefectiveCoding.NOT_TOLD) {
            assertThat(batches)
                    .as("%s is declared; stage some pieces that are not fit for sale", stock.defective())
                    .anyMatch(batch -> batch.quality() == StockQuality.DEFECTIVE);
        }
    }

    @Test
    @DisplayName("7.5 a batch names the calls that tell of it, or comes right after the one that does")
    public void batchesNameTheirCalls() {
        List<String> replies = new ArrayList<>();
        Transport line = scene.session().transport();
        Transport kept = call -> {
            int number = replies.size();
            replies.add("");
            return line.send(call).then(reply -> {
                replies.set(number, reply.text());
                return Outcome.done(reply);
            });
        };

        scene.fetch(kept, batch -> {
            List<Integer> pages = batch.pages().isEmpty() ? List.of(replies.size()) : batch.pages();
            assertThat(pages)
                    .as("calls of %s", batch)
                    .allSatisfy(number -> assertThat(number).isBetween(1, replies.size()));
            assertThat(pages)
                    .as("a call among %s that tells of %s", pages, batch.proxySku())
                    .anyMatch(number -> replies.get(number - 1).contains(batch.proxySku()));
        });
    }

    @Test
    @DisplayName("7.6 asked for some SKUs it tells all there is of those and of no other")
    public void someSkusAreAskedForByThemselves() {
        assumeTrue(stock().skusAtOnce() > 0, "only everything can be asked for");
        read();
        String there = batches.get(batches.size() - 1).proxySku();
        List<String> skus = stock().skusAtOnce() > 1 ? List.of("NO-SUCH-SKU", there) : List.of(there);
        List<RemoteBatch> all =
                batches.stream().filter(batch -> batch.proxySku().equals(there)).toList();
        List<RemoteBatch> told = new ArrayList<>();

        InventoryExtent extent = WarehouseScene.done(scene.fetch(scene.session().transport(), skus, told::add));

        assertThat(extent.complete()).as(extent.incompleteBecause()).isTrue();
        assertThat(extent.rows()).isEqualTo(told.size());
        assertThat(keys(told)).containsExactlyInAnyOrderElementsOf(keys(all));
        assertThat(pieces(told)).isEqualTo(pieces(all));
    }

    @Test
    @DisplayName("7.7 a question for a SKU whose reply is lost, torn, empty or an error is no answer")
    public void anErrorSaysNothingOfASku() {
        assumeTrue(stock().skusAtOnce() > 0, "only everything can be asked for");
        for (Trouble trouble : Trouble.values()) {
            FaultyTransport line = scene.line().onReads(trouble.fault());

            Outcome<InventoryExtent> outcome = scene.fetch(line, List.of("NO-SUCH-SKU"), batch -> {});

            assertThat(outcome.asDone().filter(InventoryExtent::complete))
                    .as(trouble.name())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("7.8 an inventory whose replies lack a field is not complete, unless it tells the same pieces")
    public void aMissingFieldIsNoOtherStock() {
        read();
        Map<String, Long> whole = piecesByType(batches);

        scene.noFieldIsMissed(line -> {
            List<RemoteBatch> told = new ArrayList<>();
            boolean other = scene.fetch(line, told::add)
                            .asDone()
                            .filter(InventoryExtent::complete)
                            .isPresent()
                    && !piecesByType(told).equals(whole);
            return other ? List.of("a complete inventory of " + piecesByType(told)) : List.of();
        });
    }

    private static Map<String, Long> piecesByType(List<RemoteBatch> batches) {
        Map<String, Long> pieces = new TreeMap<>();
        batches.forEach(batch -> {
            pieces.merge(batch.proxySku() + "/" + batch.quality() + " free", batch.available(), Math::addExact);
            pieces.merge(batch.proxySku() + "/" + batch.quality() + " locked", batch.locked(), Math::addExact);
        });
        return pieces;
    }

    private ProxyCapabilities.Inventory stock() {
        return scene.can().inventory().orElseThrow();
    }
}
