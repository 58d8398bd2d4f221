package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.child;
import static io.gwms.internal.json.JsonDocument.number;
import static io.gwms.internal.json.JsonDocument.object;
import static io.gwms.internal.json.JsonDocument.texts;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncRun;
import java.util.List;

/** The order numbers of a run of order sync, as they are stored. */
public final class SyncRunDocument {
    /** The schema that is written. */
    public static final int SCHEMA = 1;

    private SyncRunDocument() {}

    /** The order numbers by what became of the order. */
    public record Numbers(
            SyncCounts counts,
            List<String> created,
            List<String> updated,
            List<String> skipped,
            List<String> quarantined,
            List<String> notFound) {}

    /** The numbers of a run, in the current schema. */
    public static String write(SyncRun run) {
        return JsonDocument.write(json -> {
            texts(json, "created", run.created());
            texts(json, "updated", run.updated());
            texts(json, "skipped", run.skipped());
            texts(json, "quarantined", run.quarantined());
            texts(json, "notFound", run.notFound());
            SyncCounts counts = run.counts();
            object(json, "counts", part -> {
                part.number("created", counts.created());
                part.number("updated", counts.updated());
                part.number("skipped", counts.skipped());
                part.number("quarantined", counts.quarantined());
                part.number("notFound", counts.notFound());
            });
        });
    }

    /** The numbers in a document. */
    public static Numbers read(String id, int schema, String document) {
        return JsonDocument.read(
                "sync run " + id,
                schema,
                SCHEMA,
                document,
                node -> new Numbers(
                        counts(child(node, "counts")),
                        texts(node, "created"),
                        texts(node, "updated"),
                        texts(node, "skipped"),
                        texts(node, "quarantined"),
                        texts(node, "notFound")));
    }

    private static SyncCounts counts(JsonNode node) {
        return new SyncCounts(
                (int) number(node, "created"),
                (int) number(node, "updated"),
                (int) number(node, "skipped"),
                (int) number(node, "quarantined"),
                (int) number(node, "notFound"));
    }
}
