package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.time.Instant;

/**
 * A processing exception shown under the status of an order (platform-orders, section 3.2); it stays
 * open until its cause is gone.
 *
 * @param code what kind, for example {@code SKU_NOT_MAPPED}
 * @param about what it is about within the order, such as a SKU or a line; empty for the whole order
 * @param text the reason in words
 * @param openedAt since when
 */
@Incubating
public record OrderException(String code, String about, String text, Instant openedAt) {
    public OrderException {
        Require.text(code, "code");
        requireNonNull(about, "about");
        Require.text(text, "text");
        requireNonNull(openedAt, "openedAt");
    }
}
