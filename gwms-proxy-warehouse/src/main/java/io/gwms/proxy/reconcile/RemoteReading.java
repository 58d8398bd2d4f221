package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.RemoteBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One reading of what a proxy warehouse holds, and how what it shows is called here.
 *
 * @param seenAt when it was begun: the time of all its rows
 * @param proxyWarehouse warehouse code over there
 * @param warehouse GWMS warehouse code
 * @param figures which figures are to be believed
 * @param skus what a SKU over there is here; empty when it is not mapped. Asked once for each SKU
 * @param inbounds the inbound order here that one over there is linked to; empty when it is linked to none. Asked for each row
 *     that tells an inbound order
 * @param calls the entries of the API log, by id, that tell of a batch; asked as soon as the batch comes
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public record RemoteReading(
        Instant seenAt,
        String proxyWarehouse,
        WarehouseCode warehouse,
        ProxyCapabilities.Figures figures,
        Function<String, Optional<ProxySku>> skus,
        UnaryOperator<String> inbounds,
        Function<RemoteBatch, List<String>> calls) {
    public RemoteReading {
        requireNonNull(seenAt, "seenAt");
        Require.text(proxyWarehouse, "proxyWarehouse");
        requireNonNull(warehouse, "warehouse");
        requireNonNull(figures, "figures");
        requireNonNull(skus, "skus");
        requireNonNull(inbounds, "inbounds");
        requireNonNull(calls, "calls");
    }
}
