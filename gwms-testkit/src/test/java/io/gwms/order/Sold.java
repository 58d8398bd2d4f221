package io.gwms.order;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order as a platform shows it; each method gives a changed copy of the same record. */
final class Sold {
    private Sold() {}

    static PlatformOrder order(String id, Instant changedAt) {
        return PlatformOrder.builder(id, "#" + id)
                .source("web")
                .orderedAt(Instant.parse("2026-03-01T09:00:00Z"))
                .changedAt(changedAt)
                .fact(PlatformFact.OPEN)
                .fulfillmentStatus("UNFULFILLED")
                .payment(new Payment(Money.of("10.00", "EUR"), "card", null, null, null, null))
                .recipient(new Recipient("Ann", "", "DE", "", "Berlin", "Street 1", ""))
                .lines(List.of(line("L1", "P-1", 5)))
                .build();
    }

    static PlatformOrderLine line(String id, String sku, long quantity) {
        return new PlatformOrderLine(id, sku, "Thing", quantity, 0, 0, Money.of("2.00", "EUR"));
    }

    static PlatformOrder lines(PlatformOrder order, PlatformOrderLine... lines) {
        return with(
                order,
                order.kind(),
                order.changedAt(),
                order.fact(),
                order.payment(),
                order.recipient(),
                List.of(lines));
    }

    /** The same, changed that many seconds later. */
    static PlatformOrder later(PlatformOrder order, int seconds) {
        return with(
                order,
                order.kind(),
                order.changedAt().plusSeconds(seconds),
                order.fact(),
                order.payment(),
                order.recipient(),
                order.lines());
    }

    static PlatformOrder fact(PlatformOrder order, PlatformFact fact) {
        return with(order, order.kind(), order.changedAt(), fact, order.payment(), order.recipient(), order.lines());
    }

    static PlatformOrder purchase(PlatformOrder order) {
        return with(
                order,
                OrderKind.B2B,
                order.changedAt(),
                order.fact(),
                order.payment(),
                order.recipient(),
                order.lines());
    }

    static PlatformOrder total(PlatformOrder order, String amount) {
        Payment payment = new Payment(Money.of(amount, "EUR"), "card", null, null, null, null);
        return with(order, order.kind(), order.changedAt(), order.fact(), payment, order.recipient(), order.lines());
    }

    static PlatformOrder city(PlatformOrder order, String city) {
        Recipient recipient = new Recipient("Ann", "", "DE", "", city, "Street 1", "");
        return with(order, order.kind(), order.changedAt(), order.fact(), order.payment(), recipient, order.lines());
    }

    /** The same with that many pieces of the first line removed and shipped there. */
    static PlatformOrder figures(PlatformOrder order, long removed, long shippedThere) {
        List<PlatformOrderLine> lines = new ArrayList<>(order.lines());
        PlatformOrderLine first = lines.get(0);
        lines.set(
                0,
                new PlatformOrderLine(
                        first.lineId(),
                        first.platformSku(),
                        first.name(),
                        first.quantity(),
                        removed,
                        shippedThere,
                        first.unitPrice()));
        return with(order, order.kind(), order.changedAt(), order.fact(), order.payment(), order.recipient(), lines);
    }

    private static PlatformOrder with(
            PlatformOrder order,
            OrderKind kind,
            Instant changedAt,
            PlatformFact fact,
            Payment payment,
            Recipient recipient,
            List<PlatformOrderLine> lines) {
        return order.toBuilder()
                .kind(kind)
                .changedAt(changedAt)
                .fact(fact)
                .payment(payment)
                .recipient(recipient)
                .lines(lines)
                .build();
    }
}
