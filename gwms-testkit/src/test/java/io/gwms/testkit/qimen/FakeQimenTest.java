package io.gwms.testkit.qimen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.testkit.http.CallFaults.Kind;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.PlainClient;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every switch of the fake warehouse of the Qimen dialect, seen from outside. */
class FakeQimenTest {
    private static final QimenStock GOOD = QimenStock.good("WH1", "SKU-1", "B1");
    private static final String STOCK =
            "<ownerCode>O1</ownerCode><warehouseCode>WH1</warehouseCode>" + "<page>1</page><pageSize>100</pageSize>";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    private final FakeQimen.Builder builder = FakeQimen.builder()
            .clock(clock)
            .application("key", "secret")
            .customer("c1", "O1")
            .stock(GOOD, 10);
    private @Nullable FakeHttpServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private PlainClient client(FakeQimen fake) {
        FakeHttpServer started = FakeHttpServer.start(fake);
        server = started;
        return new PlainClient(started.uri(), Map.of("Content-Type", "text/xml"));
    }

    private Map<String, String> parameters(String method) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("method", "taobao.qimen." + method);
        parameters.put(
                "timestamp",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                        .withZone(ZoneId.of("Asia/Shanghai"))
                        .format(clock.instant()));
        parameters.put("format", "xml");
        parameters.put("app_key", "key");
        parameters.put("v", "2.0");
        parameters.put("sign_method", "md5");
        parameters.put("customerId", "c1");
        return parameters;
    }

    private static String sign(Map<String, String> parameters, String body) {
        String text = "secret"
                + parameters.entrySet().stream()
                        .map(each -> each.getKey() + each.getValue())
                        .collect(Collectors.joining())
                + body + "secret";
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return "%032X".formatted(new BigInteger(1, md5));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String send(PlainClient client, Map<String, String> parameters, String body) throws IOException {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.post(FakeQimen.PATH + "?" + query, body).body();
    }

    private String call(PlainClient client, String method, String inner) throws IOException {
        String body = "<request>" + inner + "</request>";
        Map<String, String> parameters = parameters(method);
        parameters.put("sign", sign(parameters, body));
        return send(client, parameters, body);
    }

    private static String order(String code, String item, int quantity) {
        String who = "<name>A</name><mobile>1</mobile><province>P</province><city>C</city>"
                + "<detailAddress>D</detailAddress>";
        return "<deliveryOrder><deliveryOrderCode>" + code + "</deliveryOrderCode><orderType>JYCK</orderType>"
                + "<warehouseCode>WH1</warehouseCode><sourcePlatformCode>OTHER</sourcePlatformCode>"
                + "<createTime>t</createTime><placeOrderTime>t</placeOrderTime><operateTime>t</operateTime>"
                + "<shopNick>s</shopNick><logisticsCode>SF</logisticsCode><senderInfo>" + who
                + "</senderInfo><receiverInfo>" + who + "</receiverInfo></deliveryOrder><orderLines><orderLine>"
                + "<ownerCode>O1</ownerCode><itemCode>" + item + "</itemCode><planQty>" + quantity
                + "</planQty></orderLine></orderLines>";
    }

    private static String cancel(String code) {
        return "<ownerCode>O1</ownerCode><orderCode>" + code + "</orderCode><orderType>JYCK</orderType>";
    }

    @Test
    void strangersAndOtherClocksAreLeftOutside() throws Exception {
        PlainClient client = client(builder.build());
        assertThat(call(client, "stock.query", STOCK)).contains("<flag>success</flag>");

        Map<String, String> parameters = parameters("stock.query");
        parameters.put("sign", "0".repeat(32));
        assertThat(send(client, parameters, "<request/>")).contains("sign-check-failure");
        Map<String, String> utc = parameters("stock.query");
        utc.put("timestamp", "2026-01-01 00:00:00");
        utc.put("sign", sign(utc, "<request/>"));
        assertThat(send(client, utc, "<request/>")).as("the time is Beijing's").contains("isv.invalid-timestamp");
        assertThat(call(client, "stock.dance", "")).contains("isv.invalid-method");
        assertThat(client.get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void anOrderIsPickedAndShippedAsTimePasses() throws Exception {
        FakeQimen fake = builder.build();
        PlainClient client = client(fake);
        assertThat(call(client, "deliveryorder.create", order("R-1", "SKU-1", 4)))
                .contains("<flag>success</flag>", "<deliveryOrderId>D");
        assertThat(call(client, "stock.query", STOCK)).contains("<quantity>6</quantity><lockQuantity>4</lockQuantity>");
        clock.advance(Duration.ofMinutes(30));
        assertThat(fake.statusOf("R-1")).isEqualTo("PICK");
        clock.advance(Duration.ofMinutes(30));

        String shown =
                call(client, "deliveryorder.query", "<orderCode>R-1</orderCode><page>1</page><pageSize>10</pageSize>");
        assertThat(shown)
                .contains(
                        "<status>DELIVERED</status>",
                        "<orderConfirmTime>2026-01-01 09:00:00</orderConfirmTime>",
                        "<actualQty>4</actualQty>",
                        "<expressCode>SF");
        assertThat(fake.notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.body()).contains("<outBizCode>msg-1</outBizCode>"));
    }

    @Test
    void whatIsWrongIsAFailureUnderHttpTwoHundred() throws Exception {
        FakeQimen fake = builder.build();
        PlainClient client = client(fake);

        assertThat(call(client, "deliveryorder.create", order("R-1", "SKU-1", 11)))
                .contains("<code>W402</code>");
        assertThat(call(client, "deliveryorder.create", order("R-1", "NEW", 1))).contains("<code>W400</code>");
        assertThat(call(
                        client,
                        "deliveryorder.query",
                        "<orderCode>R-1</orderCode><page>1</page><pageSize>10</pageSize>"))
                .contains("<flag>failure</flag>", "<code>" + FakeQimen.NOT_FOUND + "</code>");
        assertThat(call(client, "stock.query", STOCK.replace("100", "101")))
                .as("a page beyond the cap is refused, not cut")
                .contains("pageSize");
        assertThat(fake.ordersOf("R-1")).isZero();
        assertThat(fake.holdings()).contains("\"locked\":0");
    }

    @Test
    void aPickedParcelIsFoundUnlessItIsNotToBe() throws Exception {
        FakeQimen finds = builder.shipAfter(Duration.ofHours(5)).build();
        PlainClient client = client(finds);
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 4));
        finds.pick("R-1");
        assertThat(call(client, "order.cancel", cancel("R-1"))).contains("<flag>success</flag>");
        assertThat(finds.statusOf("R-1")).isEqualTo("PICK");
        clock.advance(Duration.ofMinutes(20));
        assertThat(finds.statusOf("R-1")).isEqualTo("CANCELED");
        assertThat(call(client, "order.cancel", cancel("R-1"))).contains("<flag>failure</flag>");
        close();

        FakeQimen fallsBack = builder.interceptionFails(true).build();
        PlainClient other = client(fallsBack);
        call(other, "deliveryorder.create", order("R-1", "SKU-1", 4));
        fallsBack.pick("R-1");
        call(other, "order.cancel", cancel("R-1"));
        clock.advance(Duration.ofMinutes(20));
        assertThat(fallsBack.statusOf("R-1")).isEqualTo("PICK");
        assertThat(call(other, "orderprocess.query", "<orderCode>R-1</orderCode>"))
                .contains("<processStatus>CANCELEDFAIL</processStatus><operateTime>" + Gate.time(clock.instant()));
        fallsBack.interceptionsFail(false);
        call(other, "order.cancel", cancel("R-1"));
        clock.advance(Duration.ofMinutes(20));
        assertThat(fallsBack.statusOf("R-1")).isEqualTo("CANCELED");
    }

    @Test
    void quantityAndCountAreMeantAsSetUp() throws Exception {
        PlainClient documented = client(builder.build());
        call(documented, "deliveryorder.create", order("R-1", "SKU-1", 4));
        assertThat(call(documented, "stock.query", STOCK))
                .contains("<totalCount>1</totalCount>", "<quantity>6</quantity><lockQuantity>4</lockQuantity>");
        close();

        PlainClient other = client(
                builder.quantityIncludesLocked(true).countsAsTotalLines(true).build());
        call(other, "deliveryorder.create", order("R-1", "SKU-1", 4));
        assertThat(call(other, "stock.query", STOCK))
                .contains("<totalLines>1</totalLines>", "<quantity>10</quantity><lockQuantity>4</lockQuantity>")
                .doesNotContain("totalCount");
    }

    @Test
    void anEmptyRowIsShownUnlessItIsToBeLeftOut() throws Exception {
        FakeQimen shows = builder.build();
        shows.moveStock(GOOD, -10);
        assertThat(call(client(shows), "stock.query", STOCK)).contains("<quantity>0</quantity>");
        close();

        FakeQimen omits = builder.omitsZeroRows(true).build();
        omits.moveStock(GOOD, -10);
        assertThat(call(client(omits), "stock.query", STOCK)).contains("<totalCount>0</totalCount><items></items>");
    }

    @Test
    void stockOfOneItemIsShownAloneUnlessTheItemIsToBeIgnored() throws Exception {
        builder.stock(QimenStock.good("WH1", "SKU-2", "B1"), 3);
        String one = STOCK + "<itemCode>SKU-2</itemCode>";
        assertThat(call(client(builder.build()), "stock.query", one))
                .contains("<totalCount>1</totalCount>", "SKU-2")
                .doesNotContain("SKU-1");
        close();

        assertThat(call(client(builder.ignoresItemCode(true).build()), "stock.query", one))
                .contains("<totalCount>2</totalCount>", "SKU-1");
    }

    @Test
    void aRepeatedCodeIsTakenUnlessItIsToBeRefused() throws Exception {
        FakeQimen takes = builder.build();
        PlainClient client = client(takes);
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 1));
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 1));
        assertThat(takes.ordersOf("R-1")).isEqualTo(2);
        close();

        FakeQimen refuses = builder.refusesRepeatedCode(true).build();
        PlainClient other = client(refuses);
        call(other, "deliveryorder.create", order("R-1", "SKU-1", 1));
        assertThat(call(other, "deliveryorder.create", order("R-1", "SKU-1", 1)))
                .contains("<code>W409</code>");
        assertThat(refuses.ordersOf("R-1")).isEqualTo(1);
    }

    @Test
    void lessThanAskedForCanShipAndGoodsComeInByType() throws Exception {
        FakeQimen fake = builder.build();
        PlainClient client = client(fake);
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 4));
        fake.shipShort("R-1", Map.of("SKU-1", 3L));
        assertThat(call(client, "stock.query", STOCK)).contains("<quantity>7</quantity><lockQuantity>0</lockQuantity>");
        call(
                client,
                "entryorder.create",
                "<entryOrder><entryOrderCode>ASN-1</entryOrderCode><ownerCode>O1</ownerCode>"
                        + "<warehouseCode>WH1</warehouseCode></entryOrder><orderLines><orderLine>"
                        + "<ownerCode>O1</ownerCode><itemCode>SKU-9</itemCode><planQty>5</planQty>"
                        + "</orderLine></orderLines>");
        fake.receive("ASN-1", Map.of("SKU-9", 2L), "CC");

        assertThat(call(
                        client,
                        "entryorder.query",
                        "<entryOrderCode>ASN-1</entryOrderCode><page>1</page><pageSize>9</pageSize>"))
                .contains("<inventoryType>CC</inventoryType><planQty>5</planQty><actualQty>2</actualQty>");
    }

    @Test
    void callsGoWrongAsPlanned() throws Exception {
        FakeQimen fake = builder.build();
        PlainClient client = client(fake);
        fake.faults().at("deliveryorder.create", 1, Kind.LOST_REPLY).at("stock.query", 1, Kind.TRUNCATED);
        fake.faults().after("stock.query", 2, () -> fake.moveStock(GOOD, -4));

        assertThatThrownBy(() -> call(client, "deliveryorder.create", order("R-1", "SKU-1", 1)))
                .isInstanceOf(IOException.class);
        assertThat(fake.ordersOf("R-1")).isEqualTo(1);
        assertThat(call(client, "stock.query", STOCK)).doesNotContain("</response>");
        assertThat(call(client, "stock.query", STOCK)).contains("<quantity>9</quantity>");
        assertThat(call(client, "stock.query", STOCK)).contains("<quantity>5</quantity>");
    }

    @Test
    void settingsAreCheckedTogether() {
        assertThatThrownBy(() -> FakeQimen.builder().build()).hasMessageContaining("application is missing");
        assertThatThrownBy(() -> FakeQimen.builder().application("a", "b").build())
                .hasMessageContaining("customer is missing");
    }

    @Test
    void pickingAndLookingForAParcelTakeAsLongAsIsSetUp() throws Exception {
        FakeQimen fake = builder.pickAfter(Duration.ofMinutes(5))
                .interceptAfter(Duration.ofMinutes(30))
                .build();
        PlainClient client = client(fake);
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 1));
        call(client, "deliveryorder.create", order("R-2", "SKU-1", 1));

        clock.advance(Duration.ofMinutes(5));
        assertThat(fake.statusOf("R-1")).isEqualTo("PICK");
        call(client, "order.cancel", cancel("R-1"));
        clock.advance(Duration.ofMinutes(29));
        assertThat(fake.statusOf("R-1")).isEqualTo("PICK");
        clock.advance(Duration.ofMinutes(1));
        assertThat(fake.statusOf("R-1")).isEqualTo("CANCELED");

        fake.interceptionsFail(true);
        call(client, "order.cancel", cancel("R-2"));
        clock.advance(Duration.ofHours(1));
        assertThat(fake.statusOf("R-2")).isEqualTo("DELIVERED");
    }

    @Test
    void anOrderHasTheWordItIsGivenAndIsToldOfAsANewEvent() throws Exception {
        FakeQimen fake = builder.build();
        PlainClient client = client(fake);
        call(client, "deliveryorder.create", order("R-1", "SKU-1", 1));
        call(client, "deliveryorder.create", order("R-2", "SKU-1", 1));

        fake.say("R-1", "WEIGH");
        assertThat(fake.tell("R-1").body())
                .contains("WEIGH")
                .isNotEqualTo(fake.tell("R-1").body());
        fake.ship("R-2");
        assertThat(fake.statusOf("R-2")).isEqualTo("DELIVERED");
        assertThat(fake.notices()).hasSizeGreaterThanOrEqualTo(2);
    }
}
