package io.gwms.testkit.qimen;

import io.gwms.testkit.shelf.Shelf;
import io.gwms.testkit.time.VirtualClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;

/** What the warehouse knows: stock, delivery orders, entry orders. Orders go on as virtual time passes. */
final class Depot {
    final Shelf<QimenStock> shelf = new Shelf<>();
    final Set<String> items = new LinkedHashSet<>();
    final List<Paper> deliveries = new ArrayList<>();
    final List<Paper> entries = new ArrayList<>();
    final List<QimenNotice> notices = new ArrayList<>();
    final QimenSettings settings;
    private final VirtualClock clock;
    boolean interceptionFails;
    private long lastId = 70_000;

    Depot(QimenSettings settings, VirtualClock clock) {
        this.settings = settings;
        this.interceptionFails = settings.interceptionFails();
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    String nextId(String prefix) {
        return prefix + ++lastId;
    }

    void move(QimenStock spot, long pieces) {
        items.add(spot.itemCode());
        shelf.move(spot, pieces);
    }

    static Paper find(List<Paper> papers, String code) {
        return papers.stream()
                .filter(paper -> paper.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is nothing of code " + code));
    }

    /** Intercepts, picks and ships what is due, an interception before the shipment of the same moment. */
    void settle() {
        for (Paper order : deliveries) {
            Instant intercept = order.interceptAt;
            if (intercept != null && !intercept.isAfter(now())) {
                order.interceptAt = null;
                if (interceptionFails) {
                    order.note("CANCELEDFAIL", intercept); // not found: the order goes on as if nothing had been asked
                } else if (order.is("ACCEPT", "PICK")) {
                    cancel(order, intercept);
                }
            }
            Instant pick = order.dueAt.minus(settings.shipAfter()).plus(settings.pickAfter());
            if (order.is("ACCEPT") && !pick.isAfter(now())) {
                order.turn("PICK", pick);
            }
            if (order.is("ACCEPT", "PICK") && !order.dueAt.isAfter(now())) {
                ship(order, order.planned, order.dueAt);
            }
        }
    }

    void ship(Paper order, Map<String, Long> pieces, Instant at) {
        if (!order.is("ACCEPT", "PICK", "PARTDELIVERED")) {
            throw new IllegalStateException(order.code + " is " + order.status + " and cannot ship");
        }
        order.planned.keySet().forEach(item -> {
            long some = pieces.getOrDefault(item, 0L);
            Shelf.ship(order.takes.getOrDefault(item, List.of()), some);
            order.actual.merge(item, some, Long::sum);
        });
        order.expressCode = "SF" + order.id.substring(1);
        order.confirmedAt = at;
        order.turn("DELIVERED", at);
        notify("deliveryorder.confirm", "deliveryOrder", "deliveryOrderCode", order, at);
    }

    void cancel(Paper order, Instant at) {
        order.giveBack();
        order.turn("CANCELED", at);
    }

    /** Receives so much of each item, of that type, into the batch named after the entry order. */
    void receive(Paper entry, Map<String, Long> pieces, String type) {
        pieces.forEach((item, some) -> {
            entry.actual.merge(item + " " + type, some, Long::sum);
            move(new QimenStock(entry.warehouse, item, type, entry.id, ""), some);
        });
        entry.confirmedAt = now();
        entry.turn("FULFILLED", now());
        notify("entryorder.confirm", "entryOrder", "entryOrderCode", entry, now());
    }

    void notify(String method, String element, String code, Paper paper, Instant at) {
        String body = Xml.request(new Xml()
                .put(
                        element,
                        new Xml()
                                .put(code, paper.code)
                                .put(element + "Id", paper.id)
                                .put("warehouseCode", paper.warehouse)
                                .put("outBizCode", "msg-" + (notices.size() + 1))
                                .put("status", paper.status)));
        Map<String, String> query = new LinkedHashMap<>();
        query.put("method", method);
        query.put("timestamp", Gate.time(at));
        query.put("format", "xml");
        query.put("app_key", settings.appKey());
        query.put("v", "2.0");
        query.put("sign_method", "md5");
        query.put("customerId", settings.customerId());
        query.put("sign", Gate.sign(query, body.getBytes(StandardCharsets.UTF_8), settings.appSecret()));
        String text = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        notices.add(new QimenNotice(text, body));
    }
}
