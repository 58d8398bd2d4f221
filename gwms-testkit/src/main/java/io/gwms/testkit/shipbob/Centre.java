package io.gwms.testkit.shipbob;

import io.gwms.testkit.shelf.Shelf;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** What the account knows: items, stock, orders, receiving orders. Orders ship as virtual time passes. */
final class Centre {
    final Shelf<ShipBobStock> shelf = new Shelf<>();
    final Map<String, Integer> items = new LinkedHashMap<>();
    final List<HeldOrder> orders = new ArrayList<>();
    final List<Receiving> receivings = new ArrayList<>();
    final ShipBobSettings settings;
    private final VirtualClock clock;
    private final Deliveries deliveries;
    private long lastId = 500_000;

    Centre(ShipBobSettings settings, VirtualClock clock, Deliveries deliveries) {
        this.settings = settings;
        this.clock = clock;
        this.deliveries = deliveries;
    }

    Instant now() {
        return clock.instant();
    }

    long nextId() {
        return ++lastId;
    }

    void move(ShipBobStock spot, long pieces) {
        items.computeIfAbsent(spot.sku(), sku -> 1_000 + items.size());
        shelf.move(spot, pieces);
    }

    HeldOrder order(String reference) {
        return orders.stream()
                .filter(order -> order.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no order of reference " + reference));
    }

    Receiving receiving(String purchaseOrder) {
        return receivings.stream()
                .filter(each -> each.purchaseOrder().equals(purchaseOrder))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("nothing is to be received for " + purchaseOrder));
    }

    /** Ships what is due by now. */
    void settle() {
        for (HeldOrder order : orders) {
            for (HeldOrder.Parcel parcel : order.parcels) {
                if (parcel.is("Processing") && !parcel.shipAt.isAfter(now())) {
                    ship(order, parcel, parcel.pieces, parcel.shipAt);
                }
            }
        }
    }

    /** Ships so much of each SKU in a parcel; what is less than was asked for stays on the shelf, and the parcel is done. */
    void ship(HeldOrder order, HeldOrder.Parcel parcel, Map<String, Long> pieces, Instant at) {
        if (!parcel.is("Processing", "LabeledCreated")) {
            throw new IllegalStateException("parcel " + parcel.id + " is " + parcel.status + " and cannot ship");
        }
        parcel.takes.forEach((sku, takes) -> Shelf.ship(takes, pieces.getOrDefault(sku, 0L)));
        parcel.pieces.replaceAll((sku, asked) -> pieces.getOrDefault(sku, 0L));
        parcel.status = "Completed";
        parcel.trackingNo = "9400" + parcel.id;
        parcel.doneAt = at;
        deliveries.add("order.shipped", order, at);
    }

    void cancel(HeldOrder order, HeldOrder.Parcel parcel) {
        parcel.giveBack();
        parcel.status = "Cancelled";
        deliveries.add("order.shipment.cancelled", order, now());
    }

    void stop(HeldOrder order, HeldOrder.Parcel parcel, String why) {
        parcel.status = "Exception";
        parcel.statusDetail = why;
        deliveries.add("order.shipment.exception", order, now());
    }
}
