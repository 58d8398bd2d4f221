package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One version of an order as the fake holds it: what was ordered and what has happened since. */
record HeldOrder(
        long id,
        String name,
        ShopifyOrder facts,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable Instant cancelledAt,
        @Nullable String cancelReason,
        List<Shipment> shipments) {

    /** Pieces that left together. */
    record Shipment(
            long id,
            String name,
            String status,
            String displayStatus,
            Instant createdAt,
            Instant updatedAt,
            long location,
            List<Part> parts,
            List<Tracking> tracking) {
        boolean counts() {
            return status.equals("SUCCESS");
        }
    }

    /** So many pieces of the line with that index. */
    record Part(int line, int quantity) {}

    record Tracking(
            @Nullable String number,
            @Nullable String url,
            @Nullable String company) {}

    /** The lines that one location ships. Derived, never stored: the order's facts and shipments decide. */
    record FulfilmentOrder(long id, long location, List<Integer> lines) {}

    List<FulfilmentOrder> fulfilmentOrders() {
        var locations =
                facts.lines().stream().map(ShopifyLine::location).distinct().toList();
        return IntStream.range(0, locations.size())
                .mapToObj(i -> new FulfilmentOrder(
                        id * 100 + i + 1,
                        locations.get(i),
                        IntStream.range(0, facts.lines().size())
                                .filter(line -> facts.lines().get(line).location() == locations.get(i))
                                .boxed()
                                .toList()))
                .toList();
    }

    long lineId(int line) {
        return id * 1000 + line + 1;
    }

    int wanted(int line) {
        return facts.lines().get(line).quantity() - facts.lines().get(line).removed();
    }

    int fulfilled(int line) {
        return shipments.stream()
                .filter(Shipment::counts)
                .flatMap(shipment -> shipment.parts().stream())
                .filter(part -> part.line() == line)
                .mapToInt(Part::quantity)
                .sum();
    }

    int remaining(int line) {
        return Math.max(0, wanted(line) - fulfilled(line));
    }

    String status(FulfilmentOrder group) {
        if (cancelledAt != null || group.lines().stream().allMatch(line -> remaining(line) == 0)) {
            return "CLOSED";
        }
        if (facts.onHold()) {
            return "ON_HOLD";
        }
        return group.lines().stream().anyMatch(line -> fulfilled(line) > 0) ? "IN_PROGRESS" : "OPEN";
    }

    String fulfilmentStatus() {
        var lines = IntStream.range(0, facts.lines().size()).boxed().toList();
        boolean some = lines.stream().anyMatch(line -> fulfilled(line) > 0);
        if (some) {
            return lines.stream().allMatch(line -> remaining(line) == 0) ? "FULFILLED" : "PARTIALLY_FULFILLED";
        }
        return facts.onHold() ? "ON_HOLD" : "UNFULFILLED";
    }

    Instant processedAt() {
        return requireNonNullElse(facts.processedAt(), createdAt);
    }

    HeldOrder withFacts(ShopifyOrder changed, Instant now) {
        return new HeldOrder(id, name, changed, createdAt, now, closedAt, cancelledAt, cancelReason, shipments);
    }

    HeldOrder cancelled(String reason, Instant now) {
        return new HeldOrder(id, name, facts, createdAt, now, now, now, reason, shipments);
    }

    HeldOrder closed(Instant now) {
        return new HeldOrder(id, name, facts, createdAt, now, now, cancelledAt, cancelReason, shipments);
    }

    HeldOrder withShipments(List<Shipment> changed, Instant now) {
        return new HeldOrder(
                id, name, facts, createdAt, now, closedAt, cancelledAt, cancelReason, List.copyOf(changed));
    }

    /** One more shipment; its id and name count on within the order, so they do not depend on other orders. */
    HeldOrder shipped(long location, List<Part> parts, List<Tracking> tracking, Instant now) {
        int count = shipments.size() + 1;
        var shipment = new Shipment(
                id * 100 + count, name + "-F" + count, "SUCCESS", "FULFILLED", now, now, location, parts, tracking);
        return withShipments(
                Stream.concat(shipments.stream(), Stream.of(shipment)).toList(), now);
    }

    Shipment lastShipment() {
        return shipments.get(shipments.size() - 1);
    }
}
