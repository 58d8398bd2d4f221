package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A platform that says our token back to us does not get it into what is stored, wherever a text is cut. */
class EchoedTokenTest {
    private static final StoreId STORE = new StoreId("acme-us");
    private static final String TOKEN = "q7Wz3KpX9mTr2Lc8VhB5nYd4GsJ6fAe1UuRiQoPk";
    private static final int TURNS = 5;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeShopify shop =
            FakeShopify.builder().clock(clock).accessTokens(TOKEN).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private String echo = "";
    private SyncBench bench;

    @BeforeEach
    void start() {
        Transport http = OkHttpTransport.create();
        bench = SyncBench.of(
                ShopifyConnector.create(),
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
                ShopifyConnector.credential(STORE, TOKEN),
                call -> http.send(call).then(reply -> Outcome.done(echoing(reply))),
                clock);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    @Test
    void htmlThatEchoesTheTokenShowsNoneOfIt() {
        for (int before : new int[] {0, 150, 165, 175, 180, 185, 190, 4_000, 4_060, 4_075}) {
            fail(200, "text/html", "<p>" + "x ".repeat(before / 2) + TOKEN + "</p>");
        }
    }

    @Test
    void failureThatEchoesTheTokenShowsNoneOfIt() {
        for (int before : new int[] {0, 150, 165, 175, 180, 185, 190, 4_000, 4_060, 4_075}) {
            fail(500, "text/plain", "x ".repeat(before / 2) + TOKEN + " is on fire");
        }
    }

    @Test
    void graphQlErrorThatEchoesTheTokenShowsNoneOfIt() {
        for (int before : new int[] {0, 940, 970, 980, 990}) {
            fail(
                    200,
                    "application/json",
                    "{\"errors\":[{\"message\":\"" + "x ".repeat(before / 2) + TOKEN + " is not good\"}]}");
        }
    }

    @Test
    void unreadableOrderThatEchoesTheTokenShowsNoneOfIt() {
        for (int before : new int[] {0, 890, 920, 930, 940, 950}) {
            shop.seed(ShopifyOrder.named("#1" + before).line("A", 1).build());
            echo = "{\"echo\":\"" + "x ".repeat(before / 2) + TOKEN + "\"},\"was\":";
            clock.advance(Duration.ofHours(1));
            SyncRun run = sync();
            assertThat(run.quarantined()).as("%s", run).contains("#1" + before);

            assertThat(bench.sync().quarantined(STORE)).isNotEmpty();
            bench.sync().quarantined(STORE).forEach(order -> assertClean(order.reason() + " " + order.raw()));
        }
    }

    private void fail(int status, String type, String body) {
        bench.transport.onReads(
                Collections.nCopies(TURNS, Fault.answer(status, type, body)).toArray(Fault[]::new));
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.gwms.step();
        assertClean(task(id));
        bench.runUntilIdle();

        SyncRun run = bench.sync().find(id).orElseThrow();
        assertThat(run.status()).isEqualTo(SyncRun.Status.FAILED);
        assertThat(run.failureReason()).startsWith("Platform: ");
        assertClean(run.failureReason());
        assertClean(task(id));
    }

    private HttpReply echoing(HttpReply reply) {
        String price = "\"discountedUnitPriceSet\":";
        String body = reply.text().replace(price, price + echo);
        return HttpReply.of(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private SyncRun sync() {
        SyncRunId id = bench.sync().submit(SyncRequest.immediate(STORE)).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private void assertClean(SyncTask task) {
        assertClean(task.checkpoint() + " " + task.summary() + " " + task.error());
    }

    private SyncTask task(SyncRunId run) {
        return bench.state.tasks().find(SyncJob.taskOf(run)).orElseThrow();
    }

    private static void assertClean(String text) {
        assertThat(IntStream.rangeClosed(0, TOKEN.length() - 5).mapToObj(i -> TOKEN.substring(i, i + 5)))
                .as(text)
                .noneMatch(text::contains);
    }
}
