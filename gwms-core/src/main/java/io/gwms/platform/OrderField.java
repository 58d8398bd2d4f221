package io.gwms.platform;

/** A field of the order detail that comes from the platform (platform-orders, section 2.3). */
public enum OrderField {
    /** The channel it was sold through. */
    SOURCE,
    /** The platform's own word for how it stands. */
    FULFILLMENT_STATUS,
    /** What the buyer wrote. */
    BUYER_NOTE,
    PAYMENT_METHOD,
    PAYMENT_TIME,
    SHIPPING_FEE,
    TAX,
    DISCOUNT,
    RECIPIENT_NAME,
    PHONE,
    COUNTRY,
    STATE,
    CITY,
    ADDRESS,
    ZIP,
    PLATFORM_SKU,
    PRODUCT_NAME,
    /** How many pieces of a line have shipped there. */
    SHIPPED_QUANTITY,
    /** The price of a piece after discounts. */
    UNIT_PRICE
}
