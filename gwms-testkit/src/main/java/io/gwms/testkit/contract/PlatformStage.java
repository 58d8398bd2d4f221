package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The platform a {@link PlatformConnectorContract} plays on: one store, empty at first, and ways to change
 * it behind the connector's back. Implement it over a fake server, or over the platform's own sandbox.
 *
 * <p>What has a default is needed only where the connector declares the capability of that name; a default that is called
 * all the same says so.
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

    /** The n-th order number in the platform's form; {@code #} and the digits unless overridden. */
    default String number(int n) {
        return "#" + n;
    }

    /** Adds an order that has every detail the platform can give; the same as any other unless overridden. */
    default void addDetailedOrder(String number) {
        addOrder(number, 1);
    }

    /** A change to the body of a reply that gives orders a status word nobody knows; empty when there is no such thing. */
    default Optional<UnaryOperator<String>> unknownWord(String word) {
        return Optional.empty();
    }

    /** The body of a reply of status 200 that says «called too often»; empty when the platform uses the status 429 only. */
    default Optional<String> throttledBody() {
        return Optional.empty();
    }

    /** Adds a purchase order with a line for each SKU and so many pieces of it, ordered and changed now. */
    default void addPurchaseOrder(String number, Map<String, Long> pieces) {
        throw missing("addPurchaseOrder", "purchase orders are");
    }

    /** What was acknowledged of a purchase order: accepted pieces by line id, oldest first. */
    default List<Map<String, Long>> acknowledgementsOf(String number) {
        throw missing("acknowledgementsOf", "acknowledge is");
    }

    /** Whether the platform holds that order for cancelled. */
    default boolean isCancelled(String number) {
        throw missing("isCancelled", "cancelOrders is");
    }

    /** Lists a SKU, showing that many pieces. */
    default void listSku(String sku, long shown) {
        throw missing("listSku", "stock is");
    }

    /** How many pieces of a SKU the platform shows. */
    default long stockOf(String sku) {
        throw missing("stockOf", "stock is");
    }

    /** Ends the life of the credential's access token now; what refreshes it stays good. */
    default void killToken() {
        throw missing("killToken", "refreshCredential is");
    }

    /** How many refreshes the platform has answered. */
    default int refreshes() {
        throw missing("refreshes", "refreshCredential is");
    }

    /** A delivery about that order as the platform sends it, signed with that secret; empty when it pushes nothing. */
    default Optional<Push> push(String number, Secret secret) {
        return Optional.empty();
    }

    /**
     * A delivery on its way.
     *
     * @param callback the address it is sent to
     * @param headers its headers
     * @param body its raw body, sent as UTF-8
     */
    record Push(URI callback, Map<String, String> headers, String body) {
        public Push {
            headers = Map.copyOf(headers);
        }

        @Override
        public String toString() {
            return "Push[" + callback + ", " + body.length() + " characters]";
        }
    }

    private static IllegalStateException missing(String method, String what) {
        return new IllegalStateException("the stage has no " + method + "(…), but " + what
                + " declared; override it so that the clause can be played");
    }
}
