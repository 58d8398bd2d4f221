package io.gwms.testkit.qimen;

import static io.gwms.testkit.qimen.Xml.text;

import io.gwms.testkit.qimen.Xml.Failure;
import io.gwms.testkit.shelf.Shelf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/** The methods of the dialect. What is wrong is told with flag failure; codes are those of this fake. */
final class Methods {
    static final String NOT_FOUND = "W404";
    private static final int CAP = 100;
    private static final Set<String> TYPES = Set.of("JYCK", "HHCK", "BFCK", "QTCK");

    private final Depot depot;

    Methods(Depot depot) {
        this.depot = depot;
    }

    Xml call(String method, Element body) {
        return switch (method) {
            case "deliveryorder.create" -> createDelivery(body);
            case "deliveryorder.query" -> query(depot.deliveries, body, "orderCode", "deliveryOrder");
            case "orderprocess.query" -> processes(body);
            case "order.cancel" -> cancel(body);
            case "entryorder.create" -> createEntry(body);
            case "entryorder.query" -> query(depot.entries, body, "entryOrderCode", "entryOrder");
            case "stock.query" -> stock(body);
            default -> throw new Failure("isv.invalid-method", method);
        };
    }

    private static Xml success() {
        return new Xml().put("flag", "success").put("code", "0").put("message", "");
    }

    // --- delivery orders ---

    private Xml createDelivery(Element body) {
        String code = text(body, "deliveryOrder", "deliveryOrderCode");
        Failure.when(code.isEmpty(), "W400", "deliveryOrderCode");
        Failure.when(!TYPES.contains(text(body, "deliveryOrder", "orderType")), "W400", "orderType");
        for (String field : List.of(
                "warehouseCode",
                "sourcePlatformCode",
                "createTime",
                "placeOrderTime",
                "operateTime",
                "shopNick",
                "logisticsCode")) {
            Failure.when(text(body, "deliveryOrder", field).isEmpty(), "W400", field);
        }
        for (String who : List.of("senderInfo", "receiverInfo")) {
            for (String field : List.of("name", "mobile", "province", "city", "detailAddress")) {
                Failure.when(text(body, "deliveryOrder", who, field).isEmpty(), "W400", who + "." + field);
            }
        }
        var order = new Paper(
                depot.nextId("D"),
                code,
                text(body, "deliveryOrder", "warehouseCode"),
                depot.now(),
                depot.now().plus(depot.settings.shipAfter()));
        lines(order, body, "planQty");
        Failure.when(
                depot.settings.refusesRepeatedCode()
                        && depot.deliveries.stream().anyMatch(other -> other.code.equals(code)),
                "W409",
                "the code exists");
        for (Map.Entry<String, Long> line : order.planned.entrySet()) {
            Failure.when(!depot.items.contains(line.getKey()), "W400", "itemCode " + line.getKey());
            var want = new Shelf.Want<QimenStock>(
                    spot -> spot.warehouse().equals(order.warehouse)
                            && spot.itemCode().equals(line.getKey())
                            && spot.type().equals("ZP"),
                    line.getValue());
            var takes = depot.shelf.hold(List.of(want));
            if (takes.isEmpty()) {
                order.giveBack();
                throw new Failure("W402", "not enough stock of " + line.getKey());
            }
            order.takes.put(line.getKey(), takes.get());
        }
        depot.deliveries.add(order);
        return success().put("createTime", Gate.time(depot.now())).put("deliveryOrderId", order.id);
    }

    private void lines(Paper paper, Element body, String quantity) {
        for (Element lines : Xml.children(body, "orderLines")) {
            for (Element line : Xml.children(lines, "orderLine")) {
                Failure.when(!text(line, "ownerCode").equals(depot.settings.owner()), "W400", "ownerCode");
                long pieces = whole(text(line, quantity));
                Failure.when(pieces < 1, "W400", quantity);
                paper.planned.merge(text(line, "itemCode"), pieces, Long::sum);
            }
        }
        Failure.when(paper.planned.isEmpty(), "W400", "orderLines");
    }

