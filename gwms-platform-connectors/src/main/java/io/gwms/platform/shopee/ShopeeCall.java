package io.gwms.platform.shopee;

/** The calls of the API that are used. The version of the API is here and nowhere else. */
enum ShopeeCall {
    LIST("order/get_order_list", true, false),
    DETAIL("order/get_order_detail", true, false),
    CANCEL("order/cancel_order", true, true),
    ANSWER_BUYER("order/handle_buyer_cancellation", true, true),
    SHIPPING_PARAMETER("logistics/get_shipping_parameter", true, false),
    SHIP("logistics/ship_order", true, true),
    TRACKING_NUMBER("logistics/get_tracking_number", true, false),
    SEARCH_ITEM("product/search_item", true, false),
    ITEM("product/get_item_base_info", true, false),
    MODELS("product/get_model_list", true, false),
    UPDATE_STOCK("product/update_stock", true, true),
    LOST_PUSHES("push/get_lost_push_message", false, false),
    CONFIRM_LOST("push/confirm_consumed_lost_push_message", false, true),
    REFRESH("auth/access_token/get", false, true);

    private static final String VERSION = "v2";

    private final String path;
    private final boolean ofShop;
    private final boolean writes;

    ShopeeCall(String call, boolean ofShop, boolean writes) {
        this.path = "/api/" + VERSION + "/" + call;
        this.ofShop = ofShop;
        this.writes = writes;
    }

    String path() {
        return path;
    }

    /** Whether it is made in the name of a shop; others in the name of the app. */
    boolean ofShop() {
        return ofShop;
    }

    /** Whether it changes something over there, and so is a POST that is sent once. */
    boolean writes() {
        return writes;
    }

    /** Whether the answer is in {@code response}; shipping answers nothing, tokens come beside it. */
    boolean answersInResponse() {
        return this != SHIP && this != REFRESH && this != CONFIRM_LOST && this != CANCEL && this != ANSWER_BUYER;
    }
}
