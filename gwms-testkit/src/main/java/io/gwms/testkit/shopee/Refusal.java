package io.gwms.testkit.shopee;

/** What Shopee answers instead of doing it: its {@code error} and its {@code message}. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String error;

    Refusal(String error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    static Refusal param(String message) {
        return new Refusal("error_param", message);
    }

    static Refusal logistics(String error, String message) {
        return new Refusal("logistics." + error, message);
    }

    String error() {
        return error;
    }
}
