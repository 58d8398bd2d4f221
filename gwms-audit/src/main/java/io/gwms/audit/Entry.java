package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallExchange;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpReply;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way into the log, under the id it will be kept by: as it happened, until somebody needs it redacted.
 * Shared by threads.
 */
final class Entry {
    private static final long BYTES_BESIDE_BODIES = 1024;

    private final String id;
    private final Instant endedAt;
    private final CallContext context;
    private final long bytes;
    private @Nullable Supplier<CallExchange> raw;
    private @Nullable ApiCall redacted;
    private final Journal.@Nullable Place journaled;
    private final boolean shed;

    private Entry(
            String id,
            Instant endedAt,
            CallContext context,
            long bytes,
            @Nullable Supplier<CallExchange> raw,
            @Nullable ApiCall redacted,
            Journal.@Nullable Place journaled,
            boolean shed) {
        this.id = id;
        this.endedAt = endedAt;
        this.context = context;
        this.bytes = bytes;
        this.raw = raw;
        this.redacted = redacted;
        this.journaled = journaled;
        this.shed = shed;
    }

    static Entry of(String id, CallExchange exchange) {
        long reply = exchange.outcome().asDone().map(HttpReply::bodySize).orElse(0);
        return of(
                id,
                exchange.startedAt().plus(exchange.duration()),
                exchange.call().context(),
                exchange.call().bodySize() + reply,
                () -> exchange);
    }

    /** A call that is put together when it is redacted; until then it holds about that many bytes of bodies. */
    static Entry of(String id, Instant endedAt, CallContext context, long bytes, Supplier<CallExchange> raw) {
        return new Entry(id, endedAt, context, bytes + BYTES_BESIDE_BODIES, raw, null, null, false);
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
                call.context(),
                2 * text + BYTES_BESIDE_BODIES,
                null,
                call,
                journaled,
                shed);
    }

    String id() {
        return id;
    }

    CallAction action() {
        return context.action();
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

    /** The record, made now unless it was before, and held from now on instead of what it is made of. */
    synchronized ApiCall call(ExchangeMapper mapper) {
        ApiCall call = redacted;
        if (call == null) {
            call = made(mapper, true);
            redacted = call;
            raw = null;
        }
        return call;
    }

    /**
     * The record, made now and not held. A call that cannot be put together leaves a row all the same, and harms nobody
     * beside it.
     */
    synchronized ApiCall made(ExchangeMapper mapper, boolean withBodies) {
        if (raw == null) {
            throw new IllegalStateException("an entry that was redacted holds no exchange any more");
        }
        CallExchange exchange;
        try {
            exchange = raw.get();
        } catch (RuntimeException | Error e) {
            return mapper.unreadable(id, endedAt, context, e);
        }
        return mapper.call(id, exchange, withBodies);
    }

    /** Says that it is in the store, or given up, so that the journal need not keep it. */
    void settled() {
        if (journaled != null) {
            journaled.release();
        }
    }
}
