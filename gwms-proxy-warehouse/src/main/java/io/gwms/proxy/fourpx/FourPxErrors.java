package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an envelope with result "0" means. */
final class FourPxErrors {
    private static final String OUT = "ERR_OUTBOUND_CONSIGNMENT_";
    private static final String IN = "ERR_INBOUND_CONSIGNMENT_";
    private static final String TOO_MANY = "000017";
    private static final Set<String> NOT_AUTHORIZED = Set.of("000012", "000013", "000014", "000016");
    private static final Set<String> NEVER_ENTERED = Set.of("000004", "000011");

    /** Codes of the warehouse behind the platform that mean more than a wrong request. */
    private static final Map<String, RefusalCode> KNOWN = Map.ofEntries(
            Map.entry("AVALIABLE_STOCK_IS_NOT_ENOUGH", RefusalCode.OUT_OF_STOCK),
            Map.entry("AVAILABLE_STOCK_IS_NOT_ENOUGH", RefusalCode.OUT_OF_STOCK),
            Map.entry(OUT + "REF_NO_REPEAT", RefusalCode.DUPLICATE_REFERENCE),
            Map.entry(IN + "REF_NO_REPEAT", RefusalCode.DUPLICATE_REFERENCE),
            Map.entry(OUT + "REPEAT_CANCEL", RefusalCode.ALREADY_DONE),
            Map.entry(IN + "REPEAT_CANCEL", RefusalCode.ALREADY_DONE),
            Map.entry(OUT + "SHIPPED", RefusalCode.TOO_LATE),
            Map.entry(IN + "STATUS_CANNOT_CANCEL", RefusalCode.TOO_LATE),
            Map.entry(OUT + "NOT_FOUND_CONSINGNMENTNO_NULL", RefusalCode.NOT_FOUND),
            Map.entry(IN + "NOT_FOUND_CONSINGNMENTNO_NULL", RefusalCode.NOT_FOUND));

    /** What is said of a request before anything is done about it, after the names of its fields. */
    private static final Set<String> WRONG_REQUEST = Stream.concat(
                    Stream.of(
                            OUT + "REF_NO_EMPTY",
                            OUT + "FROM_WAREHOUSE_CODE_EMPTY",
                            OUT + "CONSIGNMENT_TYPE_EMPTY",
                            OUT + "LOGISTICS_PRODUCT_EMPTY",
                            OUT + "SKU_EMPTY",
                            OUT + "SKU_QTY_FORMAT",
                            OUT + "STOCK_QUALITY_ILLEGAL",
                            OUT + "COUNTRY_EMPTY",
                            OUT + "STREET_EMPTY",
                            OUT + "FIRST_NAME_EMPTY",
                            OUT + "POST_CODE_EMPTY",
                            OUT + "STATE_CITY_BOTH_EMPTY",
                            OUT + "EMAIL_ILLEGAL",
                            OUT + "CSMNO_OR_REFNO_EMPTY",
                            OUT + "CANCEL_TYPE_EMPTY",
                            OUT + "CANCEL_TYPE_NOT_EXIST",
                            "ERR_REF_NO_LENGTH_BEYOND",
                            "ERR_CONSIGNMENT_NO_LENGTH_BEYOND",
                            "ERR_REMARK_LENGTH_BEYOND"),
                    Stream.of(
                            IN + "REF_NO_EMPTY",
                            IN + "REF_NO_LENGTH_ERROR",
                            IN + "TO_WAREHOUSECODE_EMPTY",
                            IN + "IS_PICKUP_EMPTY",
                            IN + "IS_PICKUP_ILLEGAL",
                            IN + "TRANSPORT_TYPE_EMPTY",
                            IN + "TRANSPORT_TYPE_ERROR",
                            IN + "TOTAL_VOLUME_EMPTY",
                            IN + "TOTAL_WEIGHT_EMPTY",
                            IN + "COUNTRY_EMPTY",
                            IN + "OUT_CUSTOMS_TYPE_EMPTY",
                            IN + "OUT_CUSTOMS_TYPE_VALUE_ERROR",
                            IN + "IN_CUSTOMS_TYPE_EMPTY",
                            IN + "IN_CUSTOMS_TYPE_VALUE_ERROR",
                            IN + "SKU_CODE_EMPTY",
                            IN + "SKU_NO_REPEAT",
                            IN + "BOX_NO_EMPTY",
                            IN + "BOX_NO_FORMAT",
                            IN + "PLAN_QTY_FORMAT",
                            IN + "PLAN_QTY_TO_LARGE",
                            IN + "CONSINGNMENTNO_AND_REFNO_EMPTY",
                            "UPLOAD_OUT_CONSIGNMENT_CHECK_TYPE_LOGISTIC_EMPTY"))
            .collect(Collectors.toUnmodifiableSet());

    private final String code;
    private final String text;

    private FourPxErrors(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The first error of an envelope; {@code errors} is a list, or one object with other spelling. */
    static FourPxErrors firstOf(JsonNode envelope, Redactor redactor) {
        JsonNode errors = envelope.path("errors");
        JsonNode first = errors.isArray() ? errors.path(0) : errors;
        String code = either(first, "error_code", "errorCode");
        String message = either(first, "error_msg", "errorMsg");
        String said = message.isEmpty() ? envelope.path("msg").asText("") : message;
        String text = Excerpt.of(code.isEmpty() ? said : code + " " + said, 1_000, redactor);
        return new FourPxErrors(code, text.isBlank() ? "failed and named no error" : text);
    }

    private static String either(JsonNode error, String name, String otherName) {
        return error.path(name).asText(error.path(otherName).asText("")).strip();
    }

    /** The code and message, redacted. */
    String text() {
        return text;
    }

    /**
     * The outcome of a call that met this error. Only a code that is known to mean «not done» refuses a write: an error of
     * the platform in front of the warehouse, or a code nobody listed, leaves it unknown.
     */
    <T> Outcome<T> outcome(boolean writing) {
        if (code.equals(TOO_MANY)) {
            return Outcome.refused(Refusal.temporary(RefusalCode.RATE_LIMITED, text, Duration.ofMinutes(1)));
        }
        if (NOT_AUTHORIZED.contains(code)) {
            return Outcome.refused(RefusalCode.NOT_AUTHORIZED, text);
        }
        if (NEVER_ENTERED.contains(code)) {
            return Outcome.refused(RefusalCode.INVALID_REQUEST, text);
        }
        if (code.isEmpty() || code.matches("[0-9]+")) {
            return writing
                    ? Outcome.unknown(text)
                    : Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, text));
        }
        RefusalCode known = KNOWN.get(code);
        if (known == null && writing && !WRONG_REQUEST.contains(code)) {
            return Outcome.unknown(text);
        }
        return Outcome.refused(known == null ? RefusalCode.INVALID_REQUEST : known, text);
    }
}
