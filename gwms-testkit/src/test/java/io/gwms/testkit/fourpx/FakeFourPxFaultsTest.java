package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeFourPxFaultsTest extends FourPxStage {
    @Test
    void lostReplyLeavesTheOrderBehind() throws Exception {
        builder.faults(FourPxFault.loseReplyOfCreate(2));
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThatThrownBy(() -> client.raw(CREATE, order("R2", "SKU-1", 1))).isInstanceOf(IOException.class);
        assertThat(listed(client, "R2")).hasSize(1);
    }

    @Test
    void orderThatIsExecutedAfterItWasMissedTrapsOneProbe() throws Exception {
        builder.faults(FourPxFault.executeCreateAfterNotThere(1));
        FourPxClient client = start();
        assertThatThrownBy(() -> client.raw(CREATE, order("R1", "SKU-1", 1))).isInstanceOf(IOException.class);
        assertThat(listed(client, "OTHER"))
                .as("a look-up of another order does not wake it")
                .isEmpty();
        assertThat(listed(client, "R1")).as("not there").isEmpty();
        assertThat(listed(client, "R1")).as("and now it is").hasSize(1);
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(listed(client, "R1"))
                .as("who repeats after one probe has two")
                .hasSize(2);
    }

    @Test
    void orderThatIsExecutedLateAppearsAfterItsVirtualDelay() throws Exception {
        builder.faults(FourPxFault.executeCreateLate(1, Duration.ofMinutes(2)));
        FourPxClient client = start();
        assertThatThrownBy(() -> client.raw(CREATE, order("R1", "SKU-1", 1))).isInstanceOf(IOException.class);
        clock.advance(Duration.ofSeconds(119));
        assertThat(listed(client, "R1")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(FourPxClient.millis(only(client, "R1").path("create_time"))).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void throttledCallHasNoEffect() throws Exception {
        builder.faults(FourPxFault.throttle(CREATE, 1), FourPxFault.platformError(LIST, 1, "000024"));
        FourPxClient client = start();
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 1)))).isEqualTo("000017");
        assertThat(error(client.call(LIST, "{}"))).isEqualTo("000024");
        assertThat(listed(client, "R1")).isEmpty();
    }

    @Test
    void platformErrorMayHideAnEffect() throws Exception {
        builder.faults(FourPxFault.platformErrorAfterEffect(CREATE, 1, "000020"));
        FourPxClient client = start();
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 1)))).isEqualTo("000020");
        assertThat(listed(client, "R1")).hasSize(1);
    }

    @Test
    void badGatewayIsPageOfHtmlWithOrWithoutEffect() throws Exception {
        builder.faults(
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY, CREATE, 1),
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY_AFTER_EFFECT, CREATE, 2));
        FourPxClient client = start();
        for (String ref : List.of("R1", "R2")) {
            var reply = client.raw(CREATE, order(ref, "SKU-1", 1));
            assertThat(reply.statusCode()).isEqualTo(502);
            assertThat(reply.body()).startsWith("<html>");
        }
        assertThat(listed(client, "R1")).isEmpty();
        assertThat(listed(client, "R2")).hasSize(1);
    }

    @Test
    void truncatedAndEmptyAnswersAreNoJson() throws Exception {
        builder.faults(
                FourPxFault.of(FourPxFault.Kind.TRUNCATED_JSON, STOCK, 1),
                FourPxFault.of(FourPxFault.Kind.EMPTY_BODY, STOCK, 2));
        FourPxClient client = start();
        String truncated = client.raw(STOCK, "{}").body();
        assertThat(truncated).startsWith("{\"result\":\"1\"");
        assertThatThrownBy(() -> JSON.readTree(truncated)).isInstanceOf(IOException.class);
        var empty = client.raw(STOCK, "{}");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void slowAnswerComesAfterItsEffect() throws Exception {
        builder.faults(FourPxFault.slow(CREATE, 1, Duration.ofMillis(80)));
        FourPxClient client = start();
        long began = System.nanoTime();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void partialSuccessLacksTheLastRowAndSaysSo() throws Exception {
        builder.faults(FourPxFault.of(FourPxFault.Kind.PARTIAL, STOCK, 1));
        FourPxClient client = start();
        JsonNode partial = client.call(STOCK, "{}");
        assertThat(partial.path("result").textValue()).isEqualTo("2");
        assertThat(partial.path("errors")).isNotEmpty();
        assertThat(partial.path("data").path("data")).hasSize(2);
        assertThat(partial.path("data").path("total").textValue()).isEqualTo("3");
    }

    @Test
    void errorsComeAsOneObjectWhenSwitchedOn() throws Exception {
        builder.bareErrors(true);
        FourPxClient client = start();
        JsonNode refused = client.call(CANCEL, cancel("R1"));
        assertThat(refused.path("errors").isObject()).isTrue();
        assertThat(refused.path("errors").path("errorCode").textValue()).contains("NOT_FOUND");
    }
}
