package io.gwms.audit.jdbc;

import io.gwms.internal.jdbc.Tx;

/** Where the chain ends. */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record ChainHead(long seq, byte[] hash) {
    static ChainHead of(Tx tx) {
        return tx.queryOne(
                        "SELECT seq, hash FROM gwms_audit_chain_head WHERE name = 'calls'",
                        row -> new ChainHead(row.longValue("seq"), row.bytes("hash")))
                .orElseThrow(() -> new IllegalStateException(
                        "The log has no hash chain; begin one with AuditChain.start(…), it covers calls from then on"));
    }
}
