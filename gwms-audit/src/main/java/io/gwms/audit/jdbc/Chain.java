package io.gwms.audit.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CapturedBody;
import io.gwms.evidence.PurgeNote;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderId;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.transport.CallContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The chain of digests beside the log. Each link holds three digests of a call and the hash of the link before. Facts
 * stay for ever; detail and contents are salted, and their salts go with what they cover, so that what is left of an
 * erased call verifies and tells nothing.
 */
final class Chain {
    static final String CALL = "CALL";
    static final String PURGE = "PURGE";
    static final String START = "START";
    static final byte[] NOTHING = new byte[Digest.BYTES];

    private static final SecureRandom RANDOM = new SecureRandom();

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Added(String kind, String subject, byte[] facts, byte[] detail, byte[] contents) {}

    private Chain() {}

    static boolean isOn(Tx tx) {
        return tx.queryOne("SELECT seq FROM gwms_audit_chain_head WHERE name = 'calls'", row -> row.longValue("seq"))
                .isPresent();
    }

    static byte[] salt() {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /** Begins the chain; false when it has begun. */
    static boolean start(Tx tx, Instant now) {
        boolean begun = tx.insertIgnoring(
                "INSERT INTO gwms_audit_chain_head (name, seq, hash) VALUES ('calls', 0, ?)", NOTHING);
        if (begun) {
            String moment = Long.toString(now.toEpochMilli());
            append(tx, List.of(new Added(START, moment, NOTHING, NOTHING, NOTHING)));
        }
        return begun;
    }

    /** Adds calls, all with their salts. */
    static void add(Tx tx, List<Link> links) {
        append(
                tx,
                links.stream()
                        .map(link -> new Added(
                                CALL,
                                link.call().id(),
                                facts(link.call()),
                                detail(link.call(), requireNonNull(link.salt())),
                                contents(link.ready().contents(), requireNonNull(link.contentSalt()))))
                        .toList());
    }

    /** Adds the note of a purge. */
    static void add(Tx tx, PurgeNote note, long linked) {
        append(tx, List.of(new Added(PURGE, Long.toString(note.number()), facts(note, linked), NOTHING, NOTHING)));
    }

    /** Takes the head, so that writers add to it in turn until their transactions end. */
    private static void append(Tx tx, List<Added> added) {
        if (added.isEmpty()) {
            return;
        }
        tx.update("UPDATE gwms_audit_chain_head SET seq = seq + ? WHERE name = 'calls'", (long) added.size());
        ChainHead head = ChainHead.of(tx);
        long seq = head.seq() - added.size();
        byte[] hash = head.hash();
        List<Object[]> rows = new ArrayList<>();
        for (Added one : added) {
            seq++;
            hash = hash(hash, seq, one.kind, one.subject, one.facts, one.detail, one.contents);
            rows.add(Tx.values(seq, one.kind, one.subject, one.facts, one.detail, one.contents, hash));
        }
        tx.batch(
                "INSERT INTO gwms_audit_chain (seq, kind, subject, facts, detail, contents, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows);
        tx.update("UPDATE gwms_audit_chain_head SET hash = ? WHERE name = 'calls'", hash);
    }

    static byte[] hash(
            byte[] before, long seq, String kind, String subject, byte[] facts, byte[] detail, byte[] contents) {
        return new Digest()
                .part(before)
                .part(seq)
                .part(kind)
                .part(subject)
                .part(facts)
                .part(detail)
                .part(contents)
                .bytes();
    }

    /** What is left of a call whatever is erased. */
    static byte[] facts(ApiCall call) {
        CallContext context = call.context();
        return new Digest()
                .part(call.id())
                .part(call.createdAt())
                .part(call.duration().toNanos())
                .part(context.action().value())
                .part(context.store().map(StoreId::value).orElse(""))
                .part(context.proxySystem().map(ProxySystem::value).orElse(""))
                .part(context.proxyAccount().orElse(""))
                .part(context.correlation().orElse(""))
                .part(call.direction().name())
                .part(call.method())
                .part(call.host())
                .part(call.status())
                .part(call.statusClass().name())
                .part(call.errorKind().value())
                .part(call.retryable() ? 1 : 0)
                .part(call.phase().name())
                .part(call.count())
                .part(call.requestBody().size())
                .part(call.responseBody().size())
                .bytes();
    }

    /** What else the row holds, as it was written. */
    static byte[] detail(ApiCall call, byte[] salt) {
        CallContext context = call.context();
        Digest digest = new Digest()
                .part(salt)
                .part(call.path())
                .part(call.query())
                .part(call.error())
                .part(context.sourceType().orElse(""))
                .part(context.sourceId().orElse(""))
                .part(context.order().map(OrderId::toString).orElse(""));
        for (CapturedBody body : List.of(call.requestBody(), call.responseBody())) {
            digest.part(body.state().name()).part(body.sha256());
        }
        return digest.bytes();
    }

    static byte[] contents(Contents contents, byte[] salt) {
        return new Digest()
                .part(salt)
                .part(contents.head())
                .part(contents.request())
                .part(contents.response())
                .bytes();
    }

    static byte[] facts(PurgeNote note, long linked) {
        return new Digest()
                .part(note.number())
                .part(note.at())
                .part(note.what().name())
                .part(note.reason())
                .part(note.from())
                .part(note.to())
                .part(note.calls())
                .part(note.bytes())
                .part(linked)
                .bytes();
    }
}
