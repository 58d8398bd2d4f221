package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That something was about to be sent: committed before the call, kept until the platform is known to know it or not.
 *
 * @param sentAt when it was sent last
 * @param sends how often it was sent
 * @param transaction what the platform called it when it only took it; empty unless it did
 */
record EffectMark(Instant sentAt, int sends, String transaction) {
    /** Settle delays leave room for a commit that takes so long. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(10);

    /**
     * Whether a mark is no longer true by the time it is committed: this process stood still meanwhile, and whoever took
     * over counts from the moment in the mark. Nothing must be sent under it.
     */
    static boolean isOutdated(Instant markedAt, Instant now) {
        return now.isAfter(markedAt.plus(LONGEST_COMMIT));
    }

    static EffectMark first(Instant now) {
        return new EffectMark(now, 1, "");
    }

    /** The same for another task, which starts to count anew; the transaction is the effect's alone. */
    EffectMark handedOn(boolean sameEffect) {
        return new EffectMark(sentAt, 1, sameEffect ? transaction : "");
    }

    EffectMark again(Instant now) {
        return new EffectMark(now, sends + 1, "");
    }

    EffectMark taken(String transaction) {
        return new EffectMark(sentAt, sends, transaction);
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.set("sentAt", SyncJson.of(sentAt));
        node.put("sends", sends);
        node.put("transaction", transaction);
        return node.toString();
    }

    static Optional<EffectMark> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = SyncJson.parse(text);
        return Optional.of(new EffectMark(
                SyncJson.neededInstant(node.path("sentAt")),
                node.path("sends").asInt(1),
                node.path("transaction").asText("")));
    }
}
