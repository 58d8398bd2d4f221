package io.gwms.testkit.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.FakeReply;
import java.util.Map;
import java.util.Optional;

/** The resource {@code products} with its variations: what is listed under a SKU, and its stock. */
final class ProductsApi {
    private final Rows rows;

    ProductsApi(Rows rows) {
        this.rows = rows;
    }

    void list(long id, long parentId, String sku, long stock) {
        rows.put(
                "product",
                String.valueOf(id),
                Rows.object()
                        .put("id", id)
                        .put("parent_id", parentId)
                        .put("type", parentId == 0 ? "simple" : "variation")
                        .put("sku", sku)
                        .put("manage_stock", true)
                        .put("stock_quantity", stock));
    }

    /** A search by SKU finds variations too. */
    FakeReply search(Map<String, String> query) {
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        rows.all("product").stream()
                .filter(product -> product.path("sku").asText().equals(query.getOrDefault("sku", "")))
                .forEach(found::add);
        return FakeReply.json(200, found.toString());
    }

    FakeReply one(long parentId, long id) {
        ObjectNode product = product(parentId, id).orElseThrow(() -> Refusal.unknown("product"));
        return FakeReply.json(200, product.toString());
    }

    FakeReply change(long parentId, long id, ObjectNode body) {
        ObjectNode product = product(parentId, id).orElseThrow(() -> Refusal.ofUnknown("product"));
        product.setAll(body);
        rows.put("product", String.valueOf(id), product);
        return FakeReply.json(200, product.toString());
    }

    private Optional<ObjectNode> product(long parentId, long id) {
        return rows.find("product", String.valueOf(id))
                .filter(product -> product.path("parent_id").asLong() == parentId);
    }
}
