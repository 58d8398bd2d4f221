package io.gwms.testkit.state;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundOrder;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.state.CommandRecord;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is stored. Whoever touches it holds its lock. */
final class Tables {
    record EffectKey(TaskType type, String key) {}

    record Begun(TaskLane lane, long minute) {}

    record SkuKey(StoreId store, String platformSku) {}

    record CoverageKey(StoreId store, OrderKind kind) {}

    final Map<OrderId, Order> orders = new HashMap<>();
    final Map<OrderId, List<JournalEntry>> journal = new HashMap<>();
    final Map<OutboundId, OutboundOrder> outbounds = new HashMap<>();
    final Map<OutboundId, List<LabelPdf>> labels = new HashMap<>();
    final Map<OutboundId, List<Charge>> charges = new HashMap<>();
    final Map<OrderId, List<OutboundId>> outboundsOf = new HashMap<>();
    final Map<InboundId, InboundOrder> inbounds = new HashMap<>();
    final NavigableMap<Long, SyncTask> tasks = new TreeMap<>();
    final Map<EffectKey, TaskId> live = new HashMap<>();
    final Map<TaskId, List<TaskAttempt>> attempts = new HashMap<>();
    final Map<TaskId, Long> owners = new HashMap<>();

    /** The last round that is known to have begun. */
    final Map<TaskId, Integer> begunRounds = new HashMap<>();

    final NavigableMap<Long, Instant> leases = new TreeMap<>();
    final Map<Long, String> nodes = new HashMap<>();
    final Set<Long> swept = new HashSet<>();
    final Map<TaskScope, TaskControl> controls = new HashMap<>();

    /** When the rounds of the last minute began, in which lane; the oldest first. */
    final Deque<Begun> begun = new ArrayDeque<>();

    final Map<SkuKey, SkuMapping> mappings = new HashMap<>();
    final Map<SkuKey, List<MappingChange>> mappingJournal = new HashMap<>();
    final Map<CoverageKey, Coverage> coverage = new HashMap<>();
    final Map<OrderId, Quarantined> quarantine = new HashMap<>();
    final Map<String, CommandRecord> commands = new HashMap<>();
    final Map<StoreId, Store> stores = new HashMap<>();

    /** The tasks that are neither finished nor cancelled. */
    Stream<SyncTask> liveTasks() {
        return live.values().stream().map(id -> tasks.get(id.value()));
    }

    /** The tasks that wait for their time. */
    Stream<SyncTask> scheduledTasks() {
        return liveTasks().filter(task -> task.status() == TaskStatus.PENDING || task.status() == TaskStatus.WAITING);
    }
}
