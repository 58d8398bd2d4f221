package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.WriteBackSupport;
import io.gwms.redact.Redactor;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 10: secrets stay put, even when the far side says them back. */
abstract class SecretClauses extends PlatformClauses {
    @Test
    @DisplayName("10.1 no secret is in what is told of a failure, thrown or not")
    public void failuresTellNoSecret() {
        assertThat(echoedBack())
                .allSatisfy(text -> assertThat(text)
                        .as("a failure; what the platform says goes through session.redactor() first")
                        .doesNotContain(scene.secrets()));
    }

    @Test
    @DisplayName("10.2 no secret is in an address, but those the platform wants there, and these the redactor hides")
    public void addressesHoldNoSecret() {
        echoedBack();
        List<String> elsewhere = scene.stage.credential().secrets().entrySet().stream()
                .filter(secret -> !scene.stage.secretsInAddress().contains(secret.getKey()))
                .map(secret -> secret.getValue().reveal())
                .toList();

        assertThat(scene.transport.calls()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.uri().toString())
                    .as("an address; put secrets into headers or signatures")
                    .doesNotContain(elsewhere);
            assertThat(Redactor.standard().url(call.uri().toString()) + " " + call)
                    .doesNotContain(scene.secrets());
        });
    }

    /** What logging libraries print by default goes to one of the two streams, which are looked up as they print. */
    @Test
    @DisplayName("10.3 no secret is logged")
    public void logsHoldNoSecret() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            echoedBack();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(scene.secrets());
    }

    /** Every failure, with our own secret in the reply. */
    private List<String> echoedBack() {
        boolean writes = scene.can().writeBack() != WriteBackSupport.NONE;
        ShipmentNotice notice = writes ? scene.shippedOrder(1001) : null;
        String secret = scene.secrets().get(0);
        List<String> replies = List.of(
                "{\"errors\":\"refused\",\"message\":\"refused " + secret + "\",\"access_token\":\"" + secret + "\"}",
                "<html>" + secret + "</html>",
                "{\"cut\":\"" + secret);
        List<String> told = new ArrayList<>();
        for (int status : new int[] {200, 400, 401, 403, 404, 422, 429, 500}) {
            for (String reply : replies) {
                scene.transport.onReads(Fault.answer(status, "application/json", reply));
                told.add(told(() -> scene.page(null)));
                if (notice != null) {
                    scene.transport.onWrites(Fault.answer(status, "application/json", reply));
                    told.add(told(() -> scene.write(notice)));
                }
            }
        }
        return told;
    }

    private static String told(Supplier<?> call) {
        try {
            return String.valueOf(call.get());
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
