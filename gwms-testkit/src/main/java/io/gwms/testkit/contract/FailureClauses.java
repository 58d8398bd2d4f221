package io.gwms.testkit.contract;

import static io.gwms.testkit.contract.PlatformScene.HTML;
import static io.gwms.testkit.contract.PlatformScene.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 3 and 8: what a reply that is no answer is taken for. */
abstract class FailureClauses extends PlatformClauses {
    /** Bodies that no platform should send and some do. */
    static final List<String> NONSENSE = List.of(
            "",
            "null",
            "true",
            "0",
            "\"\"",
            "[]",
            "[null]",
            "{}",
            "{\"data\":null}",
            "{\"data\":[]}",
            "{\"data\":{\"orders\":null}}",
            "{\"orders\":{}}",
            "{\"errors\":[null]}",
            "{\"errors\":[{}]}",
            "{\"errors\":{}}",
            "{\"error\":null,\"response\":null}",
            "{\"response\":{}}",
            "{\"items\":{}}",
            "\u0000",
            "[".repeat(2_000));

    @Test
    @DisplayName("3.1 an empty, cut or foreign reply is a failure and never «no orders»")
    public void foreignReplyIsNeverNoOrders() {
        scene.addOrder(scene.number(1001), 1);
        List<Fault> faults = List.of(
                Fault.answer(200, "application/json", ""),
                Fault.answer(200, "text/html", HTML),
                Fault.answer(200, "application/json", "null"),
                Fault.answer(200, "application/json", "{}"),
                Fault.answer(200, "application/json", "\"orders\""),
                Fault.answer(204, "application/json", ""),
                Fault.answer(302, "text/html", HTML),
                Fault.answer(500, "text/html", HTML),
                Fault.cutBody(),
                Fault.lostReply(),
                Fault.notSent());

        for (Fault fault : faults) {
            scene.transport.onReads(fault);
            assertThat(scene.page(null).asDone())
                    .as("orders where no page of orders came; answer Outcome.unknown(…)")
                    .isEmpty();
        }
        assertThat(scene.page(null).asDone()).isPresent();
    }

    @Test
    @DisplayName("3.2 a token that is not accepted and calling too often are told apart")
    public void refusalsAreToldApart() {
        scene.transport.onReads(
                Fault.answer(401, "application/json", "{\"errors\":\"unauthorized\"}"), tooOften(Map.of()));

        assertThat(refusalOf(scene.page(null)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        Refusal throttled = refusalOf(scene.page(null));
        assertThat(throttled.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(throttled.isTemporary()).isTrue();
    }

    @Test
    @DisplayName("3.3 a 429 that says how long to wait is believed")
    public void waitIsBelieved() {
        scene.transport.onReads(tooOften(Map.of("Retry-After", List.of("7"), "x-RateLimit-Reset", List.of("7"))));

        Refusal throttled = refusalOf(scene.page(null));

        assertThat(throttled.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        throttled
                .retryAfter()
                .ifPresent(wait -> assertThat(wait).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
    }

    @Test
    @DisplayName("3.4 «called too often» is understood in a 200 as well")
    public void throttledInA200IsUnderstood() {
        String body = scene.stage.throttledBody().orElse("");
        assumeTrue(!body.isEmpty(), "the platform throttles by status only");
        scene.transport.onReads(Fault.answer(200, "application/json", body));

        Refusal throttled = refusalOf(scene.page(null));

        assertThat(throttled.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(throttled.isTemporary()).isTrue();
    }

    private static Fault tooOften(Map<String, List<String>> headers) {
        byte[] body = "{\"message\":\"slow down\"}".getBytes(StandardCharsets.UTF_8);
        return (transport, call, send) -> Outcome.done(HttpReply.of(429, headers, body));
    }

    @Test
    @DisplayName("8.1 no reply to a read makes it throw, or read orders that are not there")
    public void noReplyToAReadMakesItThrow() {
        for (String body : NONSENSE) {
            scene.transport.onReads(Fault.answer(200, "application/json", body));
            assertThat(scene.page(null).asDone()).as("orders read from " + body).isEmpty();
        }
    }
}
