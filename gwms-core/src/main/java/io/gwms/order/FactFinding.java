package io.gwms.order;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a decision on an order needs to know: of the catalogue, the stock, the platform and what is stored. */
final class FactFinding {
    private static final Chosen NOTHING = new Chosen(null, null, Set.of());

    private final StateRepository state;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final OrderSettings settings;
    private final OrderRules rules;

    FactFinding(
            StateRepository state, Catalogue catalogue, InstantSource clock, OrderSettings settings, OrderRules rules) {
        this.state = state;
        this.catalogue = catalogue;
        this.clock = clock;
        this.settings = settings;
        this.rules = rules;
    }

    /** What of the catalogue a command names: the same for every try. */
    record Chosen(@Nullable Warehouse warehouse, @Nullable Channel channel, Set<WarehouseSku> skus) {}

    Chosen chosen(OrderCommand command) {
        if (command instanceof OrderCommand.Dispatch dispatch) {
            DispatchOrder request = dispatch.request();
            Warehouse warehouse = catalogue.warehouse(request.warehouse()).orElse(null);
            Channel channel = warehouse == null
                    ? null
                    : catalogue.channel(request.warehouse(), request.channel()).orElse(null);
            return new Chosen(warehouse, channel, existing(request.bindings()));
        }
        if (command instanceof OrderCommand.Bind bind) {
            return new Chosen(null, null, existing(List.of(bind.binding())));
        }
        if (command instanceof OrderCommand.Acknowledge acknowledge) {
            WarehouseCode code = acknowledge.request().warehouse();
            return new Chosen(catalogue.warehouse(code).orElse(null), null, Set.of());
        }
        return NOTHING;
    }

    private Set<WarehouseSku> existing(List<LineBinding> bindings) {
        Set<WarehouseSku> existing = new HashSet<>();
        for (LineBinding binding : bindings) {
            for (SkuPieces part : binding.goods()) {
                if (catalogue.exists(part.sku())) {
                    existing.add(part.sku());
                }
            }
        }
        return existing;
    }

    /** What an offer of any command needs to know. */
    OrderFacts of(Order order) {
        return of(order, null, NOTHING);
    }

    /** What that command needs to know besides, of which the catalogue was asked before. */
    OrderFacts of(Order order, @Nullable OrderCommand command, Chosen chosen) {
        boolean cancels = command instanceof OrderCommand.Cancel;
        boolean tells = order.status() == OrderStatus.SHIPPED // which a refusal of any command is shown with
                || command instanceof OrderCommand.MarkShipped
                || command instanceof OrderCommand.ManualShip;
        boolean promises = command instanceof OrderCommand.Acknowledge
                || (command instanceof OrderCommand.Dispatch && order.kind() == OrderKind.B2B);
        boolean binds = promises || command instanceof OrderCommand.Dispatch || command instanceof OrderCommand.Bind;
        OutboundOrder outbound = cancels ? rules.openOutbound(order) : null;
        List<String> platformSkus = new ArrayList<>();
        if (binds) {
            order.lines().forEach(line -> platformSkus.add(line.platformSku()));
        }
        WarehouseCode warehouse =
                chosen.warehouse() != null ? chosen.warehouse().code() : outbound == null ? null : outbound.warehouse();
        TaskRoute route =
                warehouse == null ? null : settings.routes().apply(warehouse).orElse(null);
        Map<String, SkuMapping> mappings = rules.mappings(order.id().store(), platformSkus);
        return new OrderFacts(
                clock.instant(),
                settings.writeBack().apply(order.platformType()),
                settings.completeOn(),
                settings.acknowledges().apply(order.platformType()),
                settings.takesCancels().test(order.platformType()),
                chosen.warehouse(),
                chosen.channel(),
                route,
                outbound,
                mappings,
                chosen.skus(),
                promises && warehouse != null ? available(order, mappings, warehouse) : Map.of(),
                tells ? writeBackTasks(order) : outbound == null ? List.of() : outboundTasks(outbound),
                settings.maxLabelBytes());
    }

    private Map<WarehouseSku, Long> available(Order order, Map<String, SkuMapping> mappings, WarehouseCode warehouse) {
        Map<WarehouseSku, Long> available = new HashMap<>();
        for (OrderLine line : Lines.resolved(order.lines(), mappings)) {
            for (SkuPieces part : line.goods()) {
                if (!available.containsKey(part.sku())) {
                    settings.available()
                            .apply(warehouse, part.sku())
                            .ifPresent(units -> available.put(part.sku(), units));
                }
            }
        }
        return available;
    }

    private List<SyncTask> writeBackTasks(Order order) {
        List<SyncTask> tasks = new ArrayList<>();
        for (Shipment shipment : order.shipments()) {
            if (shipment.writeBack() != Shipment.WriteBack.CONFIRMED) {
                addLive(tasks, TaskType.WRITE_BACK, Effects.writeBackKey(order.id(), shipment.id()));
            }
        }
        return tasks;
    }

    private List<SyncTask> outboundTasks(OutboundOrder outbound) {
        List<SyncTask> tasks = new ArrayList<>();
        addLive(tasks, TaskType.CREATE, Effects.key(outbound.id()));
        addLive(tasks, TaskType.CANCEL, Effects.key(outbound.id()));
        return tasks;
    }

    private void addLive(List<SyncTask> tasks, TaskType type, String key) {
        state.tasks().findLive(type, key).ifPresent(tasks::add);
    }
}
