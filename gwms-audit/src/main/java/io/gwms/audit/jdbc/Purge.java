package io.gwms.audit.jdbc;

import io.gwms.evidence.PurgeNote;
import io.gwms.evidence.PurgeNote.What;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step of maintenance: what it removes, and the note of it, in one transaction that has taken its turn. */
final class Purge {
    private static final int IDS_AT_ONCE = 500;

    private final Tx tx;
    private final List<List<String>> ids = new ArrayList<>();

    private Purge(Tx tx, List<Victim> victims) {
        this.tx = tx;
        List<String> all = victims.stream().map(Victim::id).toList();
        for (int from = 0; from < all.size(); from += IDS_AT_ONCE) {
            ids.add(all.subList(from, Math.min(from + IDS_AT_ONCE, all.size())));
        }
    }

    /** Removes; empty when there are no victims. */
    static Optional<PurgeNote> of(Tx tx, What what, String reason, Instant now, List<Victim> victims) {
        if (victims.isEmpty()) {
            return Optional.empty();
        }
        Purge purge = new Purge(tx, victims);
        purge.remove(what);
        PurgeNote note = StoredForm.of(new PurgeNote(
                last(tx) + 1,
                now,
                what,
                reason,
                victims.stream().map(Victim::createdAt).min(Instant::compareTo).orElse(now),
                victims.stream().map(Victim::createdAt).max(Instant::compareTo).orElse(now),
                victims.size(),
                victims.stream().mapToLong(Victim::bytes).sum()));
        purge.keep(note);
        Sizes.add(tx, -note.bytes());
        return Optional.of(note);
    }

    private void remove(What what) {
        each("DELETE FROM gwms_audit_content WHERE call_id IN ");
        switch (what) {
            case CONTENTS -> each("UPDATE gwms_audit_call SET contents = " + CallRows.PURGED + " WHERE id IN ");
            case CALLS -> each("DELETE FROM gwms_audit_call WHERE id IN ");
            case ERASED -> each("""
                UPDATE gwms_audit_call
                   SET path = '', query = '', error = '', source_type = NULL, source_id = NULL, order_id = NULL,
                       request_sha256 = '', response_sha256 = '', salt = NULL, row_bytes = 0, contents = %d
                 WHERE id IN\s""".formatted(CallRows.ERASED));
        }
    }

    private void keep(PurgeNote note) {
        boolean chained = Chain.isOn(tx);
        long linked = chained ? mark(note) : 0;
        tx.update(
                """
                INSERT INTO gwms_audit_purge (number, done_at, what, reason, from_at, to_at, calls, bytes, linked)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                note.number(),
                note.at(),
                note.what(),
                note.reason(),
                note.from(),
                note.to(),
                note.calls(),
                note.bytes(),
                linked);
        if (chained) {
            Chain.add(tx, note, linked);
        }
    }

    /** Says in the links of the calls which step removed what of them; how many calls have links. */
    private long mark(PurgeNote note) {
        String column = switch (note.what()) {
            case CONTENTS -> "contents_by";
            case CALLS -> "call_by";
            case ERASED -> "detail_by";
        };
        long linked = 0;
        for (List<String> some : ids) {
            linked += tx.queryOne(
                            "SELECT count(DISTINCT subject) AS linked FROM gwms_audit_chain WHERE kind = 'CALL'"
                                    + " AND subject IN " + CallRows.marks(some),
                            row -> row.longValue("linked"),
                            some.toArray())
                    .orElse(0L);
            List<Object> values = new ArrayList<>(List.of(note.number()));
            values.addAll(some);
            tx.update(
                    "UPDATE gwms_audit_chain SET " + column + " = ? WHERE kind = 'CALL' AND subject IN "
                            + CallRows.marks(some),
                    values.toArray());
        }
        return linked;
    }

    private void each(String statement) {
        ids.forEach(some -> tx.update(statement + CallRows.marks(some), some.toArray()));
    }

    /** The number of the last step; 0 when there was none. */
    static long last(Tx tx) {
        return tx.queryOne(
                        "SELECT coalesce(max(number), 0) AS number FROM gwms_audit_purge",
                        row -> row.longValue("number"))
                .orElse(0L);
    }
}
