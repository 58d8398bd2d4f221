package io.gwms.platform.shopee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.platform.shopee.ErrorWords.Meaning;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A word of Shopee's means what its call and its message make of it. */
class ErrorWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFRESH      | error_auth                           | Invalid refresh_token.                       | AUTH",
                "REFRESH      | refresh_token_expired                | Your refresh_token expired.                  | AUTH",
                "REFRESH      | shop_access_expired                  | Your access to shop has expired.             | AUTH",
                "REFRESH      | error_shop_refresh_token             | Your refresh token is error                  | AUTH",
                "REFRESH      | error_auth                           | System error, please try again later.        | FAILURE",
                "LIST         | error_auth                           | Invalid access_token.                        | AUTH",
                "LIST         | error_auth                           | No permission to current api.                | PERMISSION",
                "LIST         | source_ip_undeclared                 | Request Source IP (1.2.3.4) is undeclared.   | PERMISSION",
                "LIST         | error_kyc_auth                       | No permission. Please inform the seller      | PERMISSION",
                "LIST         | error_limit                          | The daily API call limit                     | DAY",
                "DETAIL       | error_param                          | The information you queried is not found.    | MISSING",
                "TRACKING_NUMBER | logistics.invalid_error           | The order is not exist.                      | MISSING",
                "TRACKING_NUMBER | logistics.error_param | The order is being allocated, please wait until it is. | NOT_YET",
                "SHIPPING_PARAMETER | error_param        | can only be obtained when package is ready to be shipped | NOT_YET",
                "SHIP         | logistics.error_param                | System error, please try again later.        | FAILURE",
                "SHIP         | logistics.error_param                | The order status is not ready to ship.       | NOT_YET",
                "SHIP         | lack_of_invoice_data                 | Pending invoice data, can not arrange.       | NOT_YET",
                "SHIP         | ' logistics.package_already_shipped' | This package has already been arranged       | ALREADY_DONE",
                "SHIP         | logistics.error_param                | The tracking number has been used            | WRONG",
                "CANCEL       | order.error_limit                    | Can not cancel this order                    | TOO_LATE",
                "CANCEL       | order. error_param                   | You can not cancel warehouse order.          | WRONG",
                "ANSWER_BUYER | order.order_status_invalid           | Invalid order_status.                        | WRONG",
                "UPDATE_STOCK | error_auth                           | The location_id input is not matched         | WRONG",
                "UPDATE_STOCK | error_auth        | Please wait for the holiday mode set then to edit item.         | NOT_YET",
                "UPDATE_STOCK | error_auth                           | Stock should be larger than reserved stock.  | WRONG",
                "UPDATE_STOCK | error_auth                           | Invalid access_token.                        | AUTH",
                "UPDATE_STOCK | error_cannt_edit_stock_in_promotion  | Normal_stock cannot be edited                | WRONG",
                "UPDATE_STOCK | error_never_heard_of                 | Something.                                   | UNKNOWN"
            })
    void wordMeansWhatItsCallAndMessageMakeOfIt(String call, String error, String message, Meaning meaning) {
        assertThat(ErrorWords.of(ShopeeCall.valueOf(call), error, message)).isEqualTo(meaning);
    }

    /** A write that is refused in words of the reference is surely not done, so it is not asked after. */
    @ParameterizedTest
    @CsvSource({
        "SHIP, v2.logistics.ship_order",
        "CANCEL, v2.order.cancel_order",
        "UPDATE_STOCK, v2.product.update_stock",
        "REFRESH, v2.public.refresh_access_token"
    })
    void everyWordOfTheReferenceIsKnown(String call, String page) throws IOException {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to read");
        JsonNode reference = new ObjectMapper()
                .readTree(Path.of(System.getProperty("gwms.fixtures"), "shopee", page + ".json")
                        .toFile());
        for (String list : new String[] {"error_list", "common_error_list"}) {
            for (JsonNode error : reference.path(list)) {
                String word = error.path("name").asText().strip();
                boolean ofAnotherAccount = word.matches("(merchant|supplier|error_merchant)_.*");
                assertThat(ErrorWords.of(
                                ShopeeCall.valueOf(call),
                                word,
                                error.path("description").asText()))
                        .as(error.toString())
                        .isNotEqualTo(ofAnotherAccount ? null : Meaning.UNKNOWN);
            }
        }
    }

    @Test
    void wordThatNobodyKnowsIsOfNoMeaning() {
        assertThat(ErrorWords.of(ShopeeCall.SHIP, "error_never_heard_of", "")).isEqualTo(Meaning.UNKNOWN);
        assertThat(ErrorWords.of(ShopeeCall.SHIP, "logistics.error_never_heard_of", ""))
                .as("of its module, whose words are refusals")
                .isEqualTo(Meaning.WRONG);
    }
}
