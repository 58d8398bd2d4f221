package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.ErrorKind;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Authorization;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final URI CALLBACK = URI.create("https://host.example/webhooks/acme");
    private static final Secret NOW = Secret.of("the-present-secret-4711");
    private static final Secret BEFORE = Secret.of("the-secret-before-4711");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private ScriptedPlatform platform = ScriptedPlatform.standard();
    private SyncBench bench = bench();

    private SyncBench bench() {
        SyncBench made = SyncBench.of(platform, STORE, clock);
        secrets(made, Map.of(WebhookReceiver.SECRET, NOW), Map.of());
        return made;
    }

    private static void secrets(SyncBench bench, Map<String, Secret> more, Map<String, String> settings) {
        Credential credential =
                bench.gwms.credentials().find(CredentialOwner.store(ID)).orElseThrow();
        Map<String, Secret> secrets = new HashMap<>(more);
        secrets.put("token", credential.secret("token"));
        assertThat(bench.gwms
                        .credentials()
                        .save(new Credential(credential.owner(), credential.version(), secrets, settings, null)))
                .isTrue();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private PlatformOrder put(String number) {
        PlatformOrder order = ScriptedPlatform.order(number, "SKU-1", 1, clock.instant());
        platform.put(order);
        return order;
    }

    private PlatformOrder change(PlatformOrder order, String note) {
        clock.advance(Duration.ofSeconds(10));
        PlatformOrder changed = ScriptedPlatform.changed(order, note, clock.instant());
        platform.put(changed);
        return changed;
    }

    private ScriptedPush push(String number, boolean whole) {
        return platform.push(number, "orders/updated", whole, NOW, clock.instant());
    }

    private WebhookReceipt receive(ScriptedPush push) {
        return receive(push.headers(), push.body());
    }

    private WebhookReceipt receive(Map<String, String> headers, byte[] body) {
        return bench.module.webhooks().receive(ID, CALLBACK, listed(headers), body);
    }

    private static Map<String, List<String>> listed(Map<String, String> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    private Order stored(String number) {
        return bench.state
                .orders()
                .find(new OrderId(ID, "id-" + number))
                .orElseThrow(() -> new AssertionError("no order " + number));
    }

    private int orders() {
        return bench.state.orders().list(OrderQuery.newest(100)).size();
    }

    private int steps(String number) {
        return bench.state.orders().journal(new OrderId(ID, "id-" + number)).size();
    }

    private String onRecord() {
        CallExchange last = bench.deliveries.get(bench.deliveries.size() - 1);
        return last.outcome().asDone().orElseThrow().status() + " "
                + last.errorKind().value();
    }

    private void assertNothingChanged() {
        bench.runUntilIdle();
        assertThat(orders()).isZero();
        assertThat(bench.state.tasks().list(TaskQuery.newest(10))).isEmpty();
        assertThat(bench.transport.calls()).isEmpty();
    }

    @Test
    void orderThatADeliveryNamesIsReadAgainOnce() {
        put("#1");

        assertThat(receive(push("#1", false)).result()).isEqualTo(Result.ACCEPTED);
        assertThat(orders()).as("stored by the task, not by the answer").isZero();
        bench.runUntilIdle();

        assertThat(stored("#1").platform().number()).isEqualTo("#1");
        assertThat(bench.transport.calls()).hasSize(1);
        assertThat(onRecord()).isEqualTo("200 ");
    }

    @Test
    void orderThatADeliveryCarriesIsStoredBeforeTheAnswer() {
        put("#1");

        WebhookReceipt receipt = receive(push("#1", true));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(stored("#1").platform().number()).isEqualTo("#1");
        assertThat(bench.transport.calls()).isEmpty();
    }

    @Test
    void replayedDeliveryChangesNothingForAsLongAsItIsAuthentic() {
        put("#1");
        ScriptedPush push = push("#1", true);
        receive(push);

        for (int minute = 0; minute <= 5; minute++) {
            assertThat(receive(push).result()).isEqualTo(Result.DUPLICATE);
            assertThat(onRecord()).isEqualTo("200 DUPLICATE");
            clock.advance(Duration.ofMinutes(1));
            bench.gwms.step();
        }

        assertThat(receive(push).result()).isEqualTo(Result.STALE);
        assertThat(steps("#1")).isEqualTo(1);
        assertThat(bench.transport.calls()).isEmpty();
    }

    @Test
    void forgedUnsignedStaleAndTruncatedDeliveriesChangeNothingAndAreOnRecord() {
        put("#1");
        ScriptedPush good = push("#1", true);
        ScriptedPush forged = platform.push("#1", "t", true, Secret.of("a guess"), clock.instant());
        ScriptedPush stale = platform.push("#1", "t", true, NOW, clock.instant().minus(Duration.ofMinutes(6)));
        byte[] half = Arrays.copyOf(good.body(), good.body().length / 2);
        byte[] rewritten = new String(good.body(), StandardCharsets.UTF_8)
                .replace(":", ": ")
                .getBytes(StandardCharsets.UTF_8);

        assertRejected(Result.FORGED, "401 FORGED", forged.headers(), forged.body());
        assertRejected(Result.UNSIGNED, "401 UNSIGNED", Map.of(), good.body());
        assertRejected(Result.STALE, "400 STALE", stale.headers(), stale.body());
        assertRejected(Result.FORGED, "401 FORGED", good.headers(), half);
        assertRejected(Result.FORGED, "401 FORGED", good.headers(), rewritten);
        assertRejected(Result.FORGED, "401 FORGED", Map.of("x-scripted-signature", "00"), good.body());
        assertRejected(Result.TOO_LARGE, "413 TOO_LARGE", good.headers(), new byte[WebhookReceiver.MOST_BYTES + 1]);
        assertRejected(Result.HANDSHAKE, "200 HANDSHAKE", Map.of(), new byte[0]);
        assertThat(bench.deliveries).hasSize(8);
    }

    private void assertRejected(Result result, String record, Map<String, String> headers, byte[] body) {
        WebhookReceipt receipt = receive(headers, body);

        assertThat(receipt.result()).isEqualTo(result);
        assertThat(onRecord()).isEqualTo(record);
        assertThat(receipt.isAuthentic()).isFalse();
        assertNothingChanged();
    }

    @Test
    void deliveryToNobodyIsRefusedAndOnRecord() {
        put("#1");
        ScriptedPush push = push("#1", true);

        WebhookReceipt nobody =
                bench.module.webhooks().receive(new StoreId("nobody"), CALLBACK, listed(push.headers()), push.body());
        WebhookReceipt nothing = bench.module
                .webhooks()
                .receive(new PlatformType("OTHER"), CALLBACK, listed(push.headers()), push.body());
        secrets(bench, Map.of(), Map.of());
        WebhookReceipt unchecked = receive(push);

        assertThat(List.of(nobody.result(), nothing.result(), unchecked.result()))
                .containsExactly(Result.UNKNOWN_RECEIVER, Result.UNKNOWN_RECEIVER, Result.NO_SECRET);
        assertThat(bench.deliveries)
                .extracting(CallExchange::errorKind)
                .containsExactly(
                        new ErrorKind("UNKNOWN_RECEIVER"),
                        new ErrorKind("UNKNOWN_RECEIVER"),
                        new ErrorKind("NO_SECRET"));
        assertNothingChanged();
    }

    @Test
    void bothSecretsCountDuringARotation() {
        Instant until = clock.instant().plus(Duration.ofHours(1));
        secrets(
                bench,
                Map.of(WebhookReceiver.SECRET, NOW, WebhookReceiver.SECRET_BEFORE, BEFORE),
                Map.of(WebhookReceiver.SECRET_BEFORE_UNTIL, until.toString()));
        put("#1");
        put("#2");

        assertThat(receive(platform.push("#1", "t", true, BEFORE, clock.instant()))
                        .result())
                .isEqualTo(Result.ACCEPTED);
        assertThat(receive(push("#2", true)).result()).isEqualTo(Result.ACCEPTED);
        clock.advanceTo(until);

        assertThat(receive(platform.push("#1", "t", true, BEFORE, clock.instant()))
                        .result())
                .isEqualTo(Result.FORGED);
    }

    @Test
    void sharedAddressFindsTheStoreWhoseSecretSigned() {
        Store other = ScriptedPlatform.store("other");
        bench.state.stores().save(other);
        Secret theirs = Secret.of("the secret of the other store");
        bench.gwms
                .credentials()
                .save(ScriptedPlatform.credential(other.id()).withSecret(WebhookReceiver.SECRET, theirs));
        put("#1");
        ScriptedPush push = platform.push("#1", "t", true, theirs, clock.instant());
        ScriptedPush forged = platform.push("#1", "t", true, BEFORE, clock.instant());

        WebhookReceipt taken =
                bench.module.webhooks().receive(ScriptedPlatform.TYPE, CALLBACK, listed(push.headers()), push.body());
        WebhookReceipt refused = bench.module
                .webhooks()
                .receive(ScriptedPlatform.TYPE, CALLBACK, listed(forged.headers()), forged.body());

        assertThat(taken.result()).isEqualTo(Result.ACCEPTED);
        assertThat(refused.result()).isEqualTo(Result.FORGED);
        assertThat(bench.state.orders().find(new OrderId(other.id(), "id-#1"))).isPresent();
        assertThat(bench.state.orders().find(new OrderId(ID, "id-#1"))).isEmpty();
    }

    @Test
    void olderBodyThatComesLateChangesNothing() {
        PlatformOrder order = put("#1");
        ScriptedPush early = push("#1", true);
        change(order, "edited");
        ScriptedPush late = push("#1", true);

        receive(late);
        receive(early);

        assertThat(stored("#1").platform().buyerNote()).isEqualTo("edited");
        assertThat(steps("#1")).isEqualTo(1);
    }

    @Test
    void whatIsStoredSinceTheEventIsNotReadAgain() {
        PlatformOrder order = put("#1");
        ScriptedPush push = push("#1", false);
        change(order, "edited");
        receive(push("#1", true));

        receive(push);
        bench.runUntilIdle();

        assertThat(bench.transport.calls()).isEmpty();
        assertThat(stored("#1").platform().buyerNote()).isEqualTo("edited");
    }

    @Test
    void changeOfAStoredOrderIsReadAgain() {
        PlatformOrder order = put("#1");
        receive(push("#1", true));
        change(order, "edited");

        receive(push("#1", false));
        bench.runUntilIdle();

        assertThat(stored("#1").platform().buyerNote()).isEqualTo("edited");
        assertThat(steps("#1")).isEqualTo(2);
    }

    @Test
    void deliveryThatCannotBeStoredIsAskedForAgain() {
        AtomicBoolean down = new AtomicBoolean(true);
        bench.close();
        bench.start(
                "node-2", PlatformModule.Builder::noAutomaticRuns, FaultyState.of(bench.state, (changes, commit) -> {
                    if (down.get()) {
                        throw FaultyState.outage();
                    }
                    return commit.apply(changes);
                }));
        put("#1");
        put("#2");

        WebhookReceipt carried = receive(push("#1", true));
        WebhookReceipt named = receive(push("#2", false));
        assertThat(carried.status()).isEqualTo(503);
        assertThat(named.result()).isEqualTo(Result.NOT_STORED);
        assertThat(orders()).isZero();
        down.set(false);

        assertThat(receive(push("#1", true)).result()).isEqualTo(Result.ACCEPTED);
        assertThat(receive(push("#2", false)).result()).isEqualTo(Result.ACCEPTED);
        bench.runUntilIdle();
        assertThat(orders()).isEqualTo(2);
    }

    @Test
    void pausedStoreKeepsWhatItIsToldForLater() {
        put("#1");
        bench.state.stores().save(STORE.withAuthorization(Authorization.EXPIRED));

        assertThat(receive(push("#1", false)).result()).isEqualTo(Result.ACCEPTED);
        bench.gwms.step();
        assertThat(bench.transport.calls()).isEmpty();
        bench.authorize(ID);
        bench.runUntilIdle();

        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void storeThatIsSwitchedOffIgnoresWhatItIsTold() {
        put("#1");
        bench.state.stores().save(STORE.withSwitches(false, true));

        assertThat(receive(push("#1", true)).result()).isEqualTo(Result.IGNORED);
        assertNothingChanged();
    }

    @Test
    void platformThatFindsNoNumbersIsAskedForItsNewestOrders() {
        bench.close();
        platform = ScriptedPlatform.with(PlatformCapabilities.builder()
                .cursor(ScriptedPlatform.cursor(null, Duration.ofMinutes(5)))
                .build());
        bench = bench();
        put("#1");

        receive(push("#1", false));
        bench.runUntilIdle();

        assertThat(orders()).isEqualTo(1);
        assertThat(bench.state.tasks().list(TaskQuery.newest(10)))
                .hasSize(2)
                .allMatch(task -> task.status() == TaskStatus.SUCCESS);
    }

    @Test
    void orderThatThePlatformDoesNotShowYetIsLookedForAgain() {
        put("#1");
        ScriptedPush push = push("#1", false);
        bench.transport.onReads((transport, call, send) ->
                ScriptedPlatform.standard().transport().send(call));

        receive(push);
        bench.runUntilIdle();

        assertThat(orders()).isEqualTo(1);
        assertThat(bench.transport.calls()).hasSize(2);
    }
}
