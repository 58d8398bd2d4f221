package io.gwms.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.WebhookRecorder.Verdict;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.proxy.CallbackVerdict;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log of notifications knows each word by which a receiver refuses one; it folds the floods of those alone. */
class NotificationVerdictsTest {
    private static final String[] VERDICTS =
            Arrays.stream(Verdict.values()).map(Enum::name).toArray(String[]::new);

    @Test
    void ofPlatforms() {
        Stream<String> refusals = Arrays.stream(Result.values())
                .filter(result -> !new WebhookReceipt(result, 200, "", "").isAuthentic())
                .map(Enum::name);

        assertThat(refusals).isNotEmpty().isSubsetOf(VERDICTS);
    }

    @Test
    void ofWarehouses() {
        assertThat(Arrays.stream(CallbackVerdict.Why.values()).map(Enum::name)).isSubsetOf(VERDICTS);
    }
}
