package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.proxy.reconcile.Rule;
import io.gwms.stock.AdjustmentVerdict;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineWordsTest {
    /** Lines of these changed stock, and a summary counts them as raised or lowered. */
    private static final Set<AdjustmentVerdict> COUNTED =
            Set.of(AdjustmentVerdict.APPLIED, AdjustmentVerdict.ALREADY_APPLIED);

    @Test
    void eachCodeOfALineHasWordsOfItsOwn() {
        Stream<String> rules = Arrays.stream(Rule.values()).map(Enum::name);
        Stream<String> verdicts = Arrays.stream(AdjustmentVerdict.values())
                .filter(verdict -> !COUNTED.contains(verdict))
                .map(Enum::name);

        assertThat(Stream.concat(rules, verdicts).map(LineWords::of))
                .doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).containsPattern("[a-z]"));
    }
}
