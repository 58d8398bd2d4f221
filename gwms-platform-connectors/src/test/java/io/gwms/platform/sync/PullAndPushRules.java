package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.credential.Credential;
import io.gwms.order.OrderId;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.SyncRequest;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.webhook.WebhookReceipt;
import io.gwms.platform.webhook.WebhookReceiver;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that is pulled and pushed at the same moment, on two runtimes over one database. */
abstract class PullAndPushRules {
    private static final Store STORE = ScriptedPlatform.store("acme");
    private static final StoreId ID = STORE.id();
    private static final OrderId ORDER = new OrderId(ID, "id-#1");
    private static final Secret SECRET = Secret.of("the-present-secret-4711");
    private static final int ROUNDS = 12;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedPlatform platform = ScriptedPlatform.standard();
    private final List<PlatformModule> modules = new ArrayList<>();
    private final List<Gwms> nodes = new ArrayList<>();

    @BeforeEach
    void start(TestDatabase database) {
        for (int i = 0; i < 2; i++) {
            PlatformModule module = PlatformModule.builder()
                    .connector(platform.connector())
                    .noAutomaticRuns()
                    .build();
            modules.add(module);
            nodes.add(Gwms.builder()
                    .database(database.otherNodesDataSource())
                    .credentialKey(new byte[32])
                    .catalogue(FixedCatalogue.builder().build())
                    .stock(InMemoryStockLedger.builder().build())
                    .clock(clock)
                    .transport(platform.transport())
                    .module(module)
                    .build());
        }
        nodes.get(0).stores().save(STORE);
        Credential plain = ScriptedPlatform.credential(ID);
        assertThat(nodes.get(0)
                        .credentials()
                        .save(Credential.of(
                                plain.owner(),
                                Map.of("token", plain.secret("token"), WebhookReceiver.SECRET, SECRET),
                                Map.of())))
                .isTrue();
    }

    @AfterEach
    void stop() {
        nodes.forEach(Gwms::close);
    }

    @Test
    void oneOrderAndOneStepForEachChangeHoweverManyBringItAtOnce() throws Exception {
        PlatformOrder order = ScriptedPlatform.order("#1", "SKU-1", 1, clock.instant());
        for (int round = 1; round <= ROUNDS; round++) {
            platform.put(order);
            ScriptedPush whole = platform.push("#1", "content", true, SECRET, clock.instant());
            ScriptedPush named = platform.push("#1", "changed", false, SECRET, clock.instant());
            modules.get(0).orderSync().submit(SyncRequest.immediate(ID));

            List<WebhookReceipt> receipts = atOnce(whole, named);

            assertThat(receipts).extracting(WebhookReceipt::status).containsOnly(200);
            nodes.forEach(Gwms::step);
            assertThat(nodes.get(0).state().orders().list(OrderQuery.newest(10)))
                    .hasSize(1);
            assertThat(nodes.get(0).state().orders().find(ORDER).orElseThrow().platform())
                    .isEqualTo(order);
            assertThat(nodes.get(0).state().orders().journal(ORDER)).hasSize(round);
            clock.advance(Duration.ofSeconds(5));
            order = ScriptedPlatform.changed(order, "round " + round, clock.instant());
        }
    }

    /** Both deliveries twice to each node, while both nodes work. */
    private List<WebhookReceipt> atOnce(ScriptedPush whole, ScriptedPush named) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            CountDownLatch ready = new CountDownLatch(10);
            List<Future<WebhookReceipt>> receipts = new ArrayList<>();
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                PlatformModule module = modules.get(i);
                Gwms node = nodes.get(i);
                for (ScriptedPush push : List.of(whole, named, whole, named)) {
                    receipts.add(threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return deliver(module, push);
                    }));
                }
                work.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return node.step();
                }));
            }
            List<WebhookReceipt> answered = new ArrayList<>();
            for (Future<WebhookReceipt> receipt : receipts) {
                answered.add(receipt.get());
            }
            for (Future<?> one : work) {
                one.get();
            }
            return answered;
        } finally {
            threads.shutdownNow();
        }
    }

    private static WebhookReceipt deliver(PlatformModule module, ScriptedPush push) {
        Map<String, List<String>> headers =
                Map.of("X-Scripted-Signature", List.copyOf(push.headers().values()));
        return module.webhooks().receive(ID, URI.create("https://host.example/hooks"), headers, push.body());
    }
}
