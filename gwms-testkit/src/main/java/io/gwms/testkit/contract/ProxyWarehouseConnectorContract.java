package io.gwms.testkit.contract;

import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxyWarehouseConnector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link ProxyWarehouseConnector} must do. A clause is numbered after the rule of its javadoc that it proves:
 * clause 5.3 is the third proof of rule 5. Clauses are nested by the capability they are about; those of one that is not
 * declared are skipped, and clause 1.1 proves that it is refused without a call.
 *
 * <p>A subclass brings a warehouse, real or fake, that is the same throughout a test and fresh at its start; what goes
 * wrong on the way there is put in between by the contract. One that declares inbound orders or callbacks overrides
 * {@link #putAway} and {@link #callback} too, or the clauses that need them are skipped with that reason.
 */
public abstract class ProxyWarehouseConnectorContract {
    /** For subclasses. */
    protected ProxyWarehouseConnectorContract() {}

    /** The connector under test. */
    protected abstract ProxyWarehouseConnector connector();

    /** How to reach the warehouse, with nothing in between. */
    protected abstract ProxySession session();

    /** An order of that reference that the warehouse takes. */
    protected abstract OutboundRequest outbound(String reference);

    /** An order of that reference that the warehouse surely refuses. */
    protected abstract OutboundRequest refusedOutbound(String reference);

    /** How many orders of that reference the warehouse holds, cancelled ones included. */
    protected abstract long ordersOf(String reference);

    /** Lets the warehouse ship that order now. */
    protected abstract void ship(String reference);

    /** Rewrites a reply so that an order in it has the status word {@code ZZ}, which no one knows. */
    protected abstract UnaryOperator<String> unknownWord();

    /** How many pieces the warehouse holds, locked ones included; more than none, in several batches. */
    protected abstract long pieces();

    /** An inbound order of that ASN that the warehouse takes; of the lines of an outbound one unless overridden. */
    protected InboundRequest inbound(String asn) {
        return new InboundRequest(asn, outbound("R-0").lines());
    }

    /** Lets the warehouse put away all of that inbound order now; unless overridden, clauses that need it are skipped. */
    protected void putAway(String asn) {
        Assumptions.abort("this warehouse puts nothing away; override putAway(…)");
    }

    /**
     * A notification about that order, which may have to change for there to be one; unless overridden, clauses that need
     * it are skipped.
     */
    protected CallbackDelivery callback(String reference) {
        return Assumptions.abort("this warehouse sends no notifications; override callback(…)");
    }

    /** Whether the signature of a notification covers its time; true unless overridden. */
    protected boolean callbacksExpire() {
        return true;
    }

    /**
     * Fields of replies that the warehouse may leave out, so that their absence means something; none unless overridden.
     */
    protected Set<String> optionalFields() {
        return Set.of();
    }

    /** Clauses that do not apply, by number, each with the reason; none unless overridden. */
    protected Map<String, String> exemptions() {
        return Map.of();
    }

    /** Every group of clauses, for running them without JUnit. */
    final List<WarehouseClauses> groups() {
        return List.of(
                new Declaring(),
                new HandingOver(),
                new LookingUp(),
                new Cancelling(),
                new Announcing(),
                new ReadingInventory(),
                new KeepingSecrets(),
                new ReceivingCallbacks());
    }

    @Nested
    class Declaring extends ProxyDeclarationClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }
    }

    @Nested
    class HandingOver extends HandOverClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }
    }

    @Nested
    class LookingUp extends OrderLookUpClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().findByReference();
        }
    }

    @Nested
    class Cancelling extends OrderCancelClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().cancel() != ProxyCapabilities.CancelModel.NONE;
        }
    }

    @Nested
    class Announcing extends InboundClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().inbounds().isPresent();
        }
    }

    @Nested
    class ReadingInventory extends InventoryClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().inventory().isPresent();
        }
    }

    @Nested
    class KeepingSecrets extends ProxySecretClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }
    }

    @Nested
    class ReceivingCallbacks extends CallbackClauses {
        @Override
        ProxyWarehouseConnectorContract contract() {
            return ProxyWarehouseConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.connector.callbacks().isPresent();
        }
    }
}
