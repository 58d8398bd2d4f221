package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.ErrorKind;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.time.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes in, and however we fare then: a delivery is answered, and none is taken that is not kept. */
class WebhookFaultsTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final URI CALLBACK = URI.create("https://host.example/webhooks/acme");
    private static final Secret SECRET = Secret.of("the-present-secret-4711");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final SyncBench bench = SyncBench.of(platform, STORE, clock);
    private final AtomicBoolean down = new AtomicBoolean();

    @BeforeEach
    void start() {
        Credential plain =
                bench.gwms.credentials().find(CredentialOwner.store(ID)).orElseThrow();
        assertThat(bench.gwms.credentials().save(plain.withSecret(WebhookReceiver.SECRET, SECRET)))
                .isTrue();
        bench.close();
        bench.start("node-2", PlatformModule.Builder::noAutomaticRuns, stateThatMayBeDown());
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant()));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    /** A state whose stores cannot be read while it is down. */
    private StateRepository stateThatMayBeDown() {
        return Redirected.of(StateRepository.class, bench.state, "stores", stores -> {
            if (down.get()) {
                throw FaultyState.outage();
            }
            return stores;
        });
    }

    private ScriptedPush push(boolean whole) {
        return platform.push("#1", "orders/updated", whole, SECRET, clock.instant());
    }

    private static Map<String, List<String>> headers(ScriptedPush push) {
        Map<String, List<String>> headers = new HashMap<>();
        push.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return headers;
    }

    private WebhookReceipt receive(Map<String, List<String>> headers, byte[] body) {
        return bench.module.webhooks().receive(ID, CALLBACK, headers, body);
    }

    private boolean isStored() {
        return bench.state.orders().find(new OrderId(ID, "id-#1")).isPresent();
    }

    @Test
    void storesThatCannotBeReadMakeThePlatformSendItAgain() {
        ScriptedPush push = push(true);
        down.set(true);

        WebhookReceipt receipt = receive(headers(push), push.body());
        assertThat(List.of(receipt.status(), shared(push).status())).containsOnly(503);
        assertThat(receipt.result()).isEqualTo(Result.NOT_JUDGED);
        assertThat(receipt.isAuthentic()).isFalse();
        assertThat(bench.deliveries)
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.errorKind()).isEqualTo(new ErrorKind("NOT_JUDGED")));
        assertThat(isStored()).isFalse();
        down.set(false);
        assertThat(receive(headers(push), push.body()).result()).isEqualTo(Result.ACCEPTED);
        assertThat(isStored()).isTrue();
    }

    @Test
    void storeWhoseCredentialDoesNotOpenStandsInTheWayOfNoOtherAtASharedAddress() {
        Store broken = ScriptedPlatform.store("a-broken-one");
        bench.state.stores().save(broken);
        bench.close();
        bench.credentials = new LockedCredential(broken.id(), bench.credentials);
        bench.start("node-3", PlatformModule.Builder::noAutomaticRuns, bench.state);
        ScriptedPush push = push(true);
        ScriptedPush strange = platform.push("#1", "t", true, Secret.of("of nobody we can open"), clock.instant());

        assertThat(shared(strange).status()).as("it may be the broken store's").isEqualTo(503);
        assertThat(shared(push).result()).isEqualTo(Result.ACCEPTED);
        assertThat(isStored()).isTrue();
    }

    private WebhookReceipt shared(ScriptedPush push) {
        return bench.module.webhooks().receive(ScriptedPlatform.TYPE, CALLBACK, headers(push), push.body());
    }

    @Test
    void headersThatNoServerShouldHandOnStandInNobodysWay() {
        ScriptedPush push = push(true);
        Map<String, List<String>> odd = headers(push);
        odd.put(null, Arrays.asList("HTTP/1.1 200 OK"));
        odd.put("", List.of("nameless"));
        odd.put("X-Null", Arrays.asList((String) null));
        odd.put("X-None", null);
        odd.put("X-Empty", List.of());
        odd.put("X-Split", List.of("a\r\nX-Injected: b"));

        assertThat(receive(odd, push.body()).result()).isEqualTo(Result.ACCEPTED);
        assertThat(isStored()).isTrue();
        assertThat(bench.deliveries).hasSize(1);
    }

    @Test
    void addressWithoutAHostIsTakenAndOnRecord() {
        ScriptedPush push = push(true);

        WebhookReceipt receipt =
                bench.module.webhooks().receive(ID, URI.create("/hooks/acme?x=1"), headers(push), push.body());

        assertThat(receipt.result()).isEqualTo(Result.ACCEPTED);
        assertThat(bench.deliveries).hasSize(1);
    }

    @Test
    void bodyThatAServerPackedIsNotWhatWasSigned() throws IOException {
        ScriptedPush push = push(true);
        Map<String, List<String>> headers = headers(push);
        headers.put("Content-Encoding", List.of("gzip"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(push.body());
        }

        assertThat(receive(headers, packed.toByteArray()).result()).isEqualTo(Result.FORGED);
        assertThat(receive(headers, push.body()).result()).isEqualTo(Result.ACCEPTED);
        assertThat(bench.deliveries).hasSize(2);
    }

    @Test
    void deliveryThatIsTakenWhileAnotherIsUnderWayIsOneOrder() {
        ScriptedPush push = push(false);
        assertThat(receive(headers(push), push.body()).result()).isEqualTo(Result.ACCEPTED);
        bench.transport.onReads((transport, call, send) -> {
            ScriptedPush whole = platform.push("#1", "orders/created", true, SECRET, clock.instant());
            assertThat(receive(headers(whole), whole.body()).result()).isEqualTo(Result.ACCEPTED);
            return send.send(call);
        });
        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(10))).hasSize(1);
        assertThat(bench.state.orders().journal(new OrderId(ID, "id-#1"))).hasSize(1);
    }

    @Test
    void storeThatIsDisabledBeforeItsOrderIsReadAgainIsNotCalled() {
        ScriptedPush push = push(false);
        receive(headers(push), push.body());
        bench.state.stores().save(STORE.withEnabled(false));
        bench.runUntilIdle();

        assertThat(bench.transport.calls()).isEmpty();
        assertThat(isStored()).isFalse();
    }
}
