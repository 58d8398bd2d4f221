package io.gwms.proxy.reconcile;

import io.gwms.proxy.ProxySku;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of one reading one by one and makes rows of them some at once, so that the memory which their SKUs and
 * they themselves are written to is fetched together. One thread.
 */
final class Taking implements Consumer<RemoteBatch> {
    private static final int AT_ONCE = 64;

    private final PackedStock stock;
    private final Records records;
    private final RemoteReading reading;
    private final ProxySkus itsSkus;
    private final RemoteBatch[] waiting = new RemoteBatch[AT_ONCE];
    private final int[] hashes = new int[AT_ONCE];
    private final int[] origins = new int[AT_ONCE];
    private final int[] skus = new int[AT_ONCE];
    private final int[] skusHere = new int[AT_ONCE];
    private final int[] unitsEach = new int[AT_ONCE];
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
        origins[count] = lastOrigin;
        hashes[count] = batch.proxySku().hashCode();
        waiting[count++] = batch;
        if (count == waiting.length) {
            finish();
        }
    }

    /** Makes rows of those that wait. */
    void finish() {
        int some = count;
        count = 0; // first, so that no row is added twice when the next one cannot be
        itsSkus.fetch(hashes, some, touched);
        for (int i = 0; i < some; i++) {
            String proxySku = waiting[i].proxySku();
            int found = itsSkus.find(proxySku);
            skus[i] = found == Names.NONE ? added(proxySku) : found;
            skusHere[i] = itsSkus.sku;
            unitsEach[i] = itsSkus.unitsEach;
            parts[i] = itsSkus.part;
        }
        stock.fetch(parts, some, touched);
        for (int i = 0; i < some; i++) {
            records.write(waiting[i], reading, origins[i], skus[i], skusHere[i], unitsEach[i]);
            stock.putRow(parts[i]);
        }
    }

    private int added(String proxySku) {
        Optional<ProxySku> mapped = reading.skus().apply(proxySku);
        return itsSkus.add(
                proxySku,
                mapped.map(ProxySku::gsku).orElse(""),
                mapped.map(ProxySku::localSku).map(WarehouseSku::value).orElse(""),
                mapped.map(ProxySku::unitsEach).orElse(1));
    }
}
