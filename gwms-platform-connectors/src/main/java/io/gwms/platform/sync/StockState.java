package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one SKU at one store between rounds: the checkpoint of its task.
 *
 * @param sends how many levels were ever sent, which makes each key a new one
 * @param shown what the platform shows as far as is known; null when it is not
 * @param listing the connector's own words for where it is listed
 * @param askedAt when the platform was last asked what it shows; null before the first time
 * @param sentAt when the level was sent whose answer is missing; null when none is missing
 */
record StockState(
        long sends,
        @Nullable Long shown,
        String listing,
        @Nullable Instant askedAt,
        @Nullable Instant sentAt) {
    static final StockState NOTHING = new StockState(0, null, "", null, null);

    /** Before a level is sent. */
    StockState sending(Instant now) {
        return new StockState(sends + 1, null, listing, askedAt, now);
    }

    /** The platform shows that many. */
    StockState showing(long pieces, String listing) {
        return new StockState(sends, pieces, listing.isEmpty() ? this.listing : listing, askedAt, null);
    }

    /** The same, known because the platform was asked. */
    StockState asked(Instant now) {
        return new StockState(sends, shown, listing, now, sentAt);
    }

    /** What it shows is not known any more; nothing is under way. */
    StockState forgotten() {
        return new StockState(sends, null, listing, askedAt, null);
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.put("sends", sends);
        node.put("shown", shown);
        node.put("listing", listing);
        if (askedAt != null) {
            node.set("askedAt", SyncJson.of(askedAt));
        }
        if (sentAt != null) {
            node.set("sentAt", SyncJson.of(sentAt));
        }
        return node.toString();
    }

    static StockState parse(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        JsonNode node = SyncJson.parse(text);
        return new StockState(
                node.path("sends").asLong(),
                node.path("shown").isNumber() ? node.path("shown").asLong() : null,
                node.path("listing").asText(""),
                SyncJson.instant(node.path("askedAt")),
                SyncJson.instant(node.path("sentAt")));
    }
}
