package io.gwms.order;

import io.gwms.catalogue.Channel;
import io.gwms.catalogue.Warehouse;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.WarehouseSku;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision about an order needs beside the order, looked up beforehand.
 *
 * @param now the moment it is decided
 * @param writeBack what the order's platform can be told of shipments
 * @param completeOn what completes an order that has shipped
 * @param acknowledges what that platform takes of acknowledgements
 * @param takesCancels whether that platform can be told that an order is cancelled
 * @param warehouse the chosen warehouse; null when there is none of that code
 * @param channel the chosen channel; null when that warehouse has none of that code
 * @param route what the tasks of the warehouse concerned show; null when it has no route
 * @param outbound the outbound order that is open; null when none is
 * @param mappings what the order's platform SKUs are bound to, by platform SKU
 * @param knownSkus those of the warehouse SKUs named in the command that exist
 * @param available pieces of each warehouse SKU that can still be promised at the chosen warehouse; a SKU whose
 *     stock nobody knows is not in it
 * @param liveTasks tasks under way for effects of this order
 * @param maxLabelBytes largest label accepted
 */
record OrderFacts(
        Instant now,
        WriteBackSupport writeBack,
        CompleteOn completeOn,
        AcknowledgeSupport acknowledges,
        boolean takesCancels,
        @Nullable Warehouse warehouse,
        @Nullable Channel channel,
        @Nullable TaskRoute route,
        @Nullable OutboundOrder outbound,
        Map<String, SkuMapping> mappings,
        Set<WarehouseSku> knownSkus,
        Map<WarehouseSku, Long> available,
        List<SyncTask> liveTasks,
        long maxLabelBytes) {}
