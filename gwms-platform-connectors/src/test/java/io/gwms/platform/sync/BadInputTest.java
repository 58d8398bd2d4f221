package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.outcome.Outcome;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Each bad input of the list, at each platform, over HTTP and through the engine: it is kept or set aside with a reason that
 * names it, and the run goes on. The second of three orders is bad, on every way it is shown.
 */
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BadShop.Open open;
    private SyncBench bench;
    private UnaryOperator<String> onTheWay = body -> body;

    @AfterEach
    void stop() {
        bench.close();
        open.close();
    }

    private SyncRun run(BadShop shop) {
        open = shop.open();
        Transport http = OkHttpTransport.create();
        bench = SyncBench.of(
                open.connector(),
                open.store(),
                open.credential(),
                call -> http.send(call).then(reply -> Outcome.done(changed(reply))),
                open.clock);
        return runAgain(shop);
    }

    private SyncRun runAgain(BadShop shop) {
        SyncRequest request = SyncRequest.immediate(BadShop.STORE);
        SyncRunId id = bench.sync()
                .submit(shop.kind() == OrderKind.B2B ? request.purchaseOrders() : request)
                .get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private HttpReply changed(HttpReply reply) {
        byte[] body = onTheWay.apply(reply.text()).getBytes(StandardCharsets.UTF_8);
        return HttpReply.of(reply.status(), reply.headers(), body);
    }

    /** The bad order's JSON is changed so wherever a reply shows it. */
    private SyncRun run(BadShop shop, Consumer<JsonNode> edit) {
        onTheWay = body -> {
            JsonNode reply = parsed(body);
            edit(shop, reply, edit);
            return reply.isMissingNode() ? body : reply.toString();
        };
        return run(shop);
    }

    private static void edit(BadShop shop, JsonNode node, Consumer<JsonNode> edit) {
        if (shop.places.isOrder(node, shop.bad())) {
            edit.accept(node);
        } else {
            node.forEach(child -> edit(shop, child, edit));
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return NODES.missingNode();
        }
    }

    private Order stored(String number) {
        return bench.orders.findByNumber(BadShop.STORE, number).get(0);
    }

    private void allThreeCameIn(BadShop shop, SyncRun run) {
        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).containsExactlyInAnyOrderElementsOf(shop.numbers);
        assertThat(bench.sync().coverage(BadShop.STORE, shop.kind()).gaps()).isEmpty();
    }

    private Quarantined badOneIsSetAside(BadShop shop, SyncRun run) {
        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).containsExactlyInAnyOrder(shop.numbers.get(0), shop.numbers.get(2));
        assertThat(run.total()).isEqualTo(3);
        assertThat(bench.sync().coverage(BadShop.STORE, shop.kind()).gaps()).isEmpty();
        List<Quarantined> aside = bench.sync().quarantined(BadShop.STORE);
        assertThat(aside).hasSize(1);
        return aside.get(0);
    }

    @ParameterizedTest
    @EnumSource
    void statusWordThatNobodyKnowsIsKept(BadShop shop) {
        SyncRun run = run(shop, order -> BadShop.Places.set(order, shop.places.word(), TextNode.valueOf("TELEPORTED")));

        allThreeCameIn(shop, run);
        assertThat(stored(shop.bad()).platform().fulfillmentStatus()).contains("TELEPORTED");
    }

    @ParameterizedTest
    @EnumSource
    void quantityInWordsSetsTheOrderAside(BadShop shop) {
        SyncRun run = run(shop, order -> BadShop.Places.set(order, shop.places.quantity(), TextNode.valueOf("some")));

        assertThat(badOneIsSetAside(shop, run).reason()).contains("some").containsPattern("quantity|amount");
    }

    @ParameterizedTest
    @EnumSource
    void amountWithACommaSetsTheOrderAside(BadShop shop) {
        SyncRun run = run(shop, order -> BadShop.Places.set(order, shop.places.amount(), TextNode.valueOf("29,35")));

        assertThat(badOneIsSetAside(shop, run).reason()).contains("29,35");
    }

    @ParameterizedTest
    @EnumSource
    void skuThatIsNoTextSetsTheOrderAsideForItsSku(BadShop shop) {
        SyncRun run = run(
                shop,
                order -> BadShop.Places.set(
                        order, shop.places.sku(), NODES.objectNode().put("code", "A-1")));

        Quarantined aside = badOneIsSetAside(shop, run);
        assertThat(aside.reason()).contains("A-1");
        assertThat(aside.family()).isEqualTo(FailureFamily.SKU);
        assertThat(aside.remedy()).contains("Platform SKU Mapping");
    }

    /** A sale of Takealot is a line itself. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TAKEALOT", "TAKEALOT_MARKETPLACE"})
    void orderWithoutLinesIsSetAside(BadShop shop) {
        SyncRun run = run(shop, order -> BadShop.Places.set(order, shop.places.lines(), NODES.arrayNode()));

        assertThat(badOneIsSetAside(shop, run).reason()).containsPattern("is empty|names no order");
    }

    @ParameterizedTest
    @EnumSource
    void orderOfFiveMegabytesComesInWhole(BadShop shop) {
        String story = "x".repeat(5_000_000);

        SyncRun run = run(shop, order -> BadShop.Places.set(order, shop.places.text(), TextNode.valueOf(story)));

        allThreeCameIn(shop, run);
    }

    @ParameterizedTest
    @EnumSource
    void orderOfInvalidJsonIsSetAsideUntilItCanBeRead(BadShop shop) {
        onTheWay = misspelt(shop);

        Quarantined aside = badOneIsSetAside(shop, run(shop));

        assertThat(aside.reason()).contains("JSON that is wrong");
        assertNextGoodReplyBringsIt(shop);
    }

    /** As from a server that dies while it writes the order. */
    @ParameterizedTest
    @EnumSource
    void replyThatAlwaysEndsInTheOrderSetsItAside(BadShop shop) {
        onTheWay = body -> {
            int place = body.indexOf(shop.bad());
            return shows(shop, parsed(body)) ? body.substring(0, place + 3) : body;
        };

        Quarantined aside = badOneIsSetAside(shop, run(shop));

        assertThat(aside.reason()).contains("JSON that is wrong");
        assertNextGoodReplyBringsIt(shop);
    }

    private void assertNextGoodReplyBringsIt(BadShop shop) {
        onTheWay = body -> body;
        open.clock.advance(Duration.ofMinutes(1));
        SyncRun again = runAgain(shop);
        assertThat(again.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(again.created()).containsExactly(shop.bad());
        assertThat(bench.sync().quarantined(BadShop.STORE)).isEmpty();
    }

    /** As Shopee's own documentation shows an order: a brace twice, and a comma missing. */
    private static UnaryOperator<String> misspelt(BadShop shop) {
        return body -> shows(shop, parsed(body)) ? "{\n" + body.replaceFirst(",", " ") : body;
    }

    private static boolean shows(BadShop shop, JsonNode node) {
        return shop.places.isOrder(node, shop.bad())
                || StreamSupport.stream(node.spliterator(), false).anyMatch(child -> shows(shop, child));
    }
}
