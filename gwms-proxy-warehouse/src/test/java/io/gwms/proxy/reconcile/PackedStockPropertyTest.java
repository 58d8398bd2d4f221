package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever is added comes back as it was, once, however it lies in memory. */
class PackedStockPropertyTest {
    /** Texts of one hash, in pairs. */
    private static final List<String> OF_ONE_HASH =
            List.of("K106477", "K112490", "K158720", "K175544", "K10753", "K203059");
    /** The same, texts that are not ASCII, one in another and none. */
    private static final List<String> TEXTS = Stream.concat(
                    OF_ONE_HASH.stream(), Stream.of("货号-1", "é", "\uD83D\uDE00", "A", "AB", "x".repeat(17_000), " y "))
            .toList();

    private final Random chance = new Random();

    private String text() {
        int which = chance.nextInt(TEXTS.size() * 3);
        return which < TEXTS.size() ? TEXTS.get(which) : "SKU-" + chance.nextInt(500);
    }

    private @Nullable Instant time() {
        return chance.nextInt(5) == 0
                ? null
                : World.NOON.minusSeconds(chance.nextInt(1_000_000)).plusNanos(chance.nextInt(3) * 333_333L);
    }

    private long pieces() {
        return switch (chance.nextInt(8)) {
            case 0 -> -1 - chance.nextInt(100);
            case 1 -> Long.MAX_VALUE - chance.nextInt(3);
            case 2 -> Long.MAX_VALUE / 2 - chance.nextInt(3); // too much for a SKU in packs
            default -> chance.nextInt(1_000);
        };
    }

    private StockQuality quality() {
        return chance.nextBoolean() ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
    }

    private RemoteBatch batch() {
        return new RemoteBatch(
                text(),
                quality(),
                pieces(),
                pieces(),
                chance.nextBoolean() ? pieces() : null,
                chance.nextInt(4) == 0 ? "" : text(),
                time());
    }

    /** Every fifth SKU is not mapped; of the others some share one here. */
    private static Optional<ProxySku> mapped(String proxySku) {
        int number = Math.floorMod(proxySku.hashCode() + proxySku.length(), 50);
        return number % 5 == 0
                ? Optional.empty()
                : Optional.of(
                        new ProxySku(proxySku, "G" + number, new WarehouseSku(proxySku + number % 3), 1 + number % 4));
    }

    private static String linked(String inboundNo) {
        return inboundNo.length() % 2 == 0 ? "IN-" + inboundNo : "";
    }

    private static List<String> calls(RemoteBatch batch) {
        return batch.quality() == StockQuality.QUALIFIED
                ? List.of()
                : List.of("call-" + batch.proxySku().length());
    }

    /** The row of a batch, made one by one. */
    private static RemoteRow row(RemoteBatch batch, Figures figures) {
        Optional<ProxySku> sku = mapped(batch.proxySku());
        Long stated = batch.statedTotal();
        boolean byTotal = figures == Figures.TOTAL && stated != null;
        long available = byTotal ? Math.min(batch.available(), Math.max(0, stated)) : batch.available();
        String inboundNo = batch.inboundNo().strip();
        return new RemoteRow(
                new SnapshotRow(
                        batch.proxySku(),
                        sku.map(ProxySku::gsku).orElse(""),
                        sku.map(each -> each.localSku().value()).orElse(""),
                        available,
                        byTotal ? stated - available : batch.locked(),
                        batch.quality(),
                        inboundNo,
                        inboundNo.isEmpty() ? "" : linked(inboundNo),
                        batch.inboundAt(),
                        World.NOON,
                        "W1",
                        World.WAREHOUSE,
                        calls(batch)),
                sku.map(ProxySku::unitsEach).orElse(1),
                stated);
    }

    private static RemoteReading reading(Figures figures) {
        return new RemoteReading(
                World.NOON,
                "W1",
                World.WAREHOUSE,
                figures,
                PackedStockPropertyTest::mapped,
                PackedStockPropertyTest::linked,
                PackedStockPropertyTest::calls);
    }

    private PackedStock stock() {
        return switch (chance.nextInt(3)) {
            case 0 -> PackedStock.empty();
            case 1 -> PackedStock.within(chance.nextInt(100_000));
            default -> PackedStock.inParts(0);
        };
    }

    private static Map<RemoteRow, Integer> rows(PackedStock stock) {
        List<RemoteRow> rows = new ArrayList<>();
        stock.forEachRow(rows::add);
        return counted(rows);
    }

    private static void assertIsMatchedByItsPiecesHere(PackedStock stock) {
        for (int part = 0; part < stock.parts(); part++) {
            stock.rows(part).forEach((bytes, at) -> {
                RemoteRow row = stock.records().row(bytes, at);
                assertThat(Packed.units(bytes, at)).isEqualTo(Rows.isWrong(row) ? 0 : Rows.units(row));
            });
        }
    }

