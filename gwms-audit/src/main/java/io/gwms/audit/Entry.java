package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallExchange;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way into the log, under the id it will be kept by: as it happened, until somebody needs it redacted.
 * Shared by threads.
 */
final class Entry {
    private static final long BYTES_BESIDE_BODIES = 1024;

    private final String id;
    private final Instant endedAt;
    private final long bytes;
    private @Nullable CallExchange exchange;
    private @Nullable ApiCall redacted;
    private final Journal.@Nullable Place journaled;
    private final boolean shed;

    private Entry(
            String id,
            Instant endedAt,
            long bytes,
            @Nullable CallExchange exchange,
            @Nullable ApiCall redacted,
            Journal.@Nullable Place journaled,
            boolean shed) {
        this.id = id;
        this.endedAt = endedAt;
        this.bytes = bytes;
        this.exchange = exchange;
        this.redacted = redacted;
        this.journaled = journaled;
        this.shed = shed;
    }

    static Entry of(String id, CallExchange exchange) {
        long reply = exchange.outcome().asDone().map(HttpReply::bodySize).orElse(0);
        long bytes = exchange.call().bodySize() + reply + BYTES_BESIDE_BODIES;
        return new Entry(id, exchange.startedAt().plus(exchange.duration()), bytes, exchange, null, null, false);
    }

    static Entry of(ApiCall call, Journal.@Nullable Place journaled) {
        return redacted(call, journaled, false);
    }

    /** A row whose bodies were left out for want of room. */
    static Entry shed(ApiCall row) {
        return redacted(row, null, true);
    }

    private static Entry redacted(ApiCall call, Journal.@Nullable Place journaled, boolean shed) {
        long text = (long) call.requestBody().text().length()
                + call.responseBody().text().length();
        return new Entry(
                call.id(),
                call.createdAt().plus(call.duration()),
                2 * text + BYTES_BESIDE_BODIES,
                null,
                call,
                journaled,
                shed);
    }

    String id() {
        return id;
    }

    synchronized CallAction action() {
        return redacted != null
                ? redacted.context().action()
                : raw().call().context().action();
    }

    /** Whether a file of this process has it too. */
    boolean isJournaled() {
        return journaled != null;
    }

    /** Whether its bodies were left out for want of room. */
    boolean isShed() {
        return shed;
    }

    /** When the call ended. */
    Instant endedAt() {
        return endedAt;
    }

    /** About how much memory it holds. */
    long bytes() {
        return bytes;
    }

    /** The record, made now unless it was before. */
    synchronized ApiCall call(ExchangeMapper mapper) {
        ApiCall call = redacted;
        if (call == null) {
            call = mapper.call(id, raw(), true);
            redacted = call;
            exchange = null;
        }
        return call;
    }

    /** Says that it is in the store, or given up, so that the journal need not keep it. */
    void settled() {
        if (journaled != null) {
            journaled.release();
        }
    }

    private CallExchange raw() {
        if (exchange == null) {
            throw new IllegalStateException("an entry holds neither exchange nor record");
        }
        return exchange;
    }
}
