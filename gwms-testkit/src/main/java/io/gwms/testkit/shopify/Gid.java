package io.gwms.testkit.shopify;

import java.util.regex.Pattern;

/** Shopify's global ids, {@code gid://shopify/Order/1}. */
final class Gid {
    private static final Pattern FORM = Pattern.compile("gid://shopify/([A-Za-z]+)/([1-9]\\d{0,17})");

    private Gid() {}

    static String of(String type, long number) {
        return "gid://shopify/" + type + "/" + number;
    }

    /** The number of an id of that type; zero, another type and nonsense are refused as the real server does. */
    static long number(String type, String gid) {
        var parts = FORM.matcher(gid);
        if (!parts.matches() || !parts.group(1).equals(type)) {
            throw new Refusal("RESOURCE_NOT_FOUND", "invalid id");
        }
        return Long.parseLong(parts.group(2));
    }

    static String type(String gid) {
        var parts = FORM.matcher(gid);
        if (!parts.matches()) {
            throw new Refusal("RESOURCE_NOT_FOUND", "invalid id");
        }
        return parts.group(1);
    }
}
