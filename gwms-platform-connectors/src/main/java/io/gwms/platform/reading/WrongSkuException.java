package io.gwms.platform.reading;

/** The SKU of an order's line cannot be read. */
public final class WrongSkuException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongSkuException(String message) {
        super(message);
    }
}
