package io.gwms.order;

import static java.util.Objects.requireNonNull;

/**
 * Who receives an order (platform-orders, section 2.3, «Recipient Info»). A field the platform does
 * not give, or gives blank, is empty. Prints no personal data.
 *
 * @param address street and house, all lines joined by a line feed
 * @param country ISO 3166 two-letter code
 */
public record Recipient(
        String name, String phone, String country, String state, String city, String address, String zip) {
    private static final Recipient NONE = new Recipient("", "", "", "", "", "", "");

    public Recipient {
        name = given(name, "name");
        phone = given(phone, "phone");
        country = given(country, "country");
        state = given(state, "state");
        city = given(city, "city");
        address = given(address, "address");
        zip = given(zip, "zip");
    }

    /** A recipient of whom nothing is known. */
    public static Recipient none() {
        return NONE;
    }

    private static String given(String field, String name) {
        return requireNonNull(field, name).isBlank() ? "" : field;
    }

    /** Whether nothing is missing that every parcel needs: a name, a country, a city and a street. */
    boolean isComplete() {
        return !name.isEmpty() && !country.isEmpty() && !city.isEmpty() && !address.isEmpty();
    }

    @Override
    public String toString() {
        return "Recipient[" + country + "]";
    }
}
