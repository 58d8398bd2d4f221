package io.gwms.audit.jdbc;

import io.gwms.audit.RecorderSession;
import io.gwms.audit.RecorderSessions;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import java.time.Instant;
import java.util.List;

/** The sessions of recorders in one small table. */
final class JdbcRecorderSessions implements RecorderSessions {
    private final Transactions database;

    JdbcRecorderSessions(Transactions database) {
        this.database = database;
    }

    @Override
    public void opened(RecorderSession session) {
        database.run(tx -> tx.insertIgnoring(
                """
                INSERT INTO gwms_audit_session (id, host, process, opened_at, seen_at, written_to, capacity)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                session.id(),
                session.host(),
                session.process(),
                session.openedAt(),
                session.seenAt(),
                session.writtenTo(),
                session.capacity()));
    }

    @Override
    public void alive(String id, Instant writtenTo, Instant now) {
        database.run(tx -> tx.update(
                "UPDATE gwms_audit_session SET seen_at = ?, written_to = ? WHERE id = ? AND closed_at IS NULL",
                now,
                writtenTo,
                id));
    }

    @Override
    public void closed(String id, Instant now, long lost) {
        database.run(tx -> tx.update(
                "UPDATE gwms_audit_session SET closed_at = ?, lost = ? WHERE id = ? AND closed_at IS NULL",
                now,
                lost,
                id));
    }

    @Override
    public List<RecorderSession> unclosed() {
        return database.read(tx -> tx.query(
                "SELECT * FROM gwms_audit_session WHERE closed_at IS NULL ORDER BY opened_at, id",
                JdbcRecorderSessions::session));
    }

    private static RecorderSession session(Row row) {
        return new RecorderSession(
                row.string("id"),
                row.string("host"),
                row.string("process"),
                row.instant("opened_at"),
                row.instant("seen_at"),
                row.instant("written_to"),
                row.longValue("capacity"));
    }
}
