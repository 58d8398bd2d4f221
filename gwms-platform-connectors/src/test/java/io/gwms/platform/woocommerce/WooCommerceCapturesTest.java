package io.gwms.platform.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector reads what WooCommerce's own reference shows. Runs only with {@code -Dgwms.fixtures=DIR}. */
class WooCommerceCapturesTest {
    private static final Instant NOW = Instant.parse("2017-03-23T00:00:00Z");

    @BeforeEach
    void onlyWithFixtures() {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to read");
    }

    private static List<FetchedOrder> read(String file) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("gwms.fixtures"), "woocommerce", file));
        String page = text.strip().startsWith("[") ? text : "[" + text + "]";
        Transport transport = call -> Outcome.done(
                HttpReply.of(200, Map.of("X-WP-Total", List.of("2")), page.getBytes(StandardCharsets.UTF_8)));
        StoreSession session = new StoreSession(
                Store.of(Sites.STORE, "Acme", PlatformType.WOOCOMMERCE, URI.create("https://shop.example")),
                Sites.credential(),
                transport,
                InstantSource.fixed(NOW),
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, Sites.STORE));
        TimeWindow window = new TimeWindow(NOW.minusSeconds(86_400), NOW);
        Outcome<OrderPage> answer =
                WooCommerceConnector.create().fetchOrders(new FetchOrders(session, OrderKind.B2C, window, null));
        return answer.asDone().orElseThrow().orders();
    }

    @Test
    void orderOfTheReferenceIsRead() throws IOException {
        PlatformOrder order = ((FetchedOrder.Read) read("order.json").get(0)).order();

        assertThat(order.number()).isEqualTo("727");
        assertThat(order.orderedAt()).isEqualTo("2017-03-22T19:28:02Z");
        assertThat(order.fact()).isEqualTo(PlatformFact.OPEN);
        assertThat(order.lines()).extracting(line -> line.platformSku()).containsExactly("", "Bar3");
        assertThat(order.lines()).extracting(line -> line.quantity()).containsExactly(2L, 1L);
        assertThat(order.lines().get(1).unitPrice().toString()).isEqualTo("12 USD");
        assertThat(order.payment().total().toString()).isEqualTo("29.35 USD");
        assertThat(order.recipient().name()).isEqualTo("John Doe");
        assertThat(order.recipient().phone()).isEqualTo("(555) 555-5555");
    }

    @Test
    void listOfTheReferenceIsRead() throws IOException {
        assertThat(read("orders-list.json"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(FetchedOrder.Read.class::isInstance);
    }
}
