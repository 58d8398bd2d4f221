package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeFourPxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant PUT_AWAY = Instant.parse("2025-12-01T03:04:05.678Z");
    private static final String CREATE = "fu.wms.outbound.create";
    private static final String CANCEL = "fu.wms.outbound.cancel";
    private static final String LIST = "fu.wms.outbound.getlist";
    private static final String STOCK = "fu.wms.inventory.get";
    private static final String DETAIL = "fu.wms.inventory.getdetail";

    private final VirtualClock clock = VirtualClock.startingAt(START);
    private final FakeFourPx.Builder builder = FakeFourPx.builder()
            .clock(clock)
            .appKey(FourPxClient.KEY)
            .appSecret(FourPxClient.SECRET)
            .stock(
                    FourPxStock.good("USLAXA", "SKU-1", "B1", 10, "IC1", PUT_AWAY),
                    FourPxStock.good("USLAXA", "SKU-1", "B2", 5, "IC2", PUT_AWAY.plusSeconds(60)),
                    FourPxStock.good("USLAXA", "SKU-2", "B1", 3, "IC1", PUT_AWAY)
                            .ofQuality("B"));
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    // --- the gate ---

    @Test
    void signatureOfTheDocumentedExampleInputsIsTheirMd5() {
        // The document prints another value that no order of the parts gives; this is the rule applied to its inputs.
        var parameters = Map.of(
                "app_key", "16081f05-e8fc-4250-b9c4-0660d1ecbb28",
                "format", "json",
                "method", "ds.xms.order.create",
                "timestamp", "1532592413187",
                "v", "1.0");
        String secret = "7eebf328-8e5a-4030-904d-ec6e89174fbc";
        String expected = "ff4af77c062a9b97d98aa29777621c4a";
        assertThat(Gate.signature(parameters, "{\"aa\":\"bb\"}".getBytes(StandardCharsets.UTF_8), secret))
                .isEqualTo(expected);
        assertThat(FourPxClient.sign(parameters, "{\"aa\":\"bb\"}", secret)).isEqualTo(expected);
    }

    @Test
    void publicParametersAreCheckedOneByOne() throws Exception {
        FourPxClient client = start();
        assertThat(errorWith(client, "sign", "0".repeat(32))).isEqualTo("000012");
        assertThat(errorWith(client, "sign", "")).isEqualTo("000014");
        assertThat(errorWith(client, "app_key", "other")).isEqualTo("000013");
        assertThat(errorWith(client, "format", "")).isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", "yesterday")).isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", millis(START.plus(Duration.ofMinutes(11)))))
                .isEqualTo("000014");
        assertThat(errorWith(client, "timestamp", millis(START.minus(Duration.ofMinutes(9)))))
                .isEmpty();
        assertThat(errorWith(client, "method", "fu.wms.sku.dance")).isEqualTo("000011");
        assertThat(errorWith(client, "language", "cn")).as("unsigned").isEmpty();
    }

    @Test
    void signatureCoversTheBody() throws Exception {
        FourPxClient client = start();
        Map<String, String> parameters = client.parameters(LIST);
        parameters.put("sign", FourPxClient.sign(parameters, "{}", FourPxClient.SECRET));
        assertThat(error(JSON.readTree(client.send(parameters, "{ }").body()))).isEqualTo("000012");
    }

    @Test
    void accessTokenIsDemandedWhenAsked() throws Exception {
        builder.accessToken("t0ken");
        FourPxClient client = start();
        assertThat(error(client.call(LIST, "{}"))).isEqualTo("000016");
        assertThat(errorWith(client, "access_token", "t0ken")).isEmpty();
    }

    @Test
    void bodyThatIsNoJsonObjectIsRefused() throws Exception {
        FourPxClient client = start();
        assertThat(error(client.call(LIST, "{"))).isEqualTo("000004");
        assertThat(error(client.call(LIST, "[]"))).isEqualTo("000004");
        assertThat(error(client.call(LIST, ""))).isEqualTo("000004");
        assertThat(error(client.call(STOCK, "{\"lstsku\":\"SKU-1\"}"))).isEqualTo("000004");
    }

    // --- outbound ---

    @Test
    void orderIsPickedAndShippedAsVirtualTimePasses() throws Exception {
        FourPxClient client = start();
        JsonNode created = data(client.call(CREATE, order("R1", "SKU-1", 12)));
        assertThat(created.path("consignment_no").textValue()).startsWith("OC");
        assertThat(created.path("tracking_no").textValue()).isNotBlank();
        assertThat(stock(client)).containsExactly("SKU-1 B1 G 0+10", "SKU-1 B2 G 3+2", "SKU-2 B1 B 3+0");
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("S");
        assertThat(only(client, "R1").path("complete_time").isNull()).isTrue();

        clock.advance(Duration.ofMinutes(30));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("P");

        clock.advance(Duration.ofMinutes(30));
        JsonNode shipped = only(client, "R1");
        assertThat(shipped.path("status").textValue()).isEqualTo("C");
        assertThat(shipped.path("shipping_no").textValue()).isNotBlank();
        assertThat(FourPxClient.millis(shipped.path("complete_time"))).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(shipped.path("outboundlist_sku").path(0).path("qty").textValue())
                .isEqualTo("12");
        assertThat(stock(client)).containsExactly("SKU-1 B2 G 3+0", "SKU-2 B1 B 3+0");
    }

    @Test
    void secondCreateOfOneReferenceMakesSecondOrder() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(listed(client, "R1")).hasSize(2);
    }

    @Test
    void repeatedReferenceIsRefusedWhenSwitchedOn() throws Exception {
        builder.refusesRepeatedRefNo(true);
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 1)))).endsWith("REF_NO_REPEAT");
        assertThat(listed(client, "R1")).hasSize(1);
    }

    @Test
    void incompleteOrdersAreRefusedWithTheirCodeAndNoEffect() throws Exception {
        FourPxClient client = start();
        String good = order("R1", "SKU-1", 1);
        String err = "ERR_OUTBOUND_CONSIGNMENT_";
        assertThat(error(client.call(CREATE, good.replace("\"R1\"", "\" \"")))).isEqualTo(err + "REF_NO_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("USLAXA", "")))).isEqualTo(err + "FROM_WAREHOUSE_CODE_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("\"F3\"", "\"\""))))
                .isEqualTo(err + "LOGISTICS_PRODUCT_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("\"US\"", "\"\"")))).isEqualTo(err + "COUNTRY_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("Main St", "")))).isEqualTo(err + "STREET_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("Ann", "")))).isEqualTo(err + "FIRST_NAME_EMPTY");
        assertThat(error(client.call(CREATE, good.replace("\"qty\":\"1\"", "\"qty\":\"1.5\""))))
                .isEqualTo(err + "SKU_QTY_FORMAT");
        assertThat(error(client.call(CREATE, good.replace("\"G\"", "\"B\"")))).endsWith("STOCK_QUALITY_ILLEGAL");
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 16)))).isEqualTo("AVALIABLE_STOCK_IS_NOT_ENOUGH");
        assertThat(error(client.call(CREATE, order("R1", "SKU-2", 1)))).isEqualTo("AVALIABLE_STOCK_IS_NOT_ENOUGH");
        assertThat(listed(client, "R1")).isEmpty();
        assertThat(stock(client)).contains("SKU-1 B1 G 10+0");
    }

    @Test
    void twoLinesOfOneSkuDoNotTakeTheSameUnits() throws Exception {
        FourPxClient client = start();
        String twoLines = order("R1", "SKU-1", 8)
                .replace("\"oconsignment_sku\":[", "\"oconsignment_sku\":[" + line("SKU-1", 8) + ",");
        assertThat(error(client.call(CREATE, twoLines))).isEqualTo("AVALIABLE_STOCK_IS_NOT_ENOUGH");
    }

    @Test
    void ordersShipAtDifferentTimesButAlwaysTheSameForOneReference() throws Exception {
        builder.shipAfter(Duration.ofHours(1), Duration.ofHours(26));
        FourPxClient client = start();
        for (int i = 0; i < 10; i++) {
            data(client.call(CREATE, order("R" + i, "SKU-1", 1)));
        }
        clock.advance(Duration.ofHours(1));
        long early = rows(client.call(LIST, "{\"status\":\"C\"}")).size();
        assertThat(early).isBetween(1L, 9L);
        clock.advance(Duration.ofHours(25));
        assertThat(rows(client.call(LIST, "{\"status\":\"C\"}"))).hasSize(10);
    }

    // --- cancel ---

    @Test
    void cancelBeforePickingGivesTheStockBack() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 12)));
        JsonNode cancelled = data(client.call(CANCEL, cancel("R1")));
        assertThat(cancelled.path("status").textValue()).isEqualTo("X");
        assertThat(stock(client)).contains("SKU-1 B1 G 10+0", "SKU-1 B2 G 5+0");
        clock.advance(Duration.ofDays(1));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("X");
        assertThat(error(client.call(CANCEL, cancel("R1")))).isEqualTo("ERR_OUTBOUND_CONSIGNMENT_REPEAT_CANCEL");
        assertThat(stock(client)).contains("SKU-1 B1 G 10+0", "SKU-1 B2 G 5+0");
    }

    @Test
    void cancelAfterShippingIsRefused() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        clock.advance(Duration.ofHours(1));
        assertThat(error(client.call(CANCEL, cancel("R1")))).isEqualTo("ERR_OUTBOUND_CONSIGNMENT_SHIPPED");
    }

    @Test
    void cancelOfPickedOrderIsAcceptedBeforeItIsTrue() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        clock.advance(Duration.ofMinutes(30));
        assertThat(data(client.call(CANCEL, cancel("R1"))).path("status").textValue())
                .isEqualTo("P");
        clock.advance(Duration.ofMinutes(20));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("X");
    }

    @Test
    void parcelThatIsNotFoundInTimeShipsInSpiteOfItsCancel() throws Exception {
        builder.interceptAfter(Duration.ofHours(1));
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        clock.advance(Duration.ofMinutes(30));
        assertThat(data(client.call(CANCEL, cancel("R1"))).path("status").textValue())
                .isEqualTo("P");
        clock.advance(Duration.ofDays(1));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("C");
        assertThat(stock(client)).contains("SKU-1 B1 G 9+0");
    }

    @Test
    void cancelNeedsNumberAndKnownReason() throws Exception {
        FourPxClient client = start();
        String err = "ERR_OUTBOUND_CONSIGNMENT_";
        assertThat(error(client.call(CANCEL, "{\"cancel_type\":\"BC\"}"))).isEqualTo(err + "CSMNO_OR_REFNO_EMPTY");
        assertThat(error(client.call(CANCEL, "{\"ref_no\":\"R1\"}"))).isEqualTo(err + "CANCEL_TYPE_EMPTY");
        assertThat(error(client.call(CANCEL, cancel("R1").replace("BC", "ZZ"))))
                .isEqualTo(err + "CANCEL_TYPE_NOT_EXIST");
        assertThat(error(client.call(CANCEL, cancel("R1")))).contains("NOT_FOUND");
    }

    // --- lists ---

    @Test
    void capsAreErrorsNotSmallerPages() throws Exception {
        FourPxClient client = start();
        for (String method : List.of(LIST, STOCK, DETAIL)) {
            assertThat(error(client.call(method, "{\"page_size\":501}"))).isEqualTo("MISS_PARAM_RESOURCE");
            assertThat(error(client.call(method, "{\"page_size\":\"0\"}"))).isEqualTo("MISS_PARAM_RESOURCE");
            assertThat(error(client.call(method, "{\"page_size\":\"500\"}"))).isEmpty();
        }
        String skus = "\""
                + String.join(
                        "\",\"", IntStream.range(0, 101).mapToObj(i -> "S" + i).toList()) + "\"";
        assertThat(error(client.call(STOCK, "{\"lstsku\":[" + skus + "]}"))).isEqualTo("MISS_PARAM_RESOURCE");
        assertThat(error(client.call("fu.wms.inbound.getlist", "{\"ref_no\":\"I1\",\"page_size\":101}")))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_PAGE_SIZE_TOO_LARGE");
    }

    @Test
    void windowsLongerThanAllowedAreErrors() throws Exception {
        FourPxClient client = start();
        assertThat(error(client.call(LIST, window(31)))).isEqualTo("MISS_PARAM_RESOURCE");
        assertThat(error(client.call(LIST, window(30)))).isEmpty();
        assertThat(error(client.call(LIST, window(31).replace("create_", "complete_"))))
                .isEqualTo("MISS_PARAM_RESOURCE");
        assertThat(error(client.call("fu.wms.inbound.getlist", window(91))))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_BETWEEN_TOO_LARGE");
        assertThat(error(client.call("fu.wms.inbound.getlist", "{}")))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_CREATE_TIME_START_EMPTY");
    }

    @Test
    void windowSelectsByTimeOfCreation() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        clock.advance(Duration.ofDays(2));
        data(client.call(CREATE, order("R2", "SKU-1", 1)));
        String lastDay = "{\"create_time_start\":\"%s\",\"create_time_end\":\"%s\"}"
                .formatted(millis(clock.instant().minus(Duration.ofDays(1))), millis(clock.instant()));
        assertThat(rows(client.call(LIST, lastDay)))
                .extracting(row -> row.path("ref_no").textValue())
                .containsExactly("R2");
    }

    @Test
    void listWithoutWindowForgetsYesterdayWhenSwitchedOn() throws Exception {
        builder.windowDefaultsToToday(true);
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(listed(client, "R1")).hasSize(1);
        clock.advance(Duration.ofHours(17));
        assertThat(listed(client, "R1")).as("it is tomorrow in Beijing").isEmpty();
    }

    @Test
    void everyNumberIsString() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        for (String method : List.of(LIST, STOCK, DETAIL)) {
            assertThat(numbersIn(client.call(method, "{}"))).as(method).isZero();
        }
    }

    // --- inventory ---

    @Test
    void detailHasOneRowForEachInboundOrderWhereGetSumsThem() throws Exception {
        builder.stock(FourPxStock.good("USLAXA", "SKU-1", "B1", 4, "IC9", PUT_AWAY.plusSeconds(5)));
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 12)));
        assertThat(stock(client)).contains("SKU-1 B1 G 2+12");
        JsonNode detail = data(client.call(DETAIL, "{\"lstsku\":[\"SKU-1\"],\"lstbatch_no\":[\"B1\"]}"));
        assertThat(detail.has("total")).as("detail tells no total").isFalse();
        assertThat(detail.path("inventorydetaillist"))
                .extracting(row -> row.path("consignment_no").textValue()
                        + " " + row.path("warehouse_stock").textValue()
                        + " " + FourPxClient.millis(row.path("putaway_time")))
                .containsExactly("IC1 10 " + PUT_AWAY, "IC9 4 " + PUT_AWAY.plusSeconds(5));
        assertThat(detail.path("inventorydetaillist")
                        .path(0)
                        .path("inventory_age")
                        .textValue())
                .isEqualTo("30");
    }

    @Test
    void rowsWithNothingInThemAreLeftOutUnlessSwitchedOn() throws Exception {
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 15)));
        clock.advance(Duration.ofHours(1));
        assertThat(stock(client)).containsExactly("SKU-2 B1 B 3+0");
        builder.listsZeroRows(true).journal(EffectJournal.inMemory());
        FourPxClient other = start();
        data(other.call(CREATE, order("R1", "SKU-1", 15)));
        clock.advance(Duration.ofHours(1));
        assertThat(stock(other)).contains("SKU-1 B1 G 0+0");
    }

    @Test
    void detailWithoutSkusIsRefusedWhenSwitchedOn() throws Exception {
        builder.detailNeedsSkus(true);
        FourPxClient client = start();
        assertThat(error(client.call(DETAIL, "{}"))).isEqualTo("ERR_SKU_CODE_EMPTY");
        assertThat(error(client.call(DETAIL, "{\"lstsku\":[\"SKU-1\"]}"))).isEmpty();
    }

    @Test
    void stockThatMovesBetweenPagesIsSeenTwiceOrNever() throws Exception {
        FourPxStock added = FourPxStock.good("USLAXA", "A-NEW", "B0", 1, "IC7", PUT_AWAY);
        builder.faults(FourPxFault.stockMovesAfter(STOCK, 1, added));
        FourPxClient client = start();
        JsonNode first = data(client.call(STOCK, "{\"page_no\":1,\"page_size\":1}"));
        JsonNode second = data(client.call(STOCK, "{\"page_no\":2,\"page_size\":1}"));
        assertThat(second.path("data")).isEqualTo(first.path("data"));
        assertThat(List.of(first.path("total").textValue(), second.path("total").textValue()))
                .containsExactly("3", "4");
    }

    // --- inbound ---

    @Test
    void inboundOrderBecomesStockUnderItsNumber() throws Exception {
        FourPxClient client = start();
        String no = data(client.call("fu.wms.inbound.create", inbound("I1")))
                .path("consignment_no")
                .textValue();
        assertThat(no).startsWith("IC");
        assertThat(rows(client.call(STOCK, "{\"lstsku\":[\"SKU-9\"]}"))
                        .get(0)
                        .path("onway_stock")
                        .textValue())
                .isEqualTo("7");
        clock.advance(Duration.ofDays(3));
        JsonNode row = rows(client.call("fu.wms.inbound.getlist", "{\"ref_no\":\"I1\"}"))
                .get(0);
        assertThat(row.path("status").textValue()).isEqualTo("C");
        assertThat(row.path("lstsku").path(0).path("received_qty").textValue()).isEqualTo("7");
        JsonNode detail = data(client.call(DETAIL, "{\"lstsku\":[\"SKU-9\"]}"))
                .path("inventorydetaillist")
                .path(0);
        assertThat(detail.path("consignment_no").textValue()).isEqualTo(no);
        assertThat(FourPxClient.millis(detail.path("putaway_time"))).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @Test
    void repeatedInboundReferenceIsRefused() throws Exception {
        FourPxClient client = start();
        data(client.call("fu.wms.inbound.create", inbound("I1")));
        assertThat(error(client.call("fu.wms.inbound.create", inbound("I1"))))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_REF_NO_REPEAT");
        assertThat(error(client.call("fu.wms.inbound.create", inbound("I2").replace("\"S\"", "\"Q\""))))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_TRANSPORT_TYPE_ERROR");
    }

    @Test
    void inboundOrderIsCancelledUntilItArrives() throws Exception {
        FourPxClient client = start();
        data(client.call("fu.wms.inbound.create", inbound("I1")));
        data(client.call("fu.wms.inbound.create", inbound("I2")));
        data(client.call("fu.wms.inbound.cancel", "{\"ref_no\":\"I1\"}"));
        clock.advance(Duration.ofDays(3));
        assertThat(error(client.call("fu.wms.inbound.cancel", "{\"ref_no\":\"I2\"}")))
                .isEqualTo("ERR_INBOUND_CONSIGNMENT_STATUS_CANNOT_CANCEL");
        assertThat(rows(client.call("fu.wms.inbound.getlist", "{\"ref_no\":\"I1\"}"))
                        .get(0)
                        .path("status")
                        .textValue())
                .isEqualTo("X");
        assertThat(stock(client)).contains("SKU-9 B77 G 7+0");
    }

    // --- faults ---

    @Test
    void lostReplyLeavesTheOrderBehind() throws Exception {
        builder.faults(FourPxFault.loseReplyOfCreate(2));
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThatThrownBy(() -> client.raw(CREATE, order("R2", "SKU-1", 1))).isInstanceOf(IOException.class);
        assertThat(listed(client, "R2")).hasSize(1);
    }

    @Test
    void orderThatIsExecutedAfterItWasMissedTrapsOneProbe() throws Exception {
        builder.faults(FourPxFault.executeCreateAfterNotThere(1));
        FourPxClient client = start();
        assertThatThrownBy(() -> client.raw(CREATE, order("R1", "SKU-1", 1))).isInstanceOf(IOException.class);
        assertThat(listed(client, "OTHER"))
                .as("a look-up of another order does not wake it")
                .isEmpty();
        assertThat(listed(client, "R1")).as("not there").isEmpty();
        assertThat(listed(client, "R1")).as("and now it is").hasSize(1);
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(listed(client, "R1"))
                .as("who repeats after one probe has two")
                .hasSize(2);
    }

    @Test
    void orderThatIsExecutedLateAppearsAfterItsVirtualDelay() throws Exception {
        builder.faults(FourPxFault.executeCreateLate(1, Duration.ofMinutes(2)));
        FourPxClient client = start();
        assertThatThrownBy(() -> client.raw(CREATE, order("R1", "SKU-1", 1))).isInstanceOf(IOException.class);
        clock.advance(Duration.ofSeconds(119));
        assertThat(listed(client, "R1")).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(FourPxClient.millis(only(client, "R1").path("create_time"))).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void throttledCallHasNoEffect() throws Exception {
        builder.faults(FourPxFault.throttle(CREATE, 1), FourPxFault.platformError(LIST, 1, "000024"));
        FourPxClient client = start();
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 1)))).isEqualTo("000017");
        assertThat(error(client.call(LIST, "{}"))).isEqualTo("000024");
        assertThat(listed(client, "R1")).isEmpty();
    }

    @Test
    void platformErrorMayHideAnEffect() throws Exception {
        builder.faults(FourPxFault.platformErrorAfterEffect(CREATE, 1, "000020"));
        FourPxClient client = start();
        assertThat(error(client.call(CREATE, order("R1", "SKU-1", 1)))).isEqualTo("000020");
        assertThat(listed(client, "R1")).hasSize(1);
    }

    @Test
    void badGatewayIsPageOfHtmlWithOrWithoutEffect() throws Exception {
        builder.faults(
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY, CREATE, 1),
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY_AFTER_EFFECT, CREATE, 2));
        FourPxClient client = start();
        for (String ref : List.of("R1", "R2")) {
            var reply = client.raw(CREATE, order(ref, "SKU-1", 1));
            assertThat(reply.statusCode()).isEqualTo(502);
            assertThat(reply.body()).startsWith("<html>");
        }
        assertThat(listed(client, "R1")).isEmpty();
        assertThat(listed(client, "R2")).hasSize(1);
    }

    @Test
    void truncatedAndEmptyAnswersAreNoJson() throws Exception {
        builder.faults(
                FourPxFault.of(FourPxFault.Kind.TRUNCATED_JSON, STOCK, 1),
                FourPxFault.of(FourPxFault.Kind.EMPTY_BODY, STOCK, 2));
        FourPxClient client = start();
        String truncated = client.raw(STOCK, "{}").body();
        assertThat(truncated).startsWith("{\"result\":\"1\"");
        assertThatThrownBy(() -> JSON.readTree(truncated)).isInstanceOf(IOException.class);
        var empty = client.raw(STOCK, "{}");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void slowAnswerComesAfterItsEffect() throws Exception {
        builder.faults(FourPxFault.slow(CREATE, 1, Duration.ofMillis(80)));
        FourPxClient client = start();
        long began = System.nanoTime();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void partialSuccessLacksTheLastRowAndSaysSo() throws Exception {
        builder.faults(FourPxFault.of(FourPxFault.Kind.PARTIAL, STOCK, 1));
        FourPxClient client = start();
        JsonNode partial = client.call(STOCK, "{}");
        assertThat(partial.path("result").textValue()).isEqualTo("2");
        assertThat(partial.path("errors")).isNotEmpty();
        assertThat(partial.path("data").path("data")).hasSize(2);
        assertThat(partial.path("data").path("total").textValue()).isEqualTo("3");
    }

    @Test
    void errorsComeAsOneObjectWhenSwitchedOn() throws Exception {
        builder.bareErrors(true);
        FourPxClient client = start();
        JsonNode refused = client.call(CANCEL, cancel("R1"));
        assertThat(refused.path("errors").isObject()).isTrue();
        assertThat(refused.path("errors").path("errorCode").textValue()).contains("NOT_FOUND");
    }

    // --- script, holdings, restart ---

    @Test
    void scriptSetsFaultsShippingTimesAndStock() throws Exception {
        FakeHttpServer server = serve();
        var client = new FourPxClient(server.uri(), clock);
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        data(client.call(CREATE, order("R2", "SKU-1", 1)));
        server.control()
                .script("{\"fault\":{\"kind\":\"ERROR\",\"method\":\"" + CREATE
                        + "\",\"call\":1,\"code\":\"000020\"}}");
        server.control()
                .script("{\"shipAfter\":{\"ref_no\":\"R1\",\"after\":\"PT26H\"},\"stuck\":{\"ref_no\":\"R2\"}}");
        server.control()
                .script("{\"stock\":[{\"warehouse\":\"USLAXA\",\"sku\":\"SKU-1\",\"batch_no\":\"B2\","
                        + "\"inbound_no\":\"IC2\",\"available\":-5}]}");
        assertThat(error(client.call(CREATE, order("R3", "SKU-1", 1)))).isEqualTo("000020");
        assertThat(stock(client)).containsExactly("SKU-1 B1 G 8+2", "SKU-2 B1 B 3+0");
        server.control().push(START.plus(Duration.ofHours(25)));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("P");
        assertThat(only(client, "R2").path("status").textValue()).isEqualTo("E");
        server.control().push(START.plus(Duration.ofHours(26)));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("C");
        assertThatThrownBy(() -> server.control().script("{\"dance\":1}")).hasMessageContaining("one of");
        assertThatThrownBy(() -> server.control().script("{\"stock\":[{\"sku\":\"X\",\"available\":-1}]}"))
                .hasMessageContaining("less than nothing");
    }

    @Test
    void restartOnTheSameJournalHoldsTheSame() throws Exception {
        builder.faults(FourPxFault.loseReplyOfCreate(2), FourPxFault.executeCreateLate(3, Duration.ofHours(2)));
        Path file = folder.resolve("4px.jsonl");
        String before;
        try (var journal = EffectJournal.open(file);
                var server = FakeHttpServer.start(builder.journal(journal).build())) {
            var client = new FourPxClient(server.uri(), clock);
            data(client.call(CREATE, order("R1", "SKU-1", 3)));
            assertThatThrownBy(() -> client.raw(CREATE, order("R2", "SKU-1", 2)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> client.raw(CREATE, order("R3", "SKU-1", 1)))
                    .isInstanceOf(IOException.class);
            data(client.call("fu.wms.inbound.create", inbound("I1")));
            data(client.call(CANCEL, cancel("R2")));
            server.control().push(START.plus(Duration.ofMinutes(90)));
            before = server.control().holdings();
        }
        var later = VirtualClock.startingAt(START);
        try (var journal = EffectJournal.open(file);
                var server = FakeHttpServer.start(
                        builder.clock(later).journal(journal).build())) {
            assertThat(server.control().time()).isEqualTo(START.plus(Duration.ofMinutes(90)));
            assertThat(server.control().holdings()).isEqualTo(before).contains("\"status\":\"C\"", "\"status\":\"X\"");
            var client = new FourPxClient(server.uri(), later);
            data(client.call(CREATE, order("R4", "SKU-1", 1)));
            server.control().push(START.plus(Duration.ofHours(2)));
            assertThat(listed(client, "R3"))
                    .as("what was late comes after the restart")
                    .hasSize(1);
            var numbers = new HashSet<String>();
            rows(client.call(LIST, "{}"))
                    .forEach(row -> numbers.add(row.path("consignment_no").textValue()));
            assertThat(numbers).as("no number is given twice").hasSize(4);
        }
    }

    @Test
    void unitsAreNeitherMadeNorLostButByShipping() throws Exception {
        FourPxClient client = start();
        for (int i = 0; i < 6; i++) {
            data(client.call(CREATE, order("R" + i, "SKU-1", 2)));
            if (i % 2 == 0) {
                data(client.call(CANCEL, cancel("R" + i)));
            }
        }
        assertThat(units(client)).isEqualTo(15);
        clock.advance(Duration.ofHours(2));
        assertThat(units(client)).isEqualTo(15 - 3 * 2);
    }

    @Test
    void missingSettingIsNamed() {
        assertThatThrownBy(() -> FakeFourPx.builder().appKey("k").build()).hasMessageContaining("appSecret(…)");
    }

    // --- words of the tests ---

    private FakeHttpServer serve() {
        FakeHttpServer server = FakeHttpServer.start(builder.build());
        open.add(server);
        return server;
    }

    private FourPxClient start() {
        return new FourPxClient(serve().uri(), clock);
    }

    private static String order(String refNo, String sku, int qty) {
        return """
            {"ref_no":"%s","from_warehouse_code":"USLAXA","consignment_type":"S",\
            "logistics_service_info":{"logistics_product_code":"F3"},\
            "oconsignment_desc":{"country":"US","state":"CA","city":"LA","post_code":"90001",\
            "street":"Main St","first_name":"Ann","phone":"1"},\
            "oconsignment_sku":[%s]}""".formatted(refNo, line(sku, qty));
    }

    private static String line(String sku, int qty) {
        return "{\"sku_code\":\"%s\",\"qty\":\"%d\",\"stock_quality\":\"G\"}".formatted(sku, qty);
    }

    private static String inbound(String refNo) {
        return """
            {"ref_no":"%s","is_pickup":"N","to_warehouse_code":"USLAXA","transport_type":"S",\
            "supplier_address":{"country":"CN"},"total_volume":"1.5","total_weight":"20",\
            "logistics_service_info":{"logistics_product_code":"SEA"},\
            "ocustoms_service":"D1","icustoms_service":"D3",\
            "iconsignment_sku":[{"box_no":"1","sku_code":"SKU-9","plan_qty":7,"batch_no":"B77"}]}""".formatted(refNo);
    }

    private static String cancel(String refNo) {
        return "{\"ref_no\":\"%s\",\"cancel_type\":\"BC\"}".formatted(refNo);
    }

    private static String window(int days) {
        return "{\"create_time_start\":\"%s\",\"create_time_end\":\"%s\"}"
                .formatted(millis(START.minus(Duration.ofDays(days))), millis(START));
    }

    private static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }

    private static String errorWith(FourPxClient client, String name, String value) throws IOException {
        Map<String, String> parameters = client.parameters(LIST);
        boolean signed = !name.equals("language") && !name.equals("access_token");
        if (signed) {
            parameters.put(name, value);
        }
        parameters.putIfAbsent("sign", FourPxClient.sign(parameters, "{}", FourPxClient.SECRET));
        parameters.put(name, value);
        return error(JSON.readTree(client.send(parameters, "{}").body()));
    }

    /** The first error's code; empty when the call succeeded. */
    private static String error(JsonNode envelope) {
        boolean succeeded = envelope.path("result").textValue().equals("1");
        assertThat(envelope.path("errors").isNull())
                .as("errors of %s", envelope)
                .isEqualTo(succeeded);
        return envelope.path("errors").path(0).path("error_code").asText("");
    }

    private static JsonNode data(JsonNode envelope) {
        assertThat(envelope.path("result").textValue())
                .as("result of %s", envelope)
                .isEqualTo("1");
        return envelope.path("data");
    }

    private static List<JsonNode> rows(JsonNode envelope) {
        return StreamSupport.stream(data(envelope).path("data").spliterator(), false)
                .toList();
    }

    private static List<JsonNode> listed(FourPxClient client, String refNo) throws IOException {
        return rows(client.call(LIST, "{\"ref_no\":\"" + refNo + "\"}"));
    }

    private static JsonNode only(FourPxClient client, String refNo) throws IOException {
        List<JsonNode> orders = listed(client, refNo);
        assertThat(orders).hasSize(1);
        return orders.get(0);
    }

    /** Rows as «sku batch quality available+pending». */
    private static List<String> stock(FourPxClient client) throws IOException {
        return rows(client.call(STOCK, "{}")).stream()
                .map(row -> "%s %s %s %s+%s"
                        .formatted(
                                row.path("sku_code").textValue(),
                                row.path("batch_no").textValue(),
                                row.path("stock_quality").textValue(),
                                row.path("available_stock").textValue(),
                                row.path("pending_stock").textValue()))
                .toList();
    }

    private static long units(FourPxClient client) throws IOException {
        long units = 0;
        for (JsonNode row :
                data(client.call(DETAIL, "{\"lstsku\":[\"SKU-1\"]}")).path("inventorydetaillist")) {
            units += Long.parseLong(row.path("warehouse_stock").textValue());
        }
        return units;
    }

    private static int numbersIn(JsonNode node) {
        int numbers = node.isNumber() ? 1 : 0;
        for (JsonNode child : node) {
            numbers += numbersIn(child);
        }
        return numbers;
    }
}
