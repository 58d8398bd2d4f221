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

/** What an envelope with result "0" means. */
final class FourPxErrors {
    private static final String OUT = "ERR_OUTBOUND_CONSIGNMENT_";
    private static final String IN = "ERR_INBOUND_CONSIGNMENT_";
    private static final String TOO_MANY = "000017";
    private static final Set<String> NOT_AUTHORIZED = Set.of("000012", "000013", "000014", "000016");
    private static final Set<String> NEVER_ENTERED = Set.of("000004", "000011");

    /** Codes of the warehouse behind the platform; whatever is not named here is a wrong request. */
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
     * The outcome of a call that met this error. An error of the platform in front of the warehouse that does not say
     * that the request never entered leaves a write unknown.
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
        return Outcome.refused(KNOWN.getOrDefault(code, RefusalCode.INVALID_REQUEST), text);
    }
}
