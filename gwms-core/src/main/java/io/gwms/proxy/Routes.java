package io.gwms.proxy;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import java.util.List;
import java.util.Optional;

/**
 * How GWMS warehouses, channels and SKUs are called in proxy systems. A host implements this, or uses
 * {@link FixedRoutes}.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Empty means «not mapped».</b> It is told as a reason, never guessed around.
 *   <li><b>One route for a warehouse.</b> A GWMS warehouse has at most one.
 *   <li><b>Both ways.</b> What {@link #localSku} gives for a proxy SKU, {@link #proxySku} finds again.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface Routes {
    /** The route of that warehouse. */
    Optional<ProxyRoute> route(WarehouseCode warehouse);

    /** Every route. */
    List<ProxyRoute> all();

    /** What that channel is called over there. */
    Optional<String> proxyChannel(ProxyRoute route, ChannelCode channel);

    /** What that local SKU is called over there. */
    Optional<ProxySku> proxySku(ProxyRoute route, WarehouseSku localSku);

    /** What that proxy SKU stands for here. */
    Optional<ProxySku> localSku(ProxyRoute route, String proxySku);
}
