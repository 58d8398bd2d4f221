package io.gwms.testkit.amazonvendor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A purchase order to put into a {@link FakeAmazonVendor}. Immutable.
 *
 * @param number Amazon's number, eight letters and digits
 * @param type such as {@code RegularOrder}
 * @param items what is ordered, in the order of their sequence numbers
 */
public record VendorOrder(String number, String type, List<VendorItem> items) {
    public VendorOrder {
        requireNonNull(number, "number");
        requireNonNull(type, "type");
        items = List.copyOf(items);
    }

    /** A regular order. */
    public static VendorOrder of(String number, VendorItem... items) {
        return new VendorOrder(number, "RegularOrder", List.of(items));
    }
}
