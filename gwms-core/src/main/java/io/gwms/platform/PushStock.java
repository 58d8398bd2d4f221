package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.outcome.RefusalCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the platform how many pieces can be sold.
 *
 * @param session the store and how to reach it
 * @param levels one for each platform SKU, at least one
 */
public record PushStock(StoreSession session, List<Level> levels) {
    public PushStock {
        requireNonNull(session, "session");
        levels = Require.some(levels, "levels");
    }

    /**
     * How many pieces of one SKU can be sold.
     *
     * @param effectKey stable for ever, and never used for another level: a platform that takes idempotency keys is given it
     * @param platformSku the SKU as the platform spells it
     * @param sellable pieces
     * @param expected what the platform is believed to show now; null for «whatever it shows». A platform that compares
     *     refuses with {@link RefusalCode#CHANGED_MEANWHILE} when it shows another
     * @param listing what {@link ShownStock#listing()} said last; empty when that is not known yet
     */
    public record Level(
            String effectKey,
            String platformSku,
            long sellable,
            @Nullable Long expected,
            String listing) {
        public Level {
            Require.text(effectKey, "effectKey");
            Require.text(platformSku, "platformSku");
            Require.zeroOrMore(sellable, "sellable");
            requireNonNull(listing, "listing");
        }

        /** A level of a SKU whose listing is not known yet. */
        public Level(String effectKey, String platformSku, long sellable, @Nullable Long expected) {
            this(effectKey, platformSku, sellable, expected, "");
        }
    }
}
