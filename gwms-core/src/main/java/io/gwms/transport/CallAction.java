package io.gwms.transport;

import io.gwms.internal.Require;

/**
 * What a call does, as the «Action» of the API log names it (platform-api-logs, section 2). Open: a
 * connector may bring actions of its own.
 */
public record CallAction(String value) {
    public static final CallAction ORDER_FETCH = new CallAction("ORDER_FETCH");
    public static final CallAction STORE_SETTINGS_FETCH = new CallAction("STORE_SETTINGS_FETCH");
    public static final CallAction PRODUCT_MAPPING_SYNC = new CallAction("PRODUCT_MAPPING_SYNC");
    public static final CallAction STOCK_PUSH = new CallAction("STOCK_PUSH");
    public static final CallAction SHIPMENT_WRITE_BACK = new CallAction("SHIPMENT_WRITE_BACK");
    public static final CallAction ORDER_ACKNOWLEDGE = new CallAction("ORDER_ACKNOWLEDGE");
    public static final CallAction ORDER_CANCEL = new CallAction("ORDER_CANCEL");
    public static final CallAction LABEL_GENERATION = new CallAction("LABEL_GENERATION");
    public static final CallAction TRACKING_LOOKUP = new CallAction("TRACKING_LOOKUP");
    public static final CallAction SHIPPING_STATUS_REPORT = new CallAction("SHIPPING_STATUS_REPORT");
    public static final CallAction NOTIFICATION = new CallAction("NOTIFICATION");
    public static final CallAction OUTBOUND_CREATE = new CallAction("OUTBOUND_CREATE");
    public static final CallAction OUTBOUND_CANCEL = new CallAction("OUTBOUND_CANCEL");
    public static final CallAction OUTBOUND_QUERY = new CallAction("OUTBOUND_QUERY");
    public static final CallAction INBOUND_CREATE = new CallAction("INBOUND_CREATE");
    public static final CallAction INBOUND_CANCEL = new CallAction("INBOUND_CANCEL");
    public static final CallAction INBOUND_QUERY = new CallAction("INBOUND_QUERY");
    public static final CallAction INVENTORY_FETCH = new CallAction("INVENTORY_FETCH");
    public static final CallAction TOKEN_REFRESH = new CallAction("TOKEN_REFRESH");

    public CallAction {
        Require.text(value, "CallAction");
    }

    @Override
    public String toString() {
        return value;
    }
}
