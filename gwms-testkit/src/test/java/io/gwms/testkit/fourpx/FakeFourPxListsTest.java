package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FakeFourPxListsTest extends FourPxStage {
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
}
