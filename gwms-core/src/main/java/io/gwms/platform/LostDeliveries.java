package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import java.util.List;

/**
 * Deliveries that got lost and were fetched afterwards.
 *
 * @param deliveries what they are about, oldest first
 * @param upTo what to confirm once they are stored; empty when there is nothing to confirm
 * @param more whether more wait behind them
 */
@Incubating("Shopee alone keeps deliveries that got lost")
public record LostDeliveries(List<WebhookVerdict.Authentic> deliveries, String upTo, boolean more) {
    public LostDeliveries {
        deliveries = List.copyOf(deliveries);
        requireNonNull(upTo, "upTo");
    }
}
