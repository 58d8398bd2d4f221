package io.gwms.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Clauses of {@link PlatformConnectorContract} about one matter. */
abstract class PlatformClauses {
    PlatformScene scene;

    @SuppressWarnings("NullAway.Init") // set before each test
    PlatformClauses() {}

    /** The contract whose clauses these are. */
    abstract PlatformConnectorContract contract();

    /** Whether what they are about is declared; when not, none applies but that of failing fast (1.1). */
    boolean apply() {
        return true;
    }

    @BeforeEach
    final void setTheScene(TestInfo test) {
        setTheScene(test.getDisplayName());
    }

    final void setTheScene(String clause) {
        scene = contract().scene();
        String number = clause.substring(0, clause.indexOf(' '));
        String reason = contract().exemptions().get(number);
        assumeTrue(reason == null, () -> "clause " + number + " is exempt: " + reason);
        assumeTrue(apply(), "not declared");
    }
}
