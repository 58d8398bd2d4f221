package io.gwms.platform;

import io.gwms.Incubating;
import io.gwms.internal.Require;

/**
 * An acknowledgement of a purchase order that a platform knows of.
 *
 * @param reference the platform's own reference; of a pending one what the platform calls the transaction
 * @param pending whether the platform has only taken it and will say later what became of it; then
 *     {@link PlatformConnector#probeAcknowledgements} is asked until it says so
 */
@Incubating("Amazon Vendor alone takes acknowledgements")
public record Acknowledged(String reference, boolean pending) {
    public Acknowledged {
        Require.text(reference, "reference");
    }

    /** The platform has taken it over. */
    public static Acknowledged confirmed(String reference) {
        return new Acknowledged(reference, false);
    }

    /** The platform works on it under that transaction. */
    public static Acknowledged pending(String transaction) {
        return new Acknowledged(transaction, true);
    }
}
