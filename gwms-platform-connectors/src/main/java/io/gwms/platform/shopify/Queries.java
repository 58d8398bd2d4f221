package io.gwms.platform.shopify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The GraphQL documents, each in a resource beside this class. */
enum Queries {
    ORDER_PAGE("order-page"),
    ORDER_LINES("order-lines"),
    ORDER_SHIPMENTS("order-shipments"),
    ORDER_STANDING("order-standing"),
    ORDER_CANCEL("order-cancel"),
    ORDER_CENSUS("order-census"),
    STOCK_BY_SKU("stock-by-sku"),
    STOCK_OF_ITEM("stock-of-item"),
    STOCK_SET("stock-set"),
    FULFILLMENT_CREATE("fulfillment-create");

    private final String text;

    Queries(String name) {
        this.text = read(name + ".graphql");
    }

    String text() {
        return text;
    }

    /** Whether it changes something over there. */
    boolean writes() {
        return this == FULFILLMENT_CREATE || this == ORDER_CANCEL || this == STOCK_SET;
    }

    private static String read(String resource) {
        try (InputStream in = Queries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
