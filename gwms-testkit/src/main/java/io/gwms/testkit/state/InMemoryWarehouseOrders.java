package io.gwms.testkit.state;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundOrder;
import io.gwms.internal.TextOrder;
import io.gwms.order.OrderId;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.WarehouseOrderReads;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads outbound and inbound orders from memory. */
final class InMemoryWarehouseOrders implements WarehouseOrderReads {
    private static final Comparator<InboundOrder> OLDEST_FIRST = Comparator.comparing(InboundOrder::createdAt)
            .thenComparing(inbound -> inbound.id().value(), TextOrder.CODE_POINTS);

    private final Tables tables;

    InMemoryWarehouseOrders(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<OutboundOrder> outbound(OutboundId id) {
        synchronized (tables) {
            return Optional.ofNullable(tables.outbounds.get(id));
        }
    }

    @Override
    public List<LabelPdf> labels(OutboundId id) {
        synchronized (tables) {
            return tables.labels.getOrDefault(id, List.of());
        }
    }

    @Override
    public Map<OutboundId, List<Charge>> charges(Collection<OutboundId> ids) {
        synchronized (tables) {
            Map<OutboundId, List<Charge>> found = new HashMap<>(tables.charges);
            found.keySet().retainAll(Set.copyOf(ids));
            return found;
        }
    }

    @Override
    public List<OutboundOrder> outboundsOf(OrderId order) {
        synchronized (tables) {
            return tables.outboundsOf.getOrDefault(order, List.of()).stream()
                    .map(tables.outbounds::get)
                    .toList();
        }
    }

    @Override
    public List<OutboundOrder> openOutbounds(WarehouseCode warehouse) {
        synchronized (tables) {
            return tables.outbounds.values().stream()
                    .filter(outbound -> outbound.warehouse().equals(warehouse)
                            && outbound.state().isOpen())
                    .sorted(Comparator.comparing(OutboundOrder::createdAt)
                            .thenComparing(outbound -> outbound.id().value(), TextOrder.CODE_POINTS))
                    .toList();
        }
    }

    @Override
    public Optional<InboundOrder> inbound(InboundId id) {
        synchronized (tables) {
            return Optional.ofNullable(tables.inbounds.get(id));
        }
    }

    @Override
    public Optional<InboundOrder> inboundByThirdPartyNo(WarehouseCode warehouse, String thirdPartyNo) {
        synchronized (tables) {
            return inbounds(
                            warehouse,
                            inbound -> !thirdPartyNo.isEmpty()
                                    && inbound.thirdPartyNo().equals(thirdPartyNo))
                    .findFirst();
        }
    }

    @Override
    public List<InboundOrder> openInbounds(WarehouseCode warehouse) {
        synchronized (tables) {
            return inbounds(warehouse, inbound -> inbound.state().isOpen()).toList();
        }
    }

    private Stream<InboundOrder> inbounds(WarehouseCode warehouse, Predicate<InboundOrder> filter) {
        return tables.inbounds.values().stream()
                .filter(inbound -> inbound.warehouse().equals(warehouse))
                .filter(filter)
                .sorted(OLDEST_FIRST);
    }
}
