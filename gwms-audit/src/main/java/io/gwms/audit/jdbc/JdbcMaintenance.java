package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.Erasure;
import io.gwms.evidence.PurgeNote;
import io.gwms.evidence.PurgeNote.What;
import io.gwms.evidence.Retention;
import io.gwms.evidence.StatusClass;
import io.gwms.internal.Require;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.order.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Retention and erasure; each step takes its turn and is one transaction. */
final class JdbcMaintenance implements ApiCallMaintenance {
    private static final int ERASED_AT_ONCE = 500;
    private static final int READ_AT_ONCE = 200;
    private static final String CALLS = """
        SELECT id, gwms_audit_call.created_at, row_bytes + coalesce(bytes, 0) AS bytes
          FROM gwms_audit_call
          LEFT JOIN gwms_audit_content ON call_id = id
        """;
    private static final String OLDEST_CONTENTS =
            "SELECT call_id AS id, created_at, bytes FROM gwms_audit_content WHERE failed = ? AND created_at < ?"
                    + " ORDER BY created_at, call_id LIMIT ?";

    private final Transactions database;

    JdbcMaintenance(Transactions database) {
        this.database = database;
    }

    @Override
    public Optional<PurgeNote> purge(Retention retention, Instant now, int limit) {
        Require.that(limit >= 1 && limit <= 10_000, "limit", limit, "1 to 10000");
        return database.write(tx -> {
            Sizes.takeTurn(tx);
            return byAge(tx, retention, now, limit).or(() -> bySize(tx, retention, now, limit));
        });
    }

    private static Optional<PurgeNote> byAge(Tx tx, Retention retention, Instant now, int limit) {
        return calls(tx, StatusClass.GREEN, retention.calls(), now, limit)
                .or(() -> calls(tx, StatusClass.ORANGE, retention.failedCalls(), now, limit))
                .or(() -> calls(tx, StatusClass.RED, retention.failedCalls(), now, limit))
                .or(() -> contents(tx, false, retention.contents(), now, limit))
                .or(() -> contents(tx, true, retention.failedContents(), now, limit));
    }

    private static Optional<PurgeNote> calls(Tx tx, StatusClass colour, Duration kept, Instant now, int limit) {
        return Purge.of(
                tx, What.CALLS, "older than " + kept, now, oldestCalls(tx, List.of(colour), before(now, kept), limit));
    }

    private static Optional<PurgeNote> contents(Tx tx, boolean failed, Duration kept, Instant now, int limit) {
        return Purge.of(
                tx, What.CONTENTS, "older than " + kept, now, oldestContents(tx, failed, before(now, kept), limit));
    }

    private static Optional<PurgeNote> bySize(Tx tx, Retention retention, Instant now, int limit) {
        long excess = Sizes.of(tx) - retention.bytes();
        if (excess <= 0) {
            return Optional.empty();
        }
        String reason = "over " + retention.bytes() + " bytes";
        long end = Long.MAX_VALUE;
        return Purge.of(tx, What.CONTENTS, reason, now, enough(excess, oldestContents(tx, false, end, limit)))
                .or(() ->
                        Purge.of(tx, What.CONTENTS, reason, now, enough(excess, oldestContents(tx, true, end, limit))))
                .or(() -> Purge.of(
                        tx,
                        What.CALLS,
                        reason,
                        now,
                        enough(excess, oldestCalls(tx, List.of(StatusClass.GREEN), end, limit))))
                .or(() -> Purge.of(
                        tx,
                        What.CALLS,
                        reason,
                        now,
                        enough(excess, oldestCalls(tx, List.of(StatusClass.ORANGE, StatusClass.RED), end, limit))));
    }

    private static List<Victim> oldestCalls(Tx tx, List<StatusClass> colours, long before, int limit) {
        List<Object> values = new ArrayList<>(colours);
        values.add(before);
        values.add(limit);
        return tx.query(
                CALLS + " WHERE status_class IN " + CallRows.marks(colours)
                        + " AND gwms_audit_call.created_at < ? ORDER BY gwms_audit_call.created_at, id LIMIT ?",
                Victim::of,
                values.toArray());
    }

    private static List<Victim> oldestContents(Tx tx, boolean failed, long before, int limit) {
        return tx.query(OLDEST_CONTENTS, Victim::of, failed, before, limit);
    }

    private static List<Victim> enough(long excess, List<Victim> oldest) {
        long freed = 0;
        int count = 0;
        while (count < oldest.size() && freed < excess) {
            freed += oldest.get(count).bytes();
            count++;
        }
        return oldest.subList(0, count);
    }

    private static long before(Instant now, Duration kept) {
        return now.minus(kept).toEpochMilli();
    }

    @Override
    public List<PurgeNote> erase(Erasure request, Instant now) {
        List<PurgeNote> notes = new ArrayList<>();
        for (OrderId order : request.orders()) {
            eraseAll(
                    notes,
                    request,
                    now,
                    CALLS + " WHERE order_id = ? AND contents < " + CallRows.ERASED + " LIMIT " + ERASED_AT_ONCE,
                    order.toString());
            eraseAll(
                    notes,
                    request,
                    now,
                    CALLS + " WHERE source_id = ? AND source_type = 'order' AND contents < " + CallRows.ERASED
                            + " LIMIT " + ERASED_AT_ONCE,
                    order.toString());
        }
        if (!request.texts().isEmpty()) {
            eraseMentions(notes, request, now);
        }
        return notes;
    }

    private void eraseAll(List<PurgeNote> notes, Erasure request, Instant now, String victims, String value) {
        Optional<PurgeNote> note;
        do {
            note = database.write(tx -> {
                Sizes.takeTurn(tx);
                return Purge.of(tx, What.ERASED, request.reason(), now, tx.query(victims, Victim::of, value));
            });
            note.ifPresent(notes::add);
        } while (note.isPresent());
    }

    /** Reads all calls by their ids, and erases page by page what mentions the person. */
    private void eraseMentions(List<PurgeNote> notes, Erasure request, Instant now) {
        String last = "";
        while (true) {
            String after = last;
            List<ApiCall> page = database.read(tx -> tx.query(
                    CallRows.WHOLE + " WHERE id > ? AND gwms_audit_call.contents < " + CallRows.ERASED
                            + " ORDER BY id LIMIT " + READ_AT_ONCE,
                    CallRows::whole,
                    after));
            if (page.isEmpty()) {
                return;
            }
            last = page.get(page.size() - 1).id();
            List<String> found =
                    page.stream().filter(request::concerns).map(ApiCall::id).toList();
            if (!found.isEmpty()) {
                database.write(tx -> {
                            Sizes.takeTurn(tx);
                            return Purge.of(
                                    tx,
                                    What.ERASED,
                                    request.reason(),
                                    now,
                                    tx.query(
                                            CALLS + " WHERE contents < " + CallRows.ERASED + " AND id IN "
                                                    + CallRows.marks(found),
                                            Victim::of,
                                            found.toArray()));
                        })
                        .ifPresent(notes::add);
            }
        }
    }

    @Override
    public List<PurgeNote> notes(int limit) {
        return database.read(tx ->
                tx.query("SELECT * FROM gwms_audit_purge ORDER BY number DESC LIMIT ?", JdbcMaintenance::note, limit));
    }

    static PurgeNote note(Row row) {
        return new PurgeNote(
                row.longValue("number"),
                row.instant("done_at"),
                row.enumValue("what", What.class),
                row.string("reason"),
                row.instant("from_at"),
                row.instant("to_at"),
                row.longValue("calls"),
                row.longValue("bytes"));
    }
}
