package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.TaskType;
import java.time.Instant;

/** One SKU at one store: what the payload of its task says. */
record StockRef(StoreId store, String platformSku) {
    NewTask task(Instant now) {
        String payload = SyncJson.object()
                .put("store", store.value())
                .put("sku", platformSku)
                .toString();
        return NewTask.of(TaskType.STOCK_PUSH, key(), BusinessType.INVENTORY, platformSku, now)
                .payload(payload);
    }

    String key() {
        return "stock:" + store + ":" + platformSku;
    }

    static StockRef parse(String payload) {
        JsonNode node = SyncJson.parse(payload);
        return new StockRef(
                new StoreId(node.path("store").asText()), node.path("sku").asText());
    }
}
