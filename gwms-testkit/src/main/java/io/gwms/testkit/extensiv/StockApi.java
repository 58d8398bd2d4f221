package io.gwms.testkit.extensiv;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.shelf.Shelf;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /inventory/stockdetails}: one row for each receive item, quantities with decimals, dates without an offset. */
final class StockApi {
    private static final Pattern SKUS =
            Pattern.compile("itemIdentifier\\.sku=in=\\(([^()]*)\\)", Pattern.CASE_INSENSITIVE);

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
        Optional<Set<String>> skus = skus(house.settings.ignoresRql() ? "" : query.getOrDefault("rql", ""));
        List<Shelf.Held<ExtensivStock>> all = house.shelf.rows();
        List<Integer> shown = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            Shelf.Held<ExtensivStock> held = all.get(index);
            boolean empty = held.onHand() == 0 && !house.settings.listsEmptyRows();
            boolean fits = skus.map(some -> some.contains(held.spot().sku().toLowerCase(Locale.ROOT)))
                    .orElse(true);
            if (held.spot().facility() == facility && !empty && fits) {
                shown.add(index);
            }
        }
        return PapersApi.page(request, shown, 500, "item", index -> row(all.get(index), 9_000 + index));
    }

    /** The SKUs of the one filter that is known here; letters of any case. Empty without a filter. */
    private static Optional<Set<String>> skus(String rql) {
        if (rql.isEmpty()) {
            return Optional.empty();
        }
        Matcher filter = SKUS.matcher(rql);
        Refused.when(!filter.matches(), "InvalidQuery", rql);
        return Optional.of(Arrays.stream(filter.group(1).split(",", -1))
                .map(sku -> URLDecoder.decode(sku, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
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
