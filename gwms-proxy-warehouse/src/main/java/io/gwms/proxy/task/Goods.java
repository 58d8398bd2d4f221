package io.gwms.proxy.task;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.Routes;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The lines of an outbound order in the proxy warehouse's SKUs and pieces, and back. */
final class Goods {
    private Goods() {}

    /**
     * Lines in the words of the proxy warehouse, or what is missing to say them.
     *
     * @param lines one line for each SKU over there
     * @param sentAs how each SKU is called in them
     * @param problem what is missing; empty when nothing is
     */
    record Ordered(List<OutboundRequest.Line> lines, List<SentSku> sentAs, String problem) {
        /** The same, with one more thing missing. */
        Ordered lacking(String what) {
            return new Ordered(lines, sentAs, problem.isEmpty() ? what : what + "; " + problem);
        }
    }

    /**
     * Pieces as sold, by line of the order.
     *
     * @param pieces what is done of each line
     * @param units the same in pieces of the warehouse SKU, over all lines
     * @param unmapped the SKUs over there that stand for none here
     * @param problem what could not be told; empty when nothing
     */
    record Booked(Map<String, Long> pieces, Map<WarehouseSku, Long> units, List<String> unmapped, String problem) {}

    /** What an outbound order asks for, in pieces of each warehouse SKU. */
    static Map<WarehouseSku, Long> units(OutboundOrder outbound) {
        Map<WarehouseSku, Long> units = new LinkedHashMap<>();
        outbound.lines().forEach(line -> units.merge(line.sku(), line.units(), Math::addExact));
        return units;
    }

    /** Those pieces in the words of the proxy warehouse, as the routes are now. */
    static Ordered toProxy(Map<WarehouseSku, Long> units, ProxyRoute route, Routes routes) {
        return ordered(
                units,
                sku -> routes.proxySku(route, sku).map(found -> new SentSku(sku, found.proxySku(), found.unitsEach())),
                " has no name in " + route.system() + " warehouse " + route.proxyWarehouse());
    }

    /** The same by the names that were kept when they were sent. */
    static Ordered asSent(Map<WarehouseSku, Long> units, List<SentSku> sentAs) {
        return ordered(
                units,
                sku -> sentAs.stream().filter(each -> each.sku().equals(sku)).findFirst(),
                " was not sent");
    }

    private static Ordered ordered(
            Map<WarehouseSku, Long> units, Function<WarehouseSku, Optional<SentSku>> names, String nameless) {
        List<OutboundRequest.Line> lines = new ArrayList<>();
        List<SentSku> sentAs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        units.forEach((sku, count) -> {
            Optional<SentSku> name = names.apply(sku);
            if (name.isEmpty()) {
                problems.add("SKU " + sku + nameless);
            } else if (count % name.get().unitsEach() != 0) {
                problems.add(count + " pieces of SKU " + sku + " are no whole number of packs of "
                        + name.get().unitsEach());
            } else {
                sentAs.add(name.get());
                lines.add(new OutboundRequest.Line(
                        name.get().proxySku(), count / name.get().unitsEach()));
            }
        });
        return new Ordered(List.copyOf(lines), List.copyOf(sentAs), String.join("; ", problems));
    }

    /** What a SKU over there stands for: as it was sent, else as the routes are now. */
    static Optional<SentSku> local(String proxySku, List<SentSku> sentAs, ProxyRoute route, Routes routes) {
        return sentAs.stream()
                .filter(each -> each.proxySku().equals(proxySku))
                .findFirst()
                .or(() -> routes.localSku(route, proxySku)
                        .map(found -> new SentSku(found.localSku(), proxySku, found.unitsEach())));
    }

    /** Whether an order over there asks for these lines and no others. */
    static boolean same(List<OutboundRequest.Line> ours, List<RemoteOrder.Line> theirs) {
        Map<String, Long> one = new TreeMap<>();
        ours.forEach(line -> one.merge(line.proxySku(), line.quantity(), Math::addExact));
        Map<String, Long> other = new TreeMap<>();
        theirs.forEach(line -> other.merge(line.proxySku(), line.quantity(), Math::addExact));
        return one.equals(other);
    }

    /**
     * What is done over there, in pieces as sold; lines of one SKU are filled in their order. A piece of a kit is done
     * when all its parts are; parts that left before the others wait for them.
     */
    static Booked done(OutboundOrder outbound, RemoteOrder remote, ProxyRoute route, Routes routes) {
        Map<WarehouseSku, Long> units = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        List<String> unmapped = new ArrayList<>();
        for (RemoteOrder.Line line : remote.lines()) {
            Optional<SentSku> local = local(line.proxySku(), outbound.sentAs(), route, routes);
            if (local.isPresent()) {
                units.merge(
                        local.get().sku(),
                        Math.multiplyExact(line.done(), local.get().unitsEach()),
                        Math::addExact);
            } else if (line.done() > 0) {
                unmapped.add(line.proxySku());
                problems.add("proxy SKU " + line.proxySku() + " stands for no SKU here");
            }
        }
        Map<String, Long> pieces = new LinkedHashMap<>();
        Map<WarehouseSku, Long> rest = new LinkedHashMap<>(units);
        Map<String, List<OutboundLine>> parts = new LinkedHashMap<>();
        outbound.lines()
                .forEach(line -> parts.computeIfAbsent(line.orderLineId(), id -> new ArrayList<>())
                        .add(line));
        parts.forEach((id, lines) -> {
            long whole = Long.MAX_VALUE;
            for (OutboundLine line : lines) {
                whole = Math.min(
                        whole, Math.min(line.quantity(), rest.getOrDefault(line.sku(), 0L) / line.unitsEach()));
            }
            if (whole > 0) {
                pieces.put(id, whole);
                for (OutboundLine line : lines) {
                    rest.merge(line.sku(), -whole * line.unitsEach(), Math::addExact);
                }
            }
        });
        for (List<OutboundLine> lines : parts.values()) {
            for (OutboundLine line : lines.size() > 1 ? lines : List.<OutboundLine>of()) {
                long missing = (line.quantity() - pieces.getOrDefault(line.orderLineId(), 0L)) * line.unitsEach();
                rest.computeIfPresent(line.sku(), (sku, left) -> left - Math.min(left, missing));
            }
        }
        rest.forEach((sku, left) -> {
            if (left != 0) {
                problems.add(left + " pieces of SKU " + sku + " fit no line that was sent");
            }
        });
        return new Booked(Map.copyOf(pieces), Map.copyOf(units), List.copyOf(unmapped), String.join("; ", problems));
    }
}
