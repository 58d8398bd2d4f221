package io.gwms.platform.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** That a shipment was about to be sent: committed before the call, kept until the platform is known to know it or not. */
record WriteBackMark(Instant sentAt, int sends) {
    static WriteBackMark first(Instant now) {
        return new WriteBackMark(now, 1);
    }

    WriteBackMark again(Instant now) {
        return new WriteBackMark(now, sends + 1);
    }

    String text() {
        ObjectNode node = SyncJson.object();
        node.set("sentAt", SyncJson.of(sentAt));
        node.put("sends", sends);
        return node.toString();
    }

    static Optional<WriteBackMark> parse(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteBackMark(
                        SyncJson.neededInstant(SyncJson.parse(text).path("sentAt")),
                        SyncJson.parse(text).path("sends").asInt(1)));
    }
}
