package io.gwms.platform;

/** How an order stands on its platform, whatever word the platform uses for it. */
public enum PlatformFact {
    /** Something is still to be shipped and nothing has been. */
    OPEN,
    /** Part of it was shipped there. */
    PARTLY_SHIPPED,
    /** All of it was shipped there. */
    SHIPPED,
    /** The platform is finished with it. */
    COMPLETED,
    /** Cancelled there. */
    CANCELLED
}
