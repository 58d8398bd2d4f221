package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.store.Store;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The platform a {@link PlatformConnectorContract} plays on: one store, empty at first, and ways to change
 * it behind the connector's back. Implement it over a fake server, or over the platform's own sandbox.
 */
public interface PlatformStage {
    /** The store. */
    Store store();

    /** Who we are to it. */
    Credential credential();

    /** How calls reach it. */
    Transport transport();

    /** The time the platform lives by. */
    VirtualClock clock();

    /** Adds an order of one line with so many pieces, ordered and changed now. */
    void addOrder(String number, int pieces);

    /** Changes something about an order, so that its change time is now. */
    void changeOrder(String number);

    /** How many shipments the platform holds of that order. */
    int shipmentsOf(String number);

    /** A change to the body of a reply that makes that one order unreadable; empty when there is no such thing. */
    Optional<UnaryOperator<String>> spoil(String number);

    /**
     * Names of the credential's secrets that the platform wants in the address of a call; none unless it leaves no other
     * way. The redactor must hide them there.
     */
    default Set<String> secretsInAddress() {
        return Set.of();
    }
}
