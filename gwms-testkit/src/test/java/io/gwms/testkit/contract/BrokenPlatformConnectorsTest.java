package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Connectors that are broken on purpose fail the very clauses that name their defect, and no other. */
class BrokenPlatformConnectorsTest {
    @Test
    void theGoodConnectorFailsNone() {
        assertThat(FailedClauses.of(good -> good)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> eachFailsTheClausesThatNameItsDefect() {
        return Stream.of(BrokenReaders.ALL, BrokenWriters.ALL)
                .flatMap(broken -> broken.entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .map(broken -> DynamicTest.dynamicTest(
                        broken.getKey(),
                        () -> assertThat(FailedClauses.of(broken.getValue()))
                                .containsExactlyInAnyOrder(named(broken.getKey()))));
    }

    private static String[] named(String defect) {
        return defect.substring(0, defect.indexOf(' ')).split("\\+", -1);
    }
}
