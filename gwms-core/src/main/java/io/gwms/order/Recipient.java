package io.gwms.order;

import static java.util.Objects.requireNonNull;

/**
 * Who receives an order (platform-orders, section 2.3, «Recipient Info»). A field the platform does
 * not give is empty. Prints no personal data.
 *
 * @param address street and house, all lines joined by a line feed
 * @param country ISO 3166 two-letter code
 */
public record Recipient(
        String name, String phone, String country, String state, String city, String address, String zip) {
    private static final Recipient NONE = new Recipient("", "", "", "", "", "", "");

    public Recipient {
        requireNonNull(name, "name");
        requireNonNull(phone, "phone");
        requireNonNull(country, "country");
        requireNonNull(state, "state");
        requireNonNull(city, "city");
        requireNonNull(address, "address");
        requireNonNull(zip, "zip");
    }

    /** A recipient of whom nothing is known. */
    public static Recipient none() {
        return NONE;
    }

    @Override
    public String toString() {
        return "Recipient[" + country + "]";
    }
}
