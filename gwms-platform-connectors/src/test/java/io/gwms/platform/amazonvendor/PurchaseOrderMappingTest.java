package io.gwms.platform.amazonvendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.order.Money;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.redact.Redactor;
import org.junit.jupiter.api.Test;

/** Amazon's published model demands no price of a line (models/vendor-orders-api-model, OrderItem). */
class PurchaseOrderMappingTest {
    private static final String ORDER = """
            {"purchaseOrderNumber": "2JK3S9VB", "purchaseOrderState": "New", "orderDetails": {
              "purchaseOrderDate": "2026-07-01T10:00:00Z",
              "purchaseOrderStateChangedDate": "2026-07-01T10:00:00Z",
              "items": [
                {"itemSequenceNumber": "1", "amazonProductIdentifier": "B07DFVDRAB", "isBackOrderAllowed": false,
                 "orderedQuantity": {"amount": 2, "unitOfMeasure": "Cases", "unitSize": 6}%s},
                {"itemSequenceNumber": "2", "amazonProductIdentifier": "B07DFYF5AB", "isBackOrderAllowed": false,
                 "orderedQuantity": {"amount": 3, "unitOfMeasure": "Eaches"}%s}]}}
            """;

    private static final String PRICE = ", \"netCost\": {\"amount\": \"4.50\", \"currencyCode\": \"EUR\"}";
    private static final String BY_WEIGHT =
            ", \"netCost\": {\"amount\": \"4.50\", \"currencyCode\": \"EUR\", \"unitOfMeasure\": \"POUNDS\"}";

    private static PlatformOrder read(String priceOfCases, String price) throws JsonProcessingException {
        FetchedOrder order = PurchaseOrderMapping.map(
                new ObjectMapper().readTree(ORDER.formatted(priceOfCases, price)), Redactor.standard());
        return ((FetchedOrder.Read) order).order();
    }

    @Test
    void netCostIsOfAPieceAlsoWhereCasesAreOrdered() throws Exception {
        PlatformOrder order = read(PRICE, PRICE);

        assertThat(order.lines())
                .extracting(PlatformOrderLine::quantity, PlatformOrderLine::unitPrice)
                .containsExactly(tuple(12L, Money.of("4.50", "EUR")), tuple(3L, Money.of("4.50", "EUR")));
        assertThat(order.payment().total()).isEqualTo(Money.of("67.50", "EUR"));
    }

    @Test
    void priceByWeightIsNoPriceOfAPieceAndLeavesTheTotalUntold() throws Exception {
        PlatformOrder order = read(BY_WEIGHT, PRICE);

        assertThat(order.lines())
                .extracting(PlatformOrderLine::quantity, PlatformOrderLine::unitPrice)
                .containsExactly(tuple(12L, null), tuple(3L, Money.of("4.50", "EUR")));
        assertThat(order.payment().total()).isNull();
    }

    @Test
    void purchaseOrderOfWhichALineHasNoPriceComesInWithoutATotal() throws Exception {
        assertThat(read("", PRICE).payment().total()).isNull();
        assertThat(read("", "").payment().total()).isNull();
    }
}