    /** How often each is there. */
    private static <T> Map<T, Integer> counted(List<T> all) {
        Map<T, Integer> counts = new HashMap<>();
        all.forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts;
    }

    @Property(tries = 150)
    void whatAReadingShowsIsARowEachAndOneByOneTheSame(@ForAll long seed) {
        chance.setSeed(seed);
        Figures figures = chance.nextBoolean() ? Figures.TOTAL : Figures.ALL_THREE;
        int count = chance.nextInt(3) == 0 ? chance.nextInt(1_500) : chance.nextInt(140);
        List<RemoteBatch> shown =
                IntStream.range(0, count).mapToObj(i -> batch()).toList();
        List<RemoteRow> expected =
                shown.stream().map(batch -> row(batch, figures)).toList();
        try (PackedStock taken = stock();
                PackedStock added = stock()) {
            shown.forEach(taken.taking(reading(figures)));
            expected.forEach(added::add);

            assertThat(taken.rows()).isEqualTo(count);
            assertThat(rows(taken)).isEqualTo(counted(expected));
            assertThat(rows(added)).isEqualTo(counted(expected));
            assertIsMatchedByItsPiecesHere(taken);
        }
    }

    @Property(tries = 100)
    void batchesComeBackAsTheyWere(@ForAll long seed) {
        chance.setSeed(seed);
        List<StockBatch> batches = IntStream.range(0, chance.nextInt(300))
                .mapToObj(i -> new StockBatch(
                        new BatchKey(World.WAREHOUSE, new WarehouseSku(text()), quality(), text(), time()),
                        chance.nextInt(1_000),
                        chance.nextInt(1_000)))
                .toList();
        try (PackedStock stock = stock()) {
            batches.forEach(stock::add);

            List<StockBatch> back = new ArrayList<>();
            for (int part = 0; part < stock.parts(); part++) {
                stock.batches(part)
                        .forEach((block, at) -> back.add(stock.records().batch(block, at)));
            }
            assertThat(counted(back)).isEqualTo(counted(batches));
        }
    }

    @Example
    void manyRowsAreSpreadAndNoneIsLostOrDoubled() {
        List<RemoteBatch> shown = IntStream.range(0, 20_000)
                .mapToObj(i -> new RemoteBatch(
                        "P-" + i * 31 % 4_000, StockQuality.QUALIFIED, i, 0, null, "IN-" + i, World.NOON))
                .toList();
        try (PackedStock stock = PackedStock.within(200_000)) {
            shown.forEach(stock.taking(reading(Figures.ALL_THREE)));

            assertThat(stock.parts()).isGreaterThan(1);
            assertThat(rows(stock))
                    .isEqualTo(counted(shown.stream()
                            .map(batch -> row(batch, Figures.ALL_THREE))
                            .toList()));
        }
    }

    @Example
    void textsOfOneHashAreAmongTheTexts() {
        for (int i = 0; i < OF_ONE_HASH.size(); i += 2) {
            assertThat(hash(OF_ONE_HASH.get(i))).isEqualTo(hash(OF_ONE_HASH.get(i + 1)));
        }
    }

    private static int hash(String text) {
        PackedWriter writer = new PackedWriter();
        writer.text(text);
        return Packed.hash(writer.bytes(), 0, writer.size());
    }

    @Example
    void twoReadingsMayMapASkuOtherwise() {
        RemoteBatch batch = new RemoteBatch("P", StockQuality.QUALIFIED, 1, 0, null, "", null);
        try (PackedStock stock = PackedStock.empty()) {
            for (String localSku : List.of("A", "B")) {
                stock.taking(new RemoteReading(
                                World.NOON,
                                "W1",
                                World.WAREHOUSE,
                                Figures.ALL_THREE,
                                sku -> Optional.of(new ProxySku(sku, "", new WarehouseSku(localSku), 1)),
                                inbound -> "",
                                each -> List.of()))
                        .accept(batch);
            }

            assertThat(rows(stock).keySet())
                    .extracting(row -> row.row().localSku())
                    .containsExactlyInAnyOrder("A", "B");
        }
    }

    @Example
    void aRowThatCannotBeMadeDoublesNoOther() {
        try (PackedStock stock = PackedStock.empty()) {
            Consumer<RemoteBatch> taking = stock.taking(new RemoteReading(
                    World.NOON,
                    "W1",
                    World.WAREHOUSE,
                    Figures.ALL_THREE,
                    sku -> {
                        throw new IllegalStateException("the routes cannot be read");
                    },
                    inbound -> "",
                    each -> List.of()));
            taking.accept(new RemoteBatch("P", StockQuality.QUALIFIED, 1, 0, null, "", null));

            assertThatThrownBy(stock::rows).hasMessageContaining("cannot be read");
            assertThat(stock.rows()).isZero();
        }
    }
}
