package io.gwms.order;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an order is paid, as the platform states it (platform-orders, section 2.3, «Payment Info»). No
 * command changes it. What the platform does not give is null here and absent in the accessors.
 *
 * @param total what the whole order costs; null where that cannot be told, as when a line is priced by its weight
 */
public record Payment(
        @Nullable Money total,
        String method,
        @Nullable Instant paidAt,
        @Nullable Money shippingFee,
        @Nullable Money tax,
        @Nullable Money discount) {
    public Payment {
        requireNonNull(method, "method");
    }
}
