package io.gwms.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import java.util.List;

/** What something stands for, as it is stored: in documents of orders, and by itself for mappings and their journal. */
public final class SkuPiecesDocument {
    /** The schema that is written. An older one is brought up to it when it is read. */
    public static final int SCHEMA = 1;

    private SkuPiecesDocument() {}

    /** The document of a mapping, in the current schema. */
    public static String write(List<SkuPieces> goods) {
        return JsonDocument.write(json -> write(json, "goods", goods));
    }

    /** What a document of a mapping holds. */
    public static List<SkuPieces> read(String what, int schema, String document) {
        return JsonDocument.read(what, schema, SCHEMA, document, node -> read(JsonDocument.child(node, "goods")));
    }

    static void write(JsonText json, String name, List<SkuPieces> goods) {
        JsonDocument.list(json, name, goods, (part, one) -> {
            part.text("sku", one.sku().value());
            part.number("each", one.each());
        });
    }

    static List<SkuPieces> read(JsonNode goods) {
        return JsonDocument.elements(
                goods,
                node -> new SkuPieces(
                        new WarehouseSku(JsonDocument.text(node, "sku")),
                        Math.toIntExact(JsonDocument.number(node, "each"))));
    }
}
