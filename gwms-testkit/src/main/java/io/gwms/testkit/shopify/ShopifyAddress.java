package io.gwms.testkit.shopify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mailing address of a {@link ShopifyOrder}; every part may be missing, as on the real server.
 * Immutable. The parts carry the names of Shopify's MailingAddress.
 *
 * @param firstName of the recipient
 * @param lastName of the recipient
 * @param company of the recipient
 * @param address1 street and number
 * @param address2 anything more
 * @param city in the country's usual spelling
 * @param province full name
 * @param provinceCode short code
 * @param country full name
 * @param countryCodeV2 two letters
 * @param zip postal code
 * @param phone of the recipient
 */
public record ShopifyAddress(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String company,
        @Nullable String address1,
        @Nullable String address2,
        @Nullable String city,
        @Nullable String province,
        @Nullable String provinceCode,
        @Nullable String country,
        @Nullable String countryCodeV2,
        @Nullable String zip,
        @Nullable String phone) {

    /** An address with every part that a carrier asks for. */
    public static ShopifyAddress complete() {
        return new ShopifyAddress(
                "Ada",
                "Okafor",
                null,
                "12 Harbour Road",
                null,
                "Portland",
                "Oregon",
                "OR",
                "United States",
                "US",
                "97201",
                "+15035550100");
    }

    /** The same address without that part; the name is one of this record's components. */
    public ShopifyAddress without(String part) {
        return with(part, null);
    }

    /** The same address with that part changed; the name is one of this record's components. */
    public ShopifyAddress with(String part, @Nullable String value) {
        var parts = parts();
        if (!parts.containsKey(part)) {
            throw new IllegalArgumentException("part is '%s', but must be one of %s".formatted(part, parts.keySet()));
        }
        parts.put(part, value);
        return of(parts);
    }

    /** The address made of those parts; what is not named is missing. */
    static ShopifyAddress of(Map<String, @Nullable String> parts) {
        return new ShopifyAddress(
                parts.get("firstName"),
                parts.get("lastName"),
                parts.get("company"),
                parts.get("address1"),
                parts.get("address2"),
                parts.get("city"),
                parts.get("province"),
                parts.get("provinceCode"),
                parts.get("country"),
                parts.get("countryCodeV2"),
                parts.get("zip"),
                parts.get("phone"));
    }

    Map<String, @Nullable String> parts() {
        Map<String, @Nullable String> parts = new LinkedHashMap<>();
        parts.put("firstName", firstName);
        parts.put("lastName", lastName);
        parts.put("company", company);
        parts.put("address1", address1);
        parts.put("address2", address2);
        parts.put("city", city);
        parts.put("province", province);
        parts.put("provinceCode", provinceCode);
        parts.put("country", country);
        parts.put("countryCodeV2", countryCodeV2);
        parts.put("zip", zip);
        parts.put("phone", phone);
        return parts;
    }
}
