package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.testkit.proxy.ScriptedWarehouseTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Warehouse connectors that are broken on purpose fail the very clauses that name their defect, and no other. */
class BrokenWarehousesTest {
    @Test
    void theGoodConnectorFailsNone() {
        assertThat(failed(good -> good)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> eachFailsTheClausesThatNameItsDefect() {
        return Stream.of(BrokenWarehouses.ALL, BrokenLookUps.ALL, BrokenInbounds.ALL)
                .flatMap(broken -> broken.entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .map(broken -> DynamicTest.dynamicTest(
                        broken.getKey(),
                        () -> assertThat(failed(broken.getValue())).containsExactlyInAnyOrder(named(broken.getKey()))));
    }

    private static String[] named(String defect) {
        return defect.substring(0, defect.indexOf(' ')).split("\\+", -1);
    }

    @Test
    void eachClauseHasADefectThatFailsIt() {
        Set<String> named = new TreeSet<>();
        Stream.of(BrokenWarehouses.ALL, BrokenLookUps.ALL, BrokenInbounds.ALL)
                .flatMap(broken -> broken.keySet().stream())
                .forEach(defect -> named.addAll(List.of(named(defect))));

        assertThat(contract(good -> good).groups().stream()
                        .flatMap(group -> clauses(group).stream())
                        .map(BrokenWarehousesTest::number)
                        .filter(number -> !named.contains(number)))
                .as("clauses that no broken connector fails")
                .isEmpty();
    }

    private static String number(Method clause) {
        String name = clause.getAnnotation(DisplayName.class).value();
        return name.substring(0, name.indexOf(' '));
    }

    /** The numbers of the clauses that the scripted warehouse's connector fails when it is altered so; each on a stage of its own. */
    private static Set<String> failed(UnaryOperator<ProxyWarehouseConnector> defect) {
        Set<String> failed = new TreeSet<>();
        int groups = contract(defect).groups().size();
        for (int i = 0; i < groups; i++) {
            for (Method clause : clauses(contract(defect).groups().get(i))) {
                String name = clause.getAnnotation(DisplayName.class).value();
                WarehouseClauses group = contract(defect).groups().get(i);
                if (ClauseRun.fails(() -> group.setTheScene(name), group, clause)) {
                    failed.add(number(clause));
                }
            }
        }
        return failed;
    }

    private static List<Method> clauses(WarehouseClauses group) {
        return Arrays.stream(group.getClass().getSuperclass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
    }

    private static ProxyWarehouseConnectorContract contract(UnaryOperator<ProxyWarehouseConnector> defect) {
        return new ScriptedWarehouseTest() {
            @Override
            protected ProxyWarehouseConnector connector() {
                return defect.apply(super.connector());
            }
        };
    }
}
