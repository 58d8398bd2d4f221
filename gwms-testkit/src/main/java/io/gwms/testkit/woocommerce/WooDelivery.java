package io.gwms.testkit.woocommerce;

import java.util.Map;

/**
 * A webhook delivery as it would reach the host.
 *
 * @param headers its headers
 * @param body the body, as sent
 */
public record WooDelivery(Map<String, String> headers, String body) {
    /** Copies the headers. */
    public WooDelivery {
        headers = Map.copyOf(headers);
    }
}
