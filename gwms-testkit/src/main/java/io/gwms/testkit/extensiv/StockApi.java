package io.gwms.testkit.extensiv;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shelf.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /inventory/stockdetails}: one row for each receive item, quantities with decimals, dates without an offset. */
final class StockApi {
    private final House house;

    StockApi(House house) {
        this.house = house;
    }

    FakeReply details(FakeRequest request) {
        Map<String, String> query = request.queryParameters();
        int customer = PapersApi.whole(query.getOrDefault("customerid", ""));
        int facility = PapersApi.whole(query.getOrDefault("facilityid", ""));
        Refused.when(customer != house.settings.customer(), "MissingRequired", "customerid");
        Refused.when(facility < 1, "MissingRequired", "facilityid");
        List<Shelf.Held<ExtensivStock>> all = house.shelf.rows();
        List<Integer> shown = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            Shelf.Held<ExtensivStock> held = all.get(index);
            boolean empty = held.onHand() == 0 && !house.settings.listsEmptyRows();
            if (held.spot().facility() == facility && !empty) {
                shown.add(index);
            }
        }
        return PapersApi.page(request, shown, 500, "item", index -> row(all.get(index), 9_000 + index));
    }

    private ObjectNode row(Shelf.Held<ExtensivStock> held, long receiveItemId) {
        ExtensivStock spot = held.spot();
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("receiveItemId", receiveItemId);
        row.putObject("itemIdentifier")
                .put("sku", spot.sku())
                .put("id", Math.floorMod(spot.sku().hashCode(), 100_000));
        row.put("qualifier", "")
                .put("received", (double) held.onHand())
                .put("available", (double) held.free())
                .put("isOnHold", spot.onHold())
                .put("quarantined", spot.quarantined())
                .put("onHand", (double) held.onHand())
                .put("lotNumber", spot.lot())
                .put("receiverId", spot.receiver())
                .put("receivedDate", house.local(spot.receivedAt()))
                .put("referenceNum", "ASN of " + spot.receiver());
        row.putObject("inventoryUnitOfMeasureIdentifier").put("name", "Each").put("id", 1);
        return row;
    }
}