    private Xml query(List<Paper> papers, Element body, String code, String element) {
        String wanted = text(body, code);
        Paper paper = papers.stream()
                .filter(each -> each.code.equals(wanted))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new Failure(NOT_FOUND, "there is no " + wanted));
        Xml head = new Xml()
                .put(element + "Code", paper.code)
                .put(element + "Id", paper.id)
                .put("warehouseCode", paper.warehouse)
                .put("status", paper.status);
        if (paper.confirmedAt != null) {
            head.put(element.equals("entryOrder") ? "operateTime" : "orderConfirmTime", Gate.time(paper.confirmedAt));
        }
        List<Xml> lines = new ArrayList<>();
        boolean inbound = element.equals("entryOrder");
        paper.planned.forEach((item, planned) -> {
            Map<String, Long> came = new LinkedHashMap<>();
            paper.actual.forEach((key, pieces) -> {
                if (key.equals(item) || key.startsWith(item + " ")) {
                    came.put(inbound ? key.substring(item.length()).strip() : "ZP", pieces);
                }
            });
            if (came.isEmpty()) {
                came.put("ZP", 0L);
            }
            boolean first = true;
            for (Map.Entry<String, Long> each : came.entrySet()) {
                lines.add(new Xml()
                        .put("itemCode", item)
                        .put("inventoryType", each.getKey())
                        .put("planQty", first ? planned : 0L)
                        .put("actualQty", each.getValue()));
                first = false;
            }
        });
        Page page = Page.of(body, lines.size());
        Xml shown = new Xml();
        lines.subList(page.from, page.to).forEach(line -> shown.put("orderLine", line));
        Xml reply = success().put("totalLines", lines.size()).put(element, head).put("orderLines", shown);
        if (!paper.expressCode.isEmpty()) {
            reply.put(
                    "packages",
                    new Xml()
                            .put(
                                    "package",
                                    new Xml().put("logisticsCode", "SF").put("expressCode", paper.expressCode)));
        }
        return reply;
    }

    private Xml processes(Element body) {
        Paper order = any(text(body, "orderCode"));
        Xml list = new Xml();
        order.processes.forEach(each -> list.put(
                "process", new Xml().put("processStatus", each.word()).put("operateTime", Gate.time(each.at()))));
        return success()
                .put("orderProcess", new Xml().put("orderCode", order.code).put("processes", list));
    }

    private Paper any(String code) {
        return depot.deliveries.stream()
                .filter(each -> each.code.equals(code))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new Failure(NOT_FOUND, "there is no " + code));
    }

    /** What is not picked is cancelled at once; a picked parcel has to be found first, and success says no more than that. */
    private Xml cancel(Element body) {
        String code = text(body, "orderCode");
        Failure.when(!text(body, "ownerCode").equals(depot.settings.owner()), "W400", "ownerCode");
        List<Paper> papers = text(body, "orderType").endsWith("RK") ? depot.entries : depot.deliveries;
        Paper order = papers.stream()
                .filter(each -> each.code.equals(code))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new Failure(NOT_FOUND, "there is no " + code));
        Failure.when(!order.is("ACCEPT", "PICK"), "W410", "it is " + order.status);
        if (order.interceptAt != null) {
            return success(); // it is being looked for already
        }
        if (order.is("PICK")) {
            order.interceptAt = depot.now().plus(depot.settings.interceptAfter());
        } else {
            depot.cancel(order, depot.now());
        }
        return success();
    }

    // --- entry orders ---

    private Xml createEntry(Element body) {
        String code = text(body, "entryOrder", "entryOrderCode");
        Failure.when(code.isEmpty(), "W400", "entryOrderCode");
        Failure.when(!text(body, "entryOrder", "ownerCode").equals(depot.settings.owner()), "W400", "ownerCode");
        var entry =
                new Paper(depot.nextId("E"), code, text(body, "entryOrder", "warehouseCode"), depot.now(), depot.now());
        lines(entry, body, "planQty");
        depot.items.addAll(entry.planned.keySet());
        depot.entries.add(entry);
        return success().put("entryOrderId", entry.id);
    }

    // --- stock ---

    private Xml stock(Element body) {
        Failure.when(!text(body, "ownerCode").equals(depot.settings.owner()), "W400", "ownerCode");
        String warehouse = text(body, "warehouseCode");
        String item = depot.settings.ignoresItemCode() ? "" : text(body, "itemCode");
        List<Shelf.Held<QimenStock>> rows = depot.shelf.rows().stream()
                .filter(held -> warehouse.isEmpty() || held.spot().warehouse().equals(warehouse))
                .filter(held -> item.isEmpty() || held.spot().itemCode().equals(item))
                .filter(held -> !depot.settings.omitsZeroRows() || held.onHand() > 0)
                .toList();
        Page page = Page.of(body, rows.size());
        Xml items = new Xml();
        for (Shelf.Held<QimenStock> held : rows.subList(page.from, page.to)) {
            long quantity = depot.settings.quantityIncludesLocked() ? held.onHand() : held.free();
            items.put(
                    "item",
                    new Xml()
                            .put("warehouseCode", held.spot().warehouse())
                            .put("itemCode", held.spot().itemCode())
                            .put("itemId", "I" + held.spot().itemCode())
                            .put("inventoryType", held.spot().type())
                            .put("quantity", quantity)
                            .put("lockQuantity", held.locked())
                            .put("batchCode", held.spot().batchCode())
                            .put("productDate", held.spot().productDate()));
        }
        return success()
                .put(depot.settings.countsAsTotalLines() ? "totalLines" : "totalCount", rows.size())
                .put("items", items);
    }

    private static long whole(String text) {
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    }

    private record Page(int from, int to) {
        static Page of(Element body, int rows) {
            long page = whole(text(body, "page"));
            long size = whole(text(body, "pageSize"));
            Failure.when(page < 1, "W400", "page");
            Failure.when(size < 1 || size > CAP, "W400", "pageSize");
            int from = (int) Math.min(rows, (page - 1) * size);
            return new Page(from, (int) Math.min(rows, from + size));
        }
    }
}
