package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.webhook.WebhookReceipt.Result;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivery names is read again: all of it, once, and whenever it may have changed. */
class PushedOrdersTest {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final URI CALLBACK = URI.create("https://host.example/webhooks");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final JudgedPushes judging = new JudgedPushes();
    private final SyncBench bench = SyncBench.of(
            new PushingConnector(platform.connector(), judging),
            STORE,
            ScriptedPlatform.credential(ID),
            platform.transport(),
            clock);

    @BeforeEach
    void connect() {
        connect(STORE);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private void connect(Store store) {
        bench.state.stores().save(store);
        bench.replace(ScriptedPlatform.credential(store.id())
                .withSecret(WebhookReceiver.SECRET, Secret.of("the-secret-of-the-app-4711")));
    }

    private Result receive(StoreId store, Authentic delivery) {
        judging.verdict = any -> delivery;
        return bench.module
                .webhooks()
                .receive(store, CALLBACK, Map.of(), new byte[] {'{', '}'})
                .result();
    }

    private static Authentic about(String topic, String event, Instant at, List<String> numbers) {
        return Authentic.of(topic, "D-" + topic + event).ofEvent(event, at).about(OrderKind.B2C, numbers);
    }

    @Test
    void moreOrdersThanCanBeAskedForAtOnceAreAllRead() {
        int many = 2 * platform.connector().capabilities().numbersAtOnce() + 1;
        List<String> numbers = IntStream.range(0, many).mapToObj(i -> "#" + i).toList();
        numbers.forEach(number -> platform.put(ScriptedPlatform.order(number, "SKU-1", 1, clock.instant())));

        assertThat(receive(ID, about("orders/updated", "E-1", clock.instant(), numbers)))
                .isEqualTo(Result.ACCEPTED);
        bench.runUntilIdle();

        assertThat(bench.state.orders().list(OrderQuery.newest(100))).hasSize(many);
        assertThat(bench.transport.calls()).hasSize(3);
    }

    @Test
    void anOrderThatChangedAtTheVeryMomentOfTheEventIsReadAgain() {
        Instant now = clock.instant();
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, now));
        receive(ID, about("orders/create", "E-1", now, List.of("#1")));
        bench.runUntilIdle();
        int calls = bench.transport.calls().size();

        receive(ID, about("orders/updated", "E-2", now, List.of("#1")));
        bench.runUntilIdle();
        assertThat(bench.transport.calls())
                .as("a second change of that moment may be behind it")
                .hasSize(calls + 1);

        receive(ID, about("orders/updated", "E-3", now.minusMillis(1), List.of("#1")));
        bench.runUntilIdle();
        assertThat(bench.transport.calls()).as("what is here is younger").hasSize(calls + 1);
    }

    @Test
    void ofTwoOrdersOfOneNumberTheOlderOneIsReadAgainToo() {
        Instant now = clock.instant();
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, now));
        receive(
                ID,
                Authentic.of("orders/create", "D-1")
                        .carrying(List.of(
                                numberOne("id-older", now.minusSeconds(60)),
                                numberOne("id-younger", now.plusSeconds(60)))));
        assertThat(bench.state.orders().findByNumber(ID, "#1")).hasSize(2);

        receive(ID, about("orders/updated", "E-1", now, List.of("#1")));
        bench.runUntilIdle();

        assertThat(bench.transport.calls()).hasSize(1);
    }

    private static FetchedOrder numberOne(String id, Instant changedAt) {
        PlatformOrder order = ScriptedPlatform.order("#1", "SKU-1", 1, changedAt);
        return new FetchedOrder.Read(PlatformOrder.builder(id, "#1")
                .orderedAt(order.orderedAt())
                .changedAt(order.changedAt())
                .fact(order.fact())
                .payment(order.payment())
                .lines(order.lines())
                .build());
    }

    @Test
    void theSameEventOfTwoStoresOrTwoTopicsIsNoDuplicate() {
        Store other = ScriptedPlatform.store("other");
        connect(other);
        platform.put(ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant()));
        Authentic update = about("orders/updated", "E-1", clock.instant(), List.of("#1"));

        assertThat(receive(ID, update)).isEqualTo(Result.ACCEPTED);
        assertThat(receive(ID, update)).isEqualTo(Result.DUPLICATE);
        assertThat(receive(other.id(), update)).isEqualTo(Result.ACCEPTED);
        assertThat(receive(ID, about("orders/cancelled", "E-1", clock.instant(), List.of("#1"))))
                .isEqualTo(Result.ACCEPTED);
    }
}
