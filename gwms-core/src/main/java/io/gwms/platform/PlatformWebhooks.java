package io.gwms.platform;

import io.gwms.Incubating;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import java.time.Duration;

/**
 * What a platform pushes, and how one knows that it was the platform. Free of any web framework: bytes and
 * headers in, verdict out. It judges one delivery by itself; what came twice, late or in disorder is the
 * receiver's to tell.
 *
 * <p><b>Threads:</b> called from several threads at once; keeps nothing.
 */
public interface PlatformWebhooks {
    /**
     * For how long the platform goes on delivering the same event, or its signature stays good, whichever
     * is longer. A receiver remembers deliveries for as long.
     */
    Duration tolerance();

    /**
     * Who sent it and what it is about. Never throws for what was sent: what cannot be read is
     * {@link WebhookVerdict.Rejected}. The signature is checked over the raw bytes, before they are parsed.
     */
    WebhookVerdict verify(WebhookDelivery delivery);

    /** Whether the platform keeps deliveries that got lost, so that they can be fetched. */
    @Incubating("Shopee alone keeps deliveries that got lost")
    default boolean keepsLostDeliveries() {
        return false;
    }

    /** Fetches the oldest deliveries that got lost and were not confirmed yet. */
    @Incubating("Shopee alone keeps deliveries that got lost")
    default Outcome<LostDeliveries> fetchLost(StoreSession session) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "the platform keeps no lost deliveries");
    }

    /** Tells the platform that the lost deliveries up to a mark are here: answers the mark. */
    @Incubating("Shopee alone keeps deliveries that got lost")
    default Outcome<String> confirmLost(ConfirmLost request) {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "the platform keeps no lost deliveries");
    }
}
