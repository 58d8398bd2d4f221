package io.gwms.platform.makro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import java.util.List;
import java.util.Optional;

/** Tells Makro of the shipments of one order in one call, and makes one verdict of those it gives for each. */
final class Batch {
    private Batch() {}

    /** Done when every shipment was; refused when none was; unknown when some were, or Makro left one out. */
    static Outcome<String> tell(StoreSession session, String path, int most, List<ObjectNode> shipments) {
        if (shipments.size() > most) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "these are " + shipments.size() + " shipments, but Makro takes " + most + " at once");
        }
        ObjectNode body = MakroClient.object();
        ArrayNode all = body.putArray("shipments");
        shipments.forEach(all::add);
        return MakroClient.tell(session, path, body).then(answer -> {
            List<Outcome<String>> each = shipments.stream()
                    .map(shipment -> verdict(session, answer, OrderMapping.id(shipment)))
                    .toList();
            Optional<Outcome<String>> failed =
                    each.stream().filter(one -> one.asDone().isEmpty()).findFirst();
            boolean none = each.stream().allMatch(one -> one instanceof Outcome.Refused<String>);
            if (failed.isEmpty() || none || each.size() == 1) {
                return failed.orElse(each.get(0));
            }
            return Outcome.unknown("of " + each.size() + " shipments not all were done: "
                    + MakroClient.excerpt(answer.path("shipments"), session));
        });
    }

    private static Outcome<String> verdict(StoreSession session, JsonNode answer, String id) {
        JsonNode said = Fields.elements(answer.path("shipments"))
                .filter(one -> OrderMapping.id(one).equals(id))
                .findFirst()
                .orElse(MakroClient.object());
        String word = said.path("status").asText(said.path("processingStatus").asText(""));
        return switch (word) {
            case "SUCCESS" -> Outcome.done(id);
            case "FAILURE", "FAILED", "ERROR" ->
                Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "Makro does not take shipment " + id + ": " + MakroClient.excerpt(said, session));
            default ->
                Outcome.unknown("Makro did not say what became of shipment " + id + ": "
                        + MakroClient.excerpt(answer, session));
        };
    }
}
