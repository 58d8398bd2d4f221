package io.gwms.proxy.qimen;

import io.gwms.order.Recipient;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Delivery orders and entry orders in the words of the dialect, and back. */
final class QimenPapers {
    private QimenPapers() {}

    static QimenXml delivery(OutboundRequest order, String warehouse, String owner, QimenTerms terms, Instant now) {
        QimenXml request = QimenXml.of("request");
        String time = QimenCalls.SECONDS.format(now.atZone(QimenCalls.BEIJING));
        QimenXml head = request.add("deliveryOrder")
                .put("deliveryOrderCode", order.reference())
                .put("orderType", "JYCK")
                .put("warehouseCode", warehouse)
                .put("sourcePlatformCode", "OTHER")
                .put("createTime", time)
                .put("placeOrderTime", time)
                .put("operateTime", time)
                .put("shopNick", terms.shopNick())
                .put("logisticsCode", order.channel());
        QimenSender from = terms.sender();
        head.add("senderInfo")
                .put("name", from.name())
                .put("mobile", from.mobile())
                .put("province", from.province())
                .put("city", from.city())
                .put("detailAddress", from.address());
        Recipient to = order.recipient();
        head.add("receiverInfo")
                .put("name", to.name())
                .put("mobile", to.phone())
                .put("zipCode", to.zip())
                .put("countryCode", to.country())
                .put("province", to.state().isBlank() ? to.city() : to.state())
                .put("city", to.city())
                .put("detailAddress", to.address().replace('\n', ' '));
        lines(request, owner, order.lines());
        return request;
    }

    static QimenXml entry(InboundRequest order, String warehouse, String owner) {
        QimenXml request = QimenXml.of("request");
        QimenXml head = request.add("entryOrder")
                .put("entryOrderCode", order.reference())
                .put("ownerCode", owner)
                .put("warehouseCode", warehouse)
                .put("orderType", "CGRK");
        if (order.expectedAt() != null) {
            head.put(
                    "expectStartTime",
                    QimenCalls.SECONDS.format(order.expectedAt().atZone(QimenCalls.BEIJING)));
        }
        lines(request, owner, order.lines());
        return request;
    }

    private static void lines(QimenXml request, String owner, List<OutboundRequest.Line> lines) {
        QimenXml list = request.add("orderLines");
        int number = 0;
        for (OutboundRequest.Line line : lines) {
            list.add("orderLine")
                    .put("orderLineNo", Integer.toString(++number))
                    .put("ownerCode", owner)
                    .put("itemCode", line.proxySku())
                    .put("inventoryType", "ZP")
                    .put("planQty", Long.toString(line.quantity()));
        }
    }

    /** A delivery order, from all pages of its answer. */
    static RemoteOrder readDelivery(List<QimenXml> pages) {
        QimenXml first = pages.get(0);
        QimenXml head = first.all("deliveryOrder").get(0);
        String word = head.text("status");
        RemoteStatus status = outboundStatus(word);
        Map<String, long[]> sums = new LinkedHashMap<>();
        for (QimenXml line : lines(pages)) {
            add(sums, line, status);
        }
        QimenXml parcel = first.list("packages", "package").stream()
                .filter(each -> !each.text("expressCode").isEmpty())
                .findFirst()
                .orElse(head);
        return RemoteOrder.builder(
                        head.text("deliveryOrderCode"),
                        numberOr(head.text("deliveryOrderId"), head.text("deliveryOrderCode")),
                        status,
                        word)
                .lines(toLines(sums))
                .trackingNumber(parcel.text("expressCode"))
                .carrier(parcel.text("logisticsCode"))
                .endedAt(time(head.text("orderConfirmTime"))
                        .or(() -> time(head.text("operateTime")))
                        .orElse(null))
                .build();
    }

    /** An entry order, from all pages of its answer; what came is told by its inventory type. */
    static RemoteOrder readEntry(List<QimenXml> pages) {
        QimenXml head = pages.get(0).all("entryOrder").get(0);
        String word = head.text("status");
        RemoteStatus status = inboundStatus(word);
        Map<String, long[]> sums = new LinkedHashMap<>();
        Map<Came, Long> came = new LinkedHashMap<>();
        for (QimenXml line : lines(pages)) {
            add(sums, line, status);
            long actual = done(line, status);
            if (actual > 0) {
                came.merge(
                        new Came(line.text("itemCode"), quality(line.text("inventoryType"))), actual, Math::addExact);
            }
        }
        List<RemoteOrder.Receipt> receipts = new ArrayList<>();
        came.forEach((what, pieces) -> receipts.add(new RemoteOrder.Receipt(what.item, what.quality, pieces, null)));
        return RemoteOrder.builder(
                        head.text("entryOrderCode"),
                        numberOr(head.text("entryOrderId"), head.text("entryOrderCode")),
                        status,
                        word)
                .lines(toLines(sums))
                .endedAt(time(head.text("operateTime")).orElse(null))
                .receipts(receipts)
                .build();
    }

    private static List<QimenXml> lines(List<QimenXml> pages) {
        List<QimenXml> lines = pages.stream()
                .flatMap(page -> page.list("orderLines", "orderLine").stream())
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an order without a line");
        }
        return lines;
    }

    private static void add(Map<String, long[]> sums, QimenXml line, RemoteStatus status) {
        long[] sum = sums.computeIfAbsent(line.text("itemCode"), unused -> new long[2]);
        sum[0] = Math.addExact(sum[0], Replies.whole(line.text("planQty")));
        sum[1] = Math.addExact(sum[1], done(line, status));
    }

    private static List<RemoteOrder.Line> toLines(Map<String, long[]> sums) {
        return sums.entrySet().stream()
                .map(each -> new RemoteOrder.Line(each.getKey(), each.getValue()[0], each.getValue()[1]))
                .toList();
    }

    /** Nothing told is nothing done so far; of what has ended, it is told. */
    private static long done(QimenXml line, RemoteStatus status) {
        boolean isToCome = !status.isTerminal() || status == RemoteStatus.CANCELLED;
        String text = line.text("actualQty");
        return text.isEmpty() && isToCome ? 0 : Replies.whole(text);
    }

    private static String numberOr(String number, String code) {
        return number.isEmpty() ? code : number;
    }

    static RemoteStatus outboundStatus(String word) {
        return switch (word) {
            case "NEW", "ACCEPT", "PRINT", "PICK", "CHECK", "PACKAGE", "WEIGH", "READY", "CANCELEDFAIL" ->
                RemoteStatus.IN_WORK;
            case "PARTDELIVERED" -> RemoteStatus.PARTLY_SHIPPED;
            case "DELIVERED", "SIGN" -> RemoteStatus.SHIPPED;
            case "CANCELED" -> RemoteStatus.CANCELLED;
            case "EXCEPTION", "CLOSED", "REJECT", "REFUSE", "TMSCANCELED" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    static RemoteStatus inboundStatus(String word) {
        return switch (word) {
            case "NEW", "ACCEPT", "PARTFULFILLED", "CANCELEDFAIL" -> RemoteStatus.IN_WORK;
            case "FULFILLED" -> RemoteStatus.PUT_AWAY;
            case "CANCELED" -> RemoteStatus.CANCELLED;
            case "EXCEPTION", "CLOSED", "REJECT" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    /** Qualified is ZP, or nothing said; everything else cannot be sold. */
    static StockQuality quality(String type) {
        return type.isEmpty() || type.equals("ZP") ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
    }

    /** A time of Beijing; nonsense is none. */
    static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(text, QimenCalls.SECONDS)
                            .atZone(QimenCalls.BEIJING)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private record Came(String item, StockQuality quality) {}
}
