package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.recorded.LogCapture;
import io.gwms.credential.Credential;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners and stores of a host say in exceptions reaches no log with its secrets. */
class LogsTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final String SECRET = "the-present-secret-4711";
    private static final Secret KEY = Secret.of(SECRET);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final SyncBench bench =
            SyncBench.of(platform.connector(), STORE, credential(), platform.transport(), clock);

    private static Credential credential() {
        Credential one = ScriptedPlatform.credential(STORE.id());
        return new Credential(
                one.owner(),
                one.version(),
                Map.of("token", one.secret("token"), WebhookReceiver.SECRET, KEY),
                Map.of(Credential.GRANT_EXPIRES_AT, "2026-06-10T12:00:00Z"),
                null);
    }

    private static IllegalStateException saying(String what) {
        IllegalStateException failure = new IllegalStateException(
                what + " at https://host.example/x?key=" + SECRET, new IllegalArgumentException("cause " + SECRET));
        failure.addSuppressed(new IllegalArgumentException("besides " + SECRET));
        return failure;
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void noSecretOfAnExceptionIsLogged() {
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant()));
        bench.close();
        try (LogCapture logs = LogCapture.open()) {
            bench.start(
                    "node-2",
                    builder -> builder.noAutomaticRuns()
                            .onProgress(progress -> {
                                throw saying("the listener of progress broke");
                            })
                            .onNotice(notice -> {
                                throw saying("the listener of notices broke");
                            }),
                    FaultyState.of(bench.state, (changes, commit) -> {
                        if (changes.toString().contains("push:")) {
                            throw saying("the store of the host broke");
                        }
                        return commit.apply(changes);
                    }));
            bench.sync().submit(SyncRequest.immediate(STORE.id()));
            bench.gwms.step();
            clock.advance(Duration.ofDays(90));
            bench.gwms.step();
            ScriptedPush push = platform.push("#1", "orders/updated", true, KEY, clock.instant());
            Map<String, List<String>> headers = push.headers().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
            assertThat(bench.module
                            .webhooks()
                            .receive(STORE.id(), URI.create("https://host.example/x"), headers, push.body())
                            .result())
                    .isEqualTo(Result.NOT_STORED);

            assertThat(logs.text())
                    .contains("the listener of progress broke", "the listener of notices broke")
                    .contains("the store of the host broke", "at io.gwms.platform.sync.LogsTest")
                    .contains("cause ***", "besides ***")
                    .doesNotContain(SECRET);
        }
    }
}
