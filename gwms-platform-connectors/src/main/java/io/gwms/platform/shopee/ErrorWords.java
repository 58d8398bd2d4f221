package io.gwms.platform.shopee;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Shopee's word for an error means. The same word says one thing in one module and another in the next, and some say
 * nothing without their message; so it takes the call, the word and the message (Open Platform reference, «Error codes» of
 * each call).
 */
final class ErrorWords {
    /** What came of a call. */
    enum Meaning {
        /** The grant is dead, or the token is. */
        AUTH,
        /** The grant lives, and this is not for the app, the machine or the seller to do. */
        PERMISSION,
        CLOSED,
        RATE,
        DAY,
        MISSING,
        NOT_YET,
        ALREADY_DONE,
        TOO_LATE,
        WRONG,
        FAILURE,
        /** Nobody has told what it means. */
        UNKNOWN
    }

    // spotless:off
    private static final Map<String, Meaning> WORDS = Map.ofEntries(
            Map.entry("error_auth", Meaning.AUTH),
            Map.entry("invalid_acceess_token", Meaning.AUTH), // their spelling
            Map.entry("invalid_access_token", Meaning.AUTH),
            Map.entry("error_sign", Meaning.AUTH),
            Map.entry("invalid_partner_id", Meaning.AUTH),
            Map.entry("shop_no_linked", Meaning.AUTH),
            Map.entry("partner_shop_no_link", Meaning.AUTH),
            Map.entry("error_partner_key_expired", Meaning.AUTH),
            Map.entry("refresh_token_expired", Meaning.AUTH),
            Map.entry("shop_access_expired", Meaning.AUTH),
            Map.entry("error_shop_refresh_token", Meaning.AUTH),
            Map.entry("error_permission", Meaning.PERMISSION),
            Map.entry("error_api_permission", Meaning.PERMISSION),
            Map.entry("error_ashop_api_permission", Meaning.PERMISSION),
            Map.entry("error_api_call_restricted", Meaning.PERMISSION),
            Map.entry("error_perm_non_admin", Meaning.PERMISSION),
            Map.entry("error_kyc_auth", Meaning.PERMISSION),
            Map.entry("source_ip_undeclared", Meaning.PERMISSION),
            Map.entry("shop_banned", Meaning.CLOSED),
            Map.entry("api_suspended", Meaning.CLOSED),
            Map.entry("error_rate_limit", Meaning.RATE),
            Map.entry("error_limit", Meaning.DAY),
            Map.entry("error_not_found", Meaning.MISSING),
            Map.entry("error_item_not_found", Meaning.MISSING),
            Map.entry("error_order_not_found", Meaning.MISSING),
            Map.entry("order not found", Meaning.MISSING),
            Map.entry("package_not_exist", Meaning.MISSING),
            Map.entry("invalid_error", Meaning.MISSING), // «The order is not exist.»
            Map.entry("invalid_shop", Meaning.WRONG),
            Map.entry("lack_of_invoice_data", Meaning.NOT_YET),
            Map.entry("order_prescription_unchecked", Meaning.NOT_YET),
            Map.entry("ship_order_not_ready_to_ship", Meaning.NOT_YET),
            Map.entry("error_holiday_mode_change_stock", Meaning.NOT_YET),
            Map.entry("package_already_shipped", Meaning.ALREADY_DONE),
            Map.entry("error_server", Meaning.FAILURE),
            Map.entry("error_network", Meaning.FAILURE),
            Map.entry("error_inner", Meaning.FAILURE),
            Map.entry("error_system_busy", Meaning.FAILURE),
            Map.entry("error_data", Meaning.FAILURE),
            Map.entry("error_other", Meaning.FAILURE),
            Map.entry("error_unknown", Meaning.FAILURE),
            Map.entry("error_timeout", Meaning.FAILURE),
            Map.entry("error_connection", Meaning.FAILURE),
            Map.entry("error_core_server", Meaning.FAILURE),
            Map.entry("error_third_party_server", Meaning.FAILURE),
            Map.entry("error_too_many_invoke_function", Meaning.FAILURE),
            Map.entry("logistic_order_is_locked_on_creating", Meaning.FAILURE),
            Map.entry("business_process_error", Meaning.FAILURE),
            Map.entry("error_operation_failed", Meaning.FAILURE));
    // spotless:on

    /** Refusals of a level, which come without their module before them. */
    private static final Set<String> OF_STOCK = Set.of(
            "error_item_not_belong_shop",
            "error_seller_under_penalty",
            "error_nil_shopid_or_itemid",
            "error_item_uneditable",
            "error_cannt_edit_stock_in_promotion",
            "error_promotion_cantnot_update_stock",
            "error_in_item_promotion_nomodel_to_models",
            "error_model_update_stock_model_in_promotion",
            "error_edit_item_stock_for_item_has_model");

    private static final Pattern REFUSAL = Pattern.compile("error_(param|busi|status|shop|wms).*");
    private static final Pattern WAITS = Pattern.compile(
            "please wait|ready to ship|ready to be shipped|not TO_PROCESS|hasn.t completed", Pattern.CASE_INSENSITIVE);
    private static final Pattern OF_THE_GRANT =
            Pattern.compile("token|partner_id|\\bapp\\b|shopid|sign\\b", Pattern.CASE_INSENSITIVE);

    private ErrorWords() {}

    static Meaning of(ShopeeCall call, String error, String message) {
        String word = error.substring(error.lastIndexOf('.') + 1).strip().toLowerCase(Locale.ROOT);
        boolean ofModule = error.indexOf('.') >= 0 && !error.startsWith("common.");
        if (message.contains("System error")) {
            return Meaning.FAILURE;
        }
        if (WAITS.matcher(message).find()) {
            return Meaning.NOT_YET;
        }
        if (message.contains("you queried is not found")) {
            return Meaning.MISSING;
        }
        Meaning meaning = WORDS.get(word);
        if (meaning == null) {
            boolean refusal = ofModule || REFUSAL.matcher(word).matches() || OF_STOCK.contains(word);
            return refusal ? Meaning.WRONG : Meaning.UNKNOWN;
        }
        return switch (meaning) {
            case AUTH -> ofAuth(call, word, message);
            // Of a module it is a limit of that module; that of all calls is told without one.
            case DAY -> ofModule ? (call == ShopeeCall.CANCEL ? Meaning.TOO_LATE : Meaning.WRONG) : Meaning.DAY;
            default -> meaning;
        };
    }

    /** «error_auth» is also said to an app that may not make a call, and of levels that are not taken. */
    private static Meaning ofAuth(ShopeeCall call, String word, String message) {
        if (!word.equals("error_auth")) {
            return Meaning.AUTH;
        }
        if (message.contains("No permission to current api")) {
            return Meaning.PERMISSION;
        }
        boolean ofTheLevel = call == ShopeeCall.UPDATE_STOCK
                && !OF_THE_GRANT.matcher(message).find();
        return ofTheLevel ? Meaning.WRONG : Meaning.AUTH;
    }
}
