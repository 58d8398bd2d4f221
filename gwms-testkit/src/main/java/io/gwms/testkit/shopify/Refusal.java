package io.gwms.testkit.shopify;

/** Ends one field of a request with a top-level GraphQL error of that code. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
