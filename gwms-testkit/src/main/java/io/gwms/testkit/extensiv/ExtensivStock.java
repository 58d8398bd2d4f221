package io.gwms.testkit.extensiv;

import java.time.Instant;

/**
 * One receive item at the fake: what came on one line of one receiver.
 *
 * @param facility the facility's number
 * @param sku the SKU
 * @param receiver the receiver's number
 * @param receivedAt when it came; told in the facility's own time, without an offset
 * @param lot the lot number; may be empty
 * @param onHold whether a person put it on hold
 * @param quarantined whether it lies in quarantine
 */
public record ExtensivStock(
        int facility, String sku, long receiver, Instant receivedAt, String lot, boolean onHold, boolean quarantined) {
    /** One that is fit for sale. */
    public static ExtensivStock good(int facility, String sku, long receiver, Instant receivedAt) {
        return new ExtensivStock(facility, sku, receiver, receivedAt, "", false, false);
    }

    /** The same of another lot. */
    public ExtensivStock ofLot(String other) {
        return new ExtensivStock(facility, sku, receiver, receivedAt, other, onHold, quarantined);
    }

    /** The same on hold. */
    public ExtensivStock held() {
        return new ExtensivStock(facility, sku, receiver, receivedAt, lot, true, quarantined);
    }

    /** The same in quarantine. */
    public ExtensivStock inQuarantine() {
        return new ExtensivStock(facility, sku, receiver, receivedAt, lot, onHold, true);
    }
}
