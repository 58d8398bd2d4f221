package io.gwms.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Clauses of {@link ProxyWarehouseConnectorContract} about one matter. */
abstract class WarehouseClauses {
    WarehouseScene scene;

    @SuppressWarnings("NullAway.Init") // set before each test
    WarehouseClauses() {}

    /** The contract whose clauses these are. */
    abstract ProxyWarehouseConnectorContract contract();

    /** Whether what they are about is declared; when not, none applies but that of failing fast (1.1). */
    boolean apply() {
        return true;
    }

    @BeforeEach
    final void setTheScene(TestInfo test) {
        setTheScene(test.getDisplayName());
    }

    final void setTheScene(String clause) {
        scene = new WarehouseScene(contract());
        String number = clause.substring(0, clause.indexOf(' '));
        String reason = contract().exemptions().get(number);
        assumeTrue(reason == null, () -> "clause " + number + " is exempt: " + reason);
        assumeTrue(apply(), "not declared");
    }
}
