package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;

/**
 * Tells a platform that lost deliveries are here.
 *
 * @param session the store and how to reach it
 * @param upTo what {@link LostDeliveries#upTo()} said
 */
@Incubating("Shopee alone keeps deliveries that got lost")
public record ConfirmLost(StoreSession session, String upTo) {
    public ConfirmLost {
        requireNonNull(session, "session");
        Require.text(upTo, "upTo");
    }
}
