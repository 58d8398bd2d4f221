package io.gwms.testkit.fourpx;

/** A request that the warehouse or the platform turns down, in the envelope's terms. */
@SuppressWarnings("serial")
final class Refusal extends RuntimeException {
    private final String code;
    private final String reference;

    Refusal(String code, String message) {
        this(code, message, "");
    }

    Refusal(String code, String message, String reference) {
        super(message, null, false, false);
        this.code = code;
        this.reference = reference;
    }

    String code() {
        return code;
    }

    String reference() {
        return reference;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    static void when(boolean wrong, String code, String message) {
        if (wrong) {
            throw new Refusal(code, message);
        }
    }

    /** An error of the platform in front of the warehouse, by its documented code. */
    static Refusal platform(String code) {
        return new Refusal(
                code,
                switch (code) {
                    case "000004" -> "JSON parsing failed";
                    case "000011" -> "API interface does not exist";
                    case "000012" -> "Signature verification error";
                    case "000013" -> "app_key validation failed";
                    case "000014" -> "Invalid authentication parameters";
                    case "000016" -> "API interface not authorized";
                    case "000017" -> "Too many requests; try again in one minute";
                    case "000020" -> "Request timeout or exception";
                    case "000024" -> "Service provider API returned 404";
                    default -> "Platform error";
                });
    }
}
