package io.gwms.platform.takealot;

import io.gwms.platform.PlatformFact;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Takealot's words for a sale mean. The list is not published; these were seen in answers that sellers show in public: a word that is not here is kept as it is, told in the
 * log, and holds the order until a person has looked.
 */
final class SaleWords {
    private static final Logger LOG = LoggerFactory.getLogger(SaleWords.class);

    /** Whose hands the pieces of a sale are in. */
    enum Stand {
        WITH_SELLER,
        /** In a distribution centre of Takealot: nothing is left to be sent there. */
        WITH_PLATFORM,
        SHIPPED,
        RETURNED,
        CANCELLED,
        UNKNOWN;

        boolean isOutOfOurHands() {
            return this == WITH_PLATFORM || this == SHIPPED || this == RETURNED;
        }
    }

    private static final Map<String, Stand> WORDS = Map.of(
            "new lead time order", Stand.WITH_SELLER,
            "new leadtime order", Stand.WITH_SELLER,
            "new drop ship order", Stand.WITH_SELLER,
            // The seller began a shipment to Takealot and has not sent it.
            "draft shipment", Stand.WITH_SELLER,
            "preparing for customer", Stand.WITH_PLATFORM,
            "inter dc transfer", Stand.WITH_PLATFORM,
            "shipped to customer", Stand.SHIPPED,
            "lost in transit", Stand.SHIPPED,
            "returned", Stand.RETURNED);

    private SaleWords() {}

    static Stand standOf(String word, String order) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        if (plain.startsWith("cancelled")) {
            return Stand.CANCELLED;
        }
        Stand stand = WORDS.getOrDefault(plain, Stand.UNKNOWN);
        if (stand == Stand.UNKNOWN) {
            LOG.atWarn()
                    .setMessage("Takealot uses a sale status that is not known; the order is held")
                    .addKeyValue("order", order)
                    .addKeyValue("status", word)
                    .log();
        }
        return stand;
    }

    /** How the order stands whose sales stand so. */
    static PlatformFact factOf(List<Stand> stands) {
        List<Stand> wanted =
                stands.stream().filter(stand -> stand != Stand.CANCELLED).toList();
        if (wanted.isEmpty()) {
            return PlatformFact.CANCELLED;
        }
        if (wanted.stream().allMatch(stand -> stand == Stand.RETURNED)) {
            return PlatformFact.COMPLETED;
        }
        if (wanted.stream().allMatch(stand -> stand == Stand.SHIPPED || stand == Stand.RETURNED)) {
            return PlatformFact.SHIPPED;
        }
        return wanted.stream().anyMatch(Stand::isOutOfOurHands) ? PlatformFact.PARTLY_SHIPPED : PlatformFact.OPEN;
    }
}
