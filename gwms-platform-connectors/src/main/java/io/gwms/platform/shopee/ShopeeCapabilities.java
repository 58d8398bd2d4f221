package io.gwms.platform.shopee;

import io.gwms.platform.AddressRule;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderField;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.ProductPage;
import io.gwms.platform.StockSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What Shopee can be asked and told. */
final class ShopeeCapabilities {
    static final Duration LONGEST_WINDOW = Duration.ofDays(15);

    private ShopeeCapabilities() {}

    static PlatformCapabilities of(int pageSize, Duration lag, boolean ownTrackingNumbers, String productSite) {
        PlatformCapabilities.Builder can = PlatformCapabilities.builder()
                .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, LONGEST_WINDOW, null, lag, pageSize))
                .census(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, LONGEST_WINDOW, null, lag, 100))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.WHOLE_ORDER)
                .probeShipments(Duration.ofMinutes(2))
                .cancelOrders()
                .answerCancelRequests()
                .stock(StockSupport.SET)
                .readStock()
                .refreshCredential()
                .absentFields(Set.of(OrderField.SOURCE, OrderField.TAX, OrderField.DISCOUNT))
                .addressRules(Map.of(
                        "fulfilled_by_local_seller",
                        AddressRule.MASKED,
                        "fulfilled_by_cb_seller",
                        AddressRule.MASKED,
                        OrderMapping.BY_SHOPEE,
                        AddressRule.PLATFORM_CENTRE))
                .actions(Set.of(
                        CallAction.ORDER_FETCH,
                        CallAction.SHIPMENT_WRITE_BACK,
                        CallAction.TRACKING_LOOKUP,
                        CallAction.ORDER_CANCEL,
                        CallAction.STOCK_PUSH,
                        CallAction.TOKEN_REFRESH));
        if (!ownTrackingNumbers) {
            can.issuesTracking();
        }
        if (!productSite.isEmpty()) {
            can.productPage(new ProductPage("https://" + productSite + "/product-i.{id}"));
        }
        return can.build();
    }
}
