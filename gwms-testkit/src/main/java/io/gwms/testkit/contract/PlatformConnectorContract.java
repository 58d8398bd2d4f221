package io.gwms.testkit.contract;

import static java.util.Objects.requireNonNull;

import io.gwms.platform.PlatformConnector;
import io.gwms.platform.StockSupport;
import io.gwms.platform.WriteBackSupport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link PlatformConnector} must do. A clause is numbered after the rule of its javadoc that it proves: clause
 * 5.3 is the third proof of rule 5. Clauses are nested by the capability they are about; those of one that is not declared
 * are skipped, and clause 1.1 proves that it fails fast. Faults are played by a transport around the stage's, so the stage
 * need not be hostile itself.
 *
 * <p>A connector whose platform takes many orders for a page is best given a small page here.
 */
public abstract class PlatformConnectorContract {
    private @Nullable PlatformScene scene;

    /** For subclasses. */
    protected PlatformConnectorContract() {}

    /** The connector, made anew. */
    protected abstract PlatformConnector connector();

    /** A platform with one store and no orders; called before each test. */
    protected abstract PlatformStage stage();

    /** Clauses that do not apply, by number, each with the reason; none unless overridden. */
    protected Map<String, String> exemptions() {
        return Map.of();
    }

    @BeforeEach
    final void setTheStage() {
        scene = new PlatformScene(connector(), connector(), stage());
    }

    final PlatformScene scene() {
        return requireNonNull(scene, "scene");
    }

    /** Every group of clauses, for running them without JUnit. */
    final List<PlatformClauses> groups() {
        return List.of(
                new Declaring(),
                new Reading(),
                new Failing(),
                new LookingUp(),
                new KeepingSecrets(),
                new WritingShipments(),
                new ProbingShipments(),
                new Acknowledging(),
                new Cancelling(),
                new PushingStock(),
                new TakingCensus(),
                new Refreshing(),
                new ReceivingPushes());
    }

    @Nested
    class Declaring extends DeclarationClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }
    }

    @Nested
    class Reading extends ReadClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }
    }

    @Nested
    class Failing extends FailureClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }
    }

    @Nested
    class LookingUp extends LookupClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().canLookUpByNumber();
        }
    }

    @Nested
    class KeepingSecrets extends SecretClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }
    }

    @Nested
    class WritingShipments extends ShipmentClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().writeBack() != WriteBackSupport.NONE;
        }
    }

    @Nested
    class ProbingShipments extends ProbeClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().canProbeShipments();
        }
    }

    @Nested
    class Acknowledging extends AcknowledgeClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().canAcknowledge();
        }
    }

    @Nested
    class Cancelling extends CancelClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().canCancelOrders();
        }
    }

    @Nested
    class PushingStock extends StockClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().stock() != StockSupport.NONE;
        }
    }

    @Nested
    class TakingCensus extends CensusClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().census().isPresent();
        }
    }

    @Nested
    class Refreshing extends RefreshClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.can().canRefreshCredential();
        }
    }

    @Nested
    class ReceivingPushes extends WebhookClauses {
        @Override
        PlatformConnectorContract contract() {
            return PlatformConnectorContract.this;
        }

        @Override
        boolean apply() {
            return scene.connector.webhooks().isPresent();
        }
    }
}
