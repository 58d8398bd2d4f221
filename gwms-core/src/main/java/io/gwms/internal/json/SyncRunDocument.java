package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.texts;

import io.gwms.ordersync.SyncRun;
import java.util.List;

/** The order numbers of a run of order sync, as they are stored. */
public final class SyncRunDocument {
    /** The schema that is written. */
    public static final int SCHEMA = 1;

    private SyncRunDocument() {}

    /** The order numbers by what became of the order. */
    public record Numbers(List<String> created, List<String> updated, List<String> skipped, List<String> quarantined) {}

    /** The numbers of a run, in the current schema. */
    public static String write(SyncRun run) {
        return JsonDocument.write(json -> {
            texts(json, "created", run.created());
            texts(json, "updated", run.updated());
            texts(json, "skipped", run.skipped());
            texts(json, "quarantined", run.quarantined());
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
                        texts(node, "created"),
                        texts(node, "updated"),
                        texts(node, "skipped"),
                        texts(node, "quarantined")));
    }
}
