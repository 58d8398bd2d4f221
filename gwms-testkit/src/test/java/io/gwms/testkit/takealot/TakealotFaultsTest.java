package io.gwms.testkit.takealot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.testkit.takealot.TakealotFaults.Habit;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each switch does what its name says, once, and where it says; without it the account behaves. */
class TakealotFaultsTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeTakealot account = FakeTakealot.builder().clock(clock).build();
    private final AccountClient client = new AccountClient(account);

    @BeforeEach
    void seed() {
        for (int i = 1; i <= 3; i++) {
            account.seed(TakealotSale.of(i, "A", 1));
            clock.advance(Duration.ofSeconds(1));
        }
        account.offer("A", 4711, 4);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private int status() throws Exception {
        return client.get("/v2/sales").statusCode();
    }

    @Test
    void tooManyRequests() throws Exception {
        account.faults().tooManyRequests(2, Duration.ofSeconds(42));

        assertThat(status()).isEqualTo(200);
        var refused = client.get("/v2/sales");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("x-RateLimit-Reset")).contains("42");
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void refuseKey() throws Exception {
        account.faults().refuseKey(1).refuseKey(2);

        assertThat(status()).isEqualTo(403);
        assertThat(client.get("/v1/sales").statusCode()).isEqualTo(401);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void badGatewayOnPage() throws Exception {
        account.faults().badGatewayOnPage(1);

        assertThat(client.get("/v2/offers/offer/SKUA").statusCode())
                .as("no page")
                .isEqualTo(200);
        assertThat(status()).isEqualTo(502);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void htmlPageEmptyPageTruncatePage() throws Exception {
        account.faults().htmlPage(1).emptyPage(2).truncatePage(3);

        assertThat(client.get("/v2/sales").body()).startsWith("<!DOCTYPE html>");
        assertThat(client.get("/v2/sales").body()).isEmpty();
        assertThat(client.get("/v2/sales").body()).startsWith("{").doesNotEndWith("}");
        assertThat(client.get("/v2/sales").body()).endsWith("}");
    }

    @Test
    void tearPage() throws Exception {
        account.faults().tearPage(1);

        assertThatThrownBy(this::status).isInstanceOf(IOException.class);
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void answerOtherPage() throws Exception {
        account.faults().answerOtherPage(1);

        assertThat(client.ask("/v2/sales?page_size=2&page_number=2")
                        .at("/page_summary/page_number")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.sales("", "&page_size=2&page_number=2")).containsExactly(1L);
    }

    @Test
    void noRowsThoughMore() throws Exception {
        account.faults().noRowsThoughMore(1);

        var page = client.ask("/v2/sales");
        assertThat(page.path("sales")).isEmpty();
        assertThat(page.at("/page_summary/total").asInt()).isEqualTo(3);
        assertThat(client.sales("", "")).hasSize(3);
    }

    @Test
    void afterPage() throws Exception {
        account.faults().afterPage(1, () -> account.seed(TakealotSale.of(4, "A", 1)));

        assertThat(client.sales("", "&page_size=2")).containsExactly(3L, 2L);
        assertThat(client.sales("", "&page_size=2&page_number=2"))
                .as("the new sale has moved the others")
                .containsExactly(2L, 1L);
    }

    @Test
    void refuseWriteInA200() throws Exception {
        account.faults().refuseWriteInA200(1, "E16");

        assertThat(client.patch("SKUA", 4711, 7).body()).contains("E16");
        assertThat(account.stock("A", 4711)).isEqualTo(4);
        client.patch("SKUA", 4711, 7);
        assertThat(account.stock("A", 4711)).isEqualTo(7);
    }

    @Test
    void loseWriteReply() {
        account.faults().loseWriteReply(1);

        assertThatThrownBy(() -> client.patch("SKUA", 4711, 7)).isInstanceOf(IOException.class);
        assertThat(account.stock("A", 4711)).isEqualTo(7);
    }

    @Test
    void executeWriteLate() {
        account.faults().executeWriteLate(1, Duration.ofSeconds(30));

        assertThatThrownBy(() -> client.patch("SKUA", 4711, 7)).isInstanceOf(IOException.class);
        assertThat(account.stock("A", 4711)).isEqualTo(4);
        clock.advance(Duration.ofSeconds(30));
        assertThat(account.stock("A", 4711)).isEqualTo(7);
    }

    @Test
    void listingLag() throws Exception {
        account.faults().listingLag(Duration.ofMinutes(5));
        assertThat(client.sales("", "")).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(client.sales("", "")).hasSize(3);
    }

    @Test
    void habits() throws Exception {
        assertThat(client.sales("", "")).containsExactly(3L, 2L, 1L);
        account.faults().habit(Habit.OLDEST_FIRST, true);
        assertThat(client.sales("", "")).containsExactly(1L, 2L, 3L);
        account.faults().habit(Habit.OLDEST_FIRST, false).habit(Habit.UNSORTED, true);
        assertThat(client.sales("", "")).containsExactlyInAnyOrder(1L, 2L, 3L);
        account.faults()
                .clear()
                .habit(Habit.BOOLEAN_STATUS, true)
                .habit(Habit.NUMBERS_AS_TEXT, true)
                .habit(Habit.INSTANTS_WITH_OFFSET, true);
        var sale = client.ask("/v2/sales").at("/sales/0");
        assertThat(sale.path("sale_status").isBoolean()).isTrue();
        assertThat(sale.path("quantity").isTextual()).isTrue();
        assertThat(sale.path("order_date").asText()).isEqualTo("2026-07-01T14:00:02+02:00");
        account.faults().clear();
        sale = client.ask("/v2/sales").at("/sales/0");
        assertThat(sale.path("sale_status").isTextual()).isTrue();
        assertThat(sale.path("quantity").isNumber()).isTrue();
        assertThat(sale.path("order_date").asText()).isEqualTo("01 Jul 2026 14:00:02");
    }
}
