package io.gwms.platform;

/** Whose address the orders of a fulfilment model bring. */
public enum AddressRule {
    /** The buyer's, in full: the seller ships to it. */
    BUYER,
    /** The buyer's, masked: the platform's label or number leads the parcel there. */
    MASKED,
    /** That of a centre of the platform's, which brings the goods to the buyer itself. */
    PLATFORM_CENTRE
}
