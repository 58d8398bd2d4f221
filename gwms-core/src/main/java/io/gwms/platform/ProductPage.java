package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.store.Store;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where people see a product of a store, as a template that the connector of the platform knows
 * (product-sync-history, «Product ID (clickable)»). {@code {host}} stands for the host of the store's endpoint,
 * {@code {id}} for the product's id: what follows the last slash, where it has one.
 *
 * @param template for example {@code https://{host}/admin/products/{id}}
 */
public record ProductPage(String template) {
    public ProductPage {
        requireNonNull(template, "template");
        Require.that(
                (template.startsWith("https://") || template.startsWith("http://")) && template.contains("{id}"),
                "template",
                "'" + template + "'",
                "of the form https://{host}/products/{id}");
        URI.create(filled(template, "host", "id"));
    }

    /** The page of that product; empty when it has no id yet. */
    public Optional<URI> of(Store store, String productId) {
        String id = productId.substring(productId.lastIndexOf('/') + 1);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(filled(template, store.endpoint().getRawAuthority(), encoded(id))));
    }

    private static String filled(String template, String host, String id) {
        return template.replace("{host}", host).replace("{id}", id);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
