package io.gwms.store;

import io.gwms.internal.Require;

/** Names a kind of sales platform. Open: a connector brings its own. */
public record PlatformType(String value) {
    public static final PlatformType SHOPIFY = new PlatformType("SHOPIFY");
    public static final PlatformType SHOPEE = new PlatformType("SHOPEE");
    public static final PlatformType TAKEALOT = new PlatformType("TAKEALOT");
    public static final PlatformType MAKRO = new PlatformType("MAKRO");
    public static final PlatformType WOOCOMMERCE = new PlatformType("WOOCOMMERCE");
    public static final PlatformType AMAZON_VENDOR = new PlatformType("AMAZON_VENDOR");

    public PlatformType {
        Require.text(value, "PlatformType");
    }

    @Override
    public String toString() {
        return value;
    }
}
