package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeFourPxOrdersTest extends FourPxStage {
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
    void pickingApprovalAndPutAwayTakeAsLongAsIsSetUp() throws Exception {
        builder.pickAfter(Duration.ofMinutes(5))
                .approveAfter(Duration.ofMinutes(6))
                .putAwayAfter(Duration.ofMinutes(10));
        FourPxClient client = start();
        data(client.call(CREATE, order("R1", "SKU-1", 1)));
        data(client.call("fu.wms.inbound.create", inbound("I1")));

        clock.advance(Duration.ofMinutes(5));
        assertThat(only(client, "R1").path("status").textValue()).isEqualTo("P");
        assertThat(announced(client)).isEqualTo("S");
        clock.advance(Duration.ofMinutes(1));
        assertThat(announced(client)).isEqualTo("A");
        clock.advance(Duration.ofMinutes(4));
        assertThat(announced(client)).isEqualTo("C");
    }

    private static String announced(FourPxClient client) throws IOException {
        return rows(client.call("fu.wms.inbound.getlist", "{\"ref_no\":\"I1\"}"))
                .get(0)
                .path("status")
                .textValue();
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
}
