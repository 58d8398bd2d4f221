package io.gwms.architecture;

import static io.gwms.architecture.ApiChanges.Effect.ADDS;
import static io.gwms.architecture.ApiChanges.Effect.BREAKS_CALLERS;
import static io.gwms.architecture.ApiChanges.Effect.BREAKS_IMPLEMENTERS;
import static io.gwms.architecture.ApiChanges.Effect.UNPROMISED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.architecture.ApiChanges.Effect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each change of an API is told to those whom it concerns. */
class ApiChangesTest {
    private static final String TOOL = "x.Tool is final class";
    private static final String SPI = "x.Spi is interface";
    private static final String PROVIDED = "x.Setup is interface @ProviderType";

    @Test
    void whatIsGoneOrDifferentBreaksCallers() {
        assertEffect(BREAKS_CALLERS, List.of(TOOL, "    step(): int"), List.of(TOOL));
        assertEffect(BREAKS_CALLERS, List.of(TOOL, "    step(): int"), List.of(TOOL, "    step(): long"));
        assertEffect(BREAKS_CALLERS, List.of(TOOL, "    find(): String"), List.of(TOOL, "    find(): String?"));
        assertEffect(
                BREAKS_CALLERS,
                List.of(TOOL, "    run(): void"),
                List.of(TOOL, "    run(): void throws java.io.IOException"));
        assertEffect(BREAKS_CALLERS, List.of(TOOL), List.of());
        assertEffect(BREAKS_CALLERS, List.of("x.Tool is class"), List.of(TOOL));
        assertEffect(BREAKS_CALLERS, List.of(TOOL + " implements AutoCloseable"), List.of(TOOL));
        assertEffect(BREAKS_CALLERS, List.of(TOOL), List.of(TOOL + " @Incubating"));
    }

    @Test
    void aParameterMoreIsAnotherMethod() {
        assertThat(ApiChanges.between(List.of(TOOL, "    step(int): int"), List.of(TOOL, "    step(int, int): int"))
                        .byEffect())
                .containsOnlyKeys(BREAKS_CALLERS, ADDS);
    }

    @Test
    void aDutyMoreBreaksImplementers() {
        assertEffect(BREAKS_IMPLEMENTERS, List.of(SPI), List.of(SPI, "    abstract ping(): void"));
        assertEffect(BREAKS_IMPLEMENTERS, List.of(SPI, "    ping(): void"), List.of(SPI, "    abstract ping(): void"));
        assertEffect(
                BREAKS_IMPLEMENTERS,
                List.of("x.Contract is abstract class"),
                List.of("x.Contract is abstract class", "    protected abstract store(): x.Tool"));
        assertEffect(BREAKS_IMPLEMENTERS, List.of("x.Setup is interface"), List.of(PROVIDED));
    }

    @Test
    void whatNobodyHasToKnowOnlyAdds() {
        assertEffect(ADDS, List.of(), List.of(TOOL));
        assertEffect(ADDS, List.of(TOOL), List.of(TOOL, "    step(): int"));
        assertEffect(ADDS, List.of(SPI), List.of(SPI, "    ping(): void"));
        assertEffect(ADDS, List.of(SPI, "    abstract ping(): void"), List.of(SPI, "    ping(): void"));
        assertEffect(ADDS, List.of(PROVIDED), List.of(PROVIDED, "    abstract ping(): void"));
        assertEffect(ADDS, List.of(TOOL), List.of(TOOL + " implements AutoCloseable"));
        assertEffect(ADDS, List.of(TOOL + " @Incubating"), List.of(TOOL));
        assertEffect(ADDS, List.of(TOOL, "    step(): int @Incubating"), List.of(TOOL, "    step(): int"));
    }

    @Test
    void whatIsIncubatingWasNotPromised() {
        assertEffect(UNPROMISED, List.of(TOOL, "    step(): int @Incubating"), List.of(TOOL));
        assertEffect(
                UNPROMISED, List.of(SPI + " @Incubating"), List.of(SPI + " @Incubating", "    abstract ping(): void"));
        assertEffect(UNPROMISED, List.of(TOOL + " @Incubating"), List.of());
    }

    private static void assertEffect(Effect effect, List<String> before, List<String> after) {
        assertThat(ApiChanges.between(before, after).byEffect())
                .as("%s to %s", before, after)
                .containsOnlyKeys(effect);
    }
}
