package io.gwms.proxy.reconcile;

import io.gwms.proxy.RemoteBatch;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of one reading one by one and makes rows of them some at once, so that the memory which their SKUs and
 * they themselves are written to is fetched together. A batch waits as bytes: kept as an object, the collector would have
 * to be told of each. One thread.
 */
final class Taking implements Consumer<RemoteBatch> {
    private static final int AT_ONCE = 64;

    private final PackedStock stock;
    private final Records records;
    private final RemoteReading reading;
    private final ProxySkus itsSkus;
    /** Rows that wait for their SKU, each with the name of it behind it. */
    private final PackedWriter waiting = new PackedWriter();

    private final PackedReader reader = new PackedReader();
    /** Where each row begins, where the name of its SKU does, and where that ends. */
    private final int[] rows = new int[AT_ONCE];

    private final int[] names = new int[AT_ONCE];
    private final int[] ends = new int[AT_ONCE];
    private final int[] hashes = new int[AT_ONCE];
    private final int[] parts = new int[AT_ONCE];
    private final int[] touched = new int[AT_ONCE];
    private @Nullable List<String> lastCalls;
    private int lastOrigin;
    private int count;

    Taking(PackedStock stock, RemoteReading reading) {
        this.stock = stock;
        this.records = stock.records();
        this.reading = reading;
        this.itsSkus = records.newProxySkus();
    }

    @Override
    public void accept(RemoteBatch batch) {
        List<String> calls = reading.calls().apply(batch);
        if (calls != lastCalls) {
            lastCalls = calls;
            lastOrigin = records.origin(reading, calls, itsSkus);
        }
        int row = waiting.size();
        int name = row + Records.write(waiting, batch, reading, lastOrigin);
        waiting.text(batch.proxySku());
        rows[count] = row;
        names[count] = name;
        ends[count++] = waiting.size();
        if (count == AT_ONCE) {
            finish();
        }
    }

    /** Puts those that wait into the stock. */
    void finish() {
        int some = count;
        count = 0; // first, so that no row is added twice when the next one cannot be
        waiting.clear();
        byte[] bytes = waiting.bytes();
        for (int i = 0; i < some; i++) {
            hashes[i] = Packed.hash(bytes, names[i], ends[i]);
        }
        itsSkus.fetch(hashes, some, touched);
        for (int i = 0; i < some; i++) {
            int found = itsSkus.find(bytes, names[i], ends[i], hashes[i]);
            int sku = found == Names.NONE ? added(bytes, names[i]) : found;
            Packed.tellSku(bytes, rows[i], itsSkus.sku, sku, itsSkus.unitsEach);
            parts[i] = itsSkus.part;
        }
        stock.fetch(parts, some, touched);
        for (int i = 0; i < some; i++) {
            stock.putRow(parts[i], bytes, rows[i]);
        }
    }

    private int added(byte[] bytes, int name) {
        reader.go(bytes, name);
        String proxySku = reader.text();
        return reading.skus()
                .apply(proxySku)
                .map(mapped ->
                        itsSkus.add(proxySku, mapped.gsku(), mapped.localSku().value(), mapped.unitsEach()))
                .orElseGet(() -> itsSkus.add(proxySku, "", "", 1));
    }
}
