package io.gwms.testkit.takealot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account behaves as the documents say, where they say anything. */
class FakeTakealotTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeTakealot account = FakeTakealot.builder().clock(clock).build();
    private final AccountClient client = new AccountClient(account);

    @AfterEach
    void close() {
        client.close();
    }

    private void seedDays(int... daysAgo) {
        for (int days : daysAgo) {
            account.seed(TakealotSale.of(1000 + days, "A", 1)
                    .withOrderedAt(clock.instant().minus(Duration.ofDays(days))));
        }
    }

    @Test
    void aRowIsAnItemOfAnOrder() throws Exception {
        account.seed(TakealotSale.of(7, "A", 2), TakealotSale.of(7, "B", 1));

        JsonNode page = client.ask("/v2/sales");
        assertThat(page.at("/page_summary/total").asInt()).isEqualTo(2);
        assertThat(page.at("/sales/0/order_id")).isEqualTo(page.at("/sales/1/order_id"));
        assertThat(page.at("/sales/1/selling_price").asText()).isEqualTo("198.0");
        assertThat(page.at("/sales/0/order_date").asText()).isEqualTo("01 Jul 2026 14:00:00");
    }

    @Test
    void datesThatAreMissingAreFilledAndALongRangeIsRefused() throws Exception {
        seedDays(5, 40, 170, 200);

        assertThat(client.sales("", "")).as("none means the last 30 days").containsExactly(1005L);
        assertThat(client.sales("end_date:2026-07-01", ""))
                .as("one is filled to 180 days")
                .containsExactly(1005L, 1040L, 1170L);
        assertThat(client.get("/v2/sales?filters=start_date:2026-01-01;end_date:2026-07-01".replace(";", "%3B"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.get("/v2/sales/orders?start_date=2026-06-01").statusCode())
                .as("both dates are required")
                .isEqualTo(400);
        assertThat(client.ask("/v2/sales/orders?start_date=2026-06-01&end_date=2026-07-01")
                        .at("/page_summary/total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theDayOfTheOrderIsWhatAFilterActsOnWhateverBecomesOfIt() throws Exception {
        seedDays(40);
        account.status(1040, "Shipped to Customer");

        assertThat(client.sales("start_date:2026-06-30;end_date:2026-07-01", ""))
                .isEmpty();
        assertThat(client.sales("start_date:2026-05-01;end_date:2026-07-01;order_id:1040", ""))
                .containsExactly(1040L);
    }

    @Test
    void aPageOverTheCapIsRefusedAndPagesGoByNumber() throws Exception {
        for (int i = 0; i < 5; i++) {
            account.seed(TakealotSale.of(1 + i, "A", 1));
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(client.get("/v2/sales?page_size=101").statusCode()).isEqualTo(400);
        assertThat(client.sales("", "&page_size=2&page_number=3")).containsExactly(1L);
        assertThat(client.sales("", "&page_size=2&page_number=4")).isEmpty();
    }

    @Test
    void aWrongKeyIs403AndEveryAnswerTellsWhatIsLeftOfTheMinute() throws Exception {
        assertThat(client.send("GET", "/v2/sales", "tal-key", "").statusCode())
                .as("without the word Key")
                .isEqualTo(403);
        assertThat(client.send("GET", "/v1/sales", "tal-key", "").statusCode()).isEqualTo(401);
        assertThat(client.get("/v2/sales").headers().firstValue("x-RateLimit-Remaining"))
                .contains("99999");
    }

    @Test
    void aMinuteHasSoManyRequests() throws Exception {
        FakeTakealot poor =
                FakeTakealot.builder().clock(clock).requestsPerMinute(2).build();
        try (AccountClient other = new AccountClient(poor)) {
            other.get("/v2/sales");
            other.get("/v2/sales");
            clock.advance(Duration.ofSeconds(18));
            var refused = other.get("/v2/sales");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("x-RateLimit-Reset")).contains("42");
            clock.advance(Duration.ofSeconds(42));
            assertThat(other.get("/v2/sales").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theMarketplaceListsByTokenAndItsLimitIsACap() throws Exception {
        for (int i = 0; i < 5; i++) {
            account.seed(TakealotSale.of(1 + i, "A", 1));
            clock.advance(Duration.ofSeconds(1));
        }
        List<Long> orders = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = client.ask("/v1/sales?limit=2" + (token.isEmpty() ? "" : "&continuation_token=" + token));
            page.path("items").forEach(item -> orders.add(item.path("order_id").asLong()));
            token = page.path("continuation_token").asText("").replace("null", "");
        } while (!token.isEmpty());

        assertThat(orders).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(client.get("/v1/sales?limit=1001").statusCode()).isEqualTo(400);
        assertThat(client.get("/v1/sales?continuation_token=%25").statusCode()).isEqualTo(400);
        assertThat(client.ask("/v1/sales?order_date__gte=2026-07-01T12:00:03Z")
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void theMarketplaceFindsTheSalesOfOneOrderAndNamesNobody() throws Exception {
        account.seed(TakealotSale.of(1, "A", 1));
        account.seed(TakealotSale.of(2, "A", 1));

        JsonNode found = client.ask("/v1/sales?order_id=2").path("items");

        assertThat(found.size()).isEqualTo(1);
        assertThat(found.at("/0/order_id").asLong()).isEqualTo(2);
        assertThat(found.at("/0/total_fees").isNumber()).isTrue();
        assertThat(found.at("/0/customer").isMissingNode()).isTrue();
        assertThat(found.at("/0/product_title").isMissingNode()).isTrue();
    }

    @Test
    void whatIsWrongWithALevelIsToldInA200() throws Exception {
        account.offer("A", 4711, 4);

        assertThat(client.patch("SKUA", 4711, 7).body()).contains("\"validation_errors\":[]");
        assertThat(client.patch("SKUA", 4711, -1).body()).contains("E30");
        assertThat(client.patch("SKUA", 1, 5).body()).contains("E28");
        assertThat(client.patch("SKUB", 4711, 5).statusCode()).isEqualTo(404);
        assertThat(account.stock("A", 4711)).isEqualTo(7);
        assertThat(client.ask("/v2/offers/offer?identifier=SKUA")
                        .at("/leadtime_stock/0/quantity_available")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void aPushIsSignedOverItsBody() {
        account.seed(TakealotSale.of(7, "A", 1));
        TakealotPush push = account.statusPush(7);

        assertThat(push.headers()).containsKeys("X-Takealot-Event", "X-Takealot-Delivery", "X-Takealot-Signature");
        assertThat(TakealotPush.signed("e", "d", push.body(), "another")
                        .headers()
                        .get("X-Takealot-Signature"))
                .isNotEqualTo(push.headers().get("X-Takealot-Signature"));
        assertThat(account.statusPush(7)).as("sent again").isEqualTo(push);
    }

    @Test
    void everyCallWithAGoodKeyIsInTheLedger() throws Exception {
        client.get("/v2/sales");
        client.send("GET", "/v2/sales", "nobody", "");
        client.get("/v1/sales");

        assertThat(account.calls()).containsExactly("GET /v2/sales", "GET /v1/sales");
    }

    @Test
    void anAccountOnTheSameJournalHoldsTheSame(@TempDir Path dir) {
        Path file = dir.resolve("journal");
        String held;
        try (EffectJournal journal = EffectJournal.open(file)) {
            FakeTakealot first = FakeTakealot.builder().journal(journal).build();
            first.seed(TakealotSale.of(7, "A", 2));
            first.status(7, "Shipped to Customer");
            first.offer("A", 4711, 9);
            first.timeIs(Instant.parse("2026-07-05T00:00:00Z"));
            held = first.holdings();
        }
        try (EffectJournal journal = EffectJournal.open(file)) {
            FakeTakealot second = FakeTakealot.builder().journal(journal).build();
            assertThat(second.holdings()).isEqualTo(held).contains("Shipped to Customer");
            assertThat(second.clock().instant()).isEqualTo(Instant.parse("2026-07-05T00:00:00Z"));
        }
    }
}
