package io.gwms.testkit.contract;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.platform.ScriptedPlatform;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs every clause of the contract, each on a stage of its own, and tells which a connector fails. */
final class FailedClauses {
    private FailedClauses() {}

    /** The numbers of the clauses that the scripted platform's connector fails when it is altered so. */
    static Set<String> of(UnaryOperator<PlatformConnector> defect) {
        Set<String> failed = new TreeSet<>();
        int groups = contract(defect).groups().size();
        for (int i = 0; i < groups; i++) {
            for (Method clause : clauses(contract(defect).groups().get(i))) {
                PlatformConnectorContract contract = contract(defect);
                String name = clause.getAnnotation(DisplayName.class).value();
                PlatformClauses group = contract.groups().get(i);
                if (ClauseRun.fails(() -> group.setTheScene(name), group, clause)) {
                    failed.add(name.substring(0, name.indexOf(' ')));
                }
            }
        }
        return failed;
    }

    private static List<Method> clauses(PlatformClauses group) {
        return Arrays.stream(group.getClass().getSuperclass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    private static PlatformConnectorContract contract(UnaryOperator<PlatformConnector> defect) {
        ScriptedPlatform platform = ScriptedPlatform.with(RefreshingStage.capabilities());
        var contract = new PlatformConnectorContract() {
            @Override
            protected PlatformConnector connector() {
                return defect.apply(new RefreshingStage.Connector(platform.connector()));
            }

            @Override
            protected PlatformStage stage() {
                return new RefreshingStage(platform);
            }
        };
        contract.setTheStage();
        return contract;
    }
}
