package io.gwms.platform.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrderLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the words for the state of an order mean: WooCommerce's own, and those the host says its plugins added. */
final class OrderWords {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWords.class);

    // spotless:off
    private static final Map<String, PlatformFact> KNOWN = Map.of(
            "pending", PlatformFact.OPEN,
            "on-hold", PlatformFact.OPEN,
            "failed", PlatformFact.OPEN,
            "processing", PlatformFact.OPEN,
            "completed", PlatformFact.COMPLETED,
            "cancelled", PlatformFact.CANCELLED,
            "refunded", PlatformFact.CANCELLED,
            "trash", PlatformFact.CANCELLED);
    // spotless:on

    /** Not to be shipped yet: not paid, or somebody has to look first. */
    private static final Set<String> HELD = Set.of("pending", "on-hold", "failed", "checkout-draft");

    /**
     * No orders yet: somebody looks at the checkout, or has begun one by hand. Which of them a list of «any» status shows
     * differs by version and storage (WooCommerce pull requests 61856 and 63743), and most are deleted after a day.
     */
    private static final Set<String> DRAFTS = Set.of("checkout-draft", "auto-draft");

    private final Map<String, PlatformFact> words;

    OrderWords(Map<String, PlatformFact> more) {
        Map<String, PlatformFact> all = new HashMap<>(KNOWN);
        all.putAll(more);
        this.words = Map.copyOf(all);
    }

    boolean isHeld(String word) {
        return HELD.contains(word) && words.get(word) == PlatformFact.OPEN;
    }

    /** Whether it is not an order yet; one that the host explained with {@code statusWord} is taken for an order. */
    boolean isDraft(JsonNode order) {
        String word = order.path("status").asText("");
        return DRAFTS.contains(word) && !words.containsKey(word);
    }

    /** Whether all that is wanted of an order has left. */
    boolean isGone(String word) {
        return words.get(word) == PlatformFact.SHIPPED || words.get(word) == PlatformFact.COMPLETED;
    }

    Optional<PlatformFact> factOf(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** A word that nobody has explained is kept as it is; the order then is open unless nothing of it is wanted. */
    PlatformFact factOf(String number, String word, List<PlatformOrderLine> lines) {
        boolean wanted = lines.stream().anyMatch(line -> line.removed() < line.quantity());
        Optional<PlatformFact> known = factOf(word);
        if (known.isPresent()) {
            // Whoever refunds piece by piece leaves the word as it was.
            return known.get() == PlatformFact.OPEN && !wanted ? PlatformFact.CANCELLED : known.get();
        }
        return unknown(number, word, wanted);
    }

    private static PlatformFact unknown(String number, String word, boolean wanted) {
        LOG.atWarn()
                .setMessage("WooCommerce uses an order status that is not known; explain it with statusWord(…)")
                .addKeyValue("order", number)
                .addKeyValue("status", word)
                .log();
        return wanted ? PlatformFact.OPEN : PlatformFact.CANCELLED;
    }
}
