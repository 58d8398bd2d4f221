package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;

/** Follows the instructions that {@link FakeFourPx} documents. */
final class Script {
    private Script() {}

    /** Returns how many instructions were followed; an exception tells what could not be. */
    static int perform(String json, Warehouse warehouse) {
        warehouse.settle();
        JsonNode script = parsed(json);
        int done = 0;
        if (script.has("fault")) {
            FourPxFault fault = FourPxFault.fromJson(script.path("fault"));
            ObjectNode effect = Warehouse.effect("fault");
            effect.set("fault", fault.laterBy(warehouse.callsOf(fault.method())).toJson());
            warehouse.record(effect);
            done++;
        }
        if (script.has("shipAfter")) {
            JsonNode ship = script.path("shipAfter");
            Duration after = Duration.parse(ship.path("after").asText());
            warehouse.record(Warehouse.effect("outbound-ship-after")
                    .put("ref_no", ship.path("ref_no").asText())
                    .put("after", after.toString()));
            done++;
        }
        if (script.has("stuck")) {
            String refNo = script.path("stuck").path("ref_no").asText();
            warehouse.record(Warehouse.effect("outbound-stuck").put("ref_no", refNo));
            done++;
        }
        if (script.has("stock")) {
            var changes = new ArrayList<FourPxStock>();
            script.path("stock").forEach(row -> changes.add(FourPxStock.fromJson(row)));
            warehouse.moveStock(changes);
            done++;
        }
        if (done == 0) {
            throw new IllegalArgumentException("it must have one of: fault, shipAfter, stuck, stock");
        }
        return done;
    }

    private static JsonNode parsed(String json) {
        try {
            return Warehouse.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
