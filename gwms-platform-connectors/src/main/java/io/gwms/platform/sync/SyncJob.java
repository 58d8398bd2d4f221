package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncMode;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.ordersync.TimeWindow;
import io.gwms.store.StoreId;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What one run is to do for one store: the payload of its task. */
record SyncJob(
        StoreId store,
        OrderKind kind,
        SyncTrigger trigger,
        SyncMode mode,
        @Nullable TimeWindow window,
        List<String> numbers,
        @Nullable SyncRunId retryOf) {

    static SyncJob of(SyncRequest request, StoreId store) {
        return new SyncJob(
                store,
                request.kind(),
                request.trigger(),
                request.mode(),
                request.window().orElse(null),
                request.orderNumbers(),
                null);
    }

    /** The same, asked for once more by a person after that run. */
    SyncJob retrying(SyncRunId run) {
        return new SyncJob(store, kind, SyncTrigger.MANUAL, mode, window, numbers, run);
    }

    /** The run of a task: nothing else can make one, so that no run is without its task. */
    static SyncRunId runOf(TaskId task) {
        return new SyncRunId("run-" + task);
    }

    /** The task of a run; null when the id is of another form. */
    static @Nullable TaskId taskOf(SyncRunId run) {
        return run.value().matches("run-[1-9]\\d{0,17}")
                ? new TaskId(Long.parseLong(run.value().substring(4)))
                : null;
    }

    /** A task whose key is what is asked for, so that the same request joins one that has not ended. */
    NewTask task(Instant now) {
        return NewTask.of(TaskType.ORDER_SYNC, key(), BusinessType.STORE, store.value(), now)
                .payload(payload());
    }

    /** The same for what asks for the same: the order of the numbers does not count, nor what is retried. */
    String key() {
        List<String> sorted = numbers.stream().sorted().toList();
        return "order-sync:" + store + ":"
                + digest(new SyncJob(store, kind, trigger, mode, window, sorted, null).payload());
    }

    String payload() {
        ObjectNode node = SyncJson.object();
        node.put("store", store.value());
        node.put("kind", kind.name());
        node.put("trigger", trigger.name());
        node.put("mode", mode.name());
        if (window != null) {
            node.set("window", SyncJson.of(window));
        }
        if (!numbers.isEmpty()) {
            numbers.forEach(node.putArray("numbers")::add);
        }
        if (retryOf != null) {
            node.put("retryOf", retryOf.value());
        }
        return node.toString();
    }

    static SyncJob parse(String payload) {
        JsonNode node = SyncJson.parse(payload);
        return new SyncJob(
                new StoreId(node.path("store").asText()),
                OrderKind.valueOf(node.path("kind").asText()),
                SyncTrigger.valueOf(node.path("trigger").asText()),
                SyncMode.valueOf(node.path("mode").asText()),
                node.has("window") ? SyncJson.window(node.path("window")) : null,
                StreamSupport.stream(node.path("numbers").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                node.has("retryOf") ? new SyncRunId(node.path("retryOf").asText()) : null);
    }

    private static String digest(String payload) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
