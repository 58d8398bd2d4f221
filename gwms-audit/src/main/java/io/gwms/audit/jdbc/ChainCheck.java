package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCall;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One verification of the chain. One thread. */
final class ChainCheck {
    private static final int LINKS_AT_ONCE = 500;
    private static final int PROBLEMS_SHOWN = 100;

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Stored(
            long seq,
            String kind,
            String subject,
            byte[] facts,
            byte[] detail,
            byte[] contents,
            byte[] hash,
            @Nullable Long contentsBy,
            @Nullable Long detailBy,
            @Nullable Long callBy) {
        static Stored of(Row row) {
            return new Stored(
                    row.longValue("seq"),
                    row.string("kind"),
                    row.string("subject"),
                    row.bytes("facts"),
                    row.bytes("detail"),
                    row.bytes("contents"),
                    row.bytes("hash"),
                    row.longOrNull("contents_by"),
                    row.longOrNull("detail_by"),
                    row.longOrNull("call_by"));
        }
    }

    /**
     * A call as it lies in the log, digested as it was when it was written.
     *
     * @param packed whether it has contents, of whomever
     * @param bare whether nothing is left that an erasure takes
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Found(
            byte[] facts,
            byte @Nullable [] detail,
            byte @Nullable [] contents,
            int left,
            boolean packed,
            boolean bare) {
        static Found of(Row row) {
            ApiCall call = CallRows.written(row);
            byte[] salt = row.bytesOrNull("salt");
            byte[] contentSalt = row.bytesOrNull("content_salt");
            return new Found(
                    Chain.facts(call),
                    salt == null ? null : Chain.detail(call, salt),
                    contentSalt == null ? null : Chain.contents(Contents.of(row), contentSalt),
                    row.intValue("contents"),
                    row.bytesOrNull("packed") != null,
                    CallRows.isErased(row));
        }
    }

    /**
     * Some links and what they are about.
     *
     * @param found the calls that are in the log, by id
     * @param latest the last link of each call, wherever it is
     */
    private record Page(List<Stored> links, Map<String, Found> found, Map<String, Long> latest) {
        static Page of(Tx tx, long after, long to) {
            List<Stored> links = tx.query(
                    "SELECT * FROM gwms_audit_chain WHERE seq > ? AND seq <= ? ORDER BY seq", Stored::of, after, to);
            List<String> ids = links.stream()
                    .filter(link -> link.kind.equals(Chain.CALL))
                    .map(Stored::subject)
                    .toList();
            Map<String, Found> found = new HashMap<>();
            Map<String, Long> latest = new HashMap<>();
            if (!ids.isEmpty()) {
                tx.forEach(
                        CallRows.WHOLE + " WHERE id IN " + CallRows.marks(ids),
                        row -> found.put(row.string("id"), Found.of(row)),
                        ids.toArray());
                tx.forEach(
                        "SELECT subject, max(seq) AS seq FROM gwms_audit_chain WHERE kind = 'CALL' AND subject IN "
                                + CallRows.marks(ids) + " GROUP BY subject",
                        row -> latest.put(row.string("subject"), row.longValue("seq")),
                        ids.toArray());
            }
            return new Page(links, found, latest);
        }
    }

    private final Database database;
    private final Map<Long, String> kept = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<Long, Long> removedBy = new HashMap<>();
    private long links;
    private long calls;
    private long removed;
    private byte[] hash = Chain.NOTHING;
    private Instant started = Instant.MAX;
    /** The last step of maintenance before the first link was read. */
    private long lastStep;

    ChainCheck(Database database, List<ChainCheckpoint> kept) {
        this.database = database;
        kept.forEach(checkpoint -> this.kept.put(checkpoint.links(), checkpoint.hash()));
    }

    ChainReport run() {
        ChainHead head = database.read(tx -> {
            lastStep = Purge.last(tx);
            return ChainHead.of(tx);
        });
        for (long from = 0; from < head.seq(); from += LINKS_AT_ONCE) {
            long after = from;
            long to = Math.min(from + LINKS_AT_ONCE, head.seq());
            check(database.read(tx -> Page.of(tx, after, to)), after, to);
        }
        if (!Arrays.equals(hash, head.hash())) {
            problem("the last link does not have the hash that the head of the chain says");
        }
        kept.forEach((count, known) -> {
            if (count > head.seq()) {
                problem("the chain has " + head.seq() + " links, but a checkpoint was taken at " + count);
            }
        });
        List<String> strangers = database.read(tx -> {
            notes(tx);
            return strangers(tx);
        });
        strangers.forEach(id -> problem("call " + id + " is in the log but not in the chain"));
        return new ChainReport(links, calls, removed, problems);
    }

    private void check(Page page, long after, long to) {
        long expected = after;
        for (Stored link : page.links) {
            expected++;
            if (link.seq != expected) {
                problem("links " + expected + " to " + (link.seq - 1) + " are missing");
                expected = link.seq;
            }
            follow(link);
            if (Objects.equals(page.latest.get(link.subject), link.seq)) {
                call(link, page.found.get(link.subject));
            }
        }
        if (expected < to) {
            problem("links " + (expected + 1) + " to " + to + " are missing");
        }
    }

    /** The link itself, and its tie to the one before. */
    private void follow(Stored link) {
        links++;
        byte[] due = Chain.hash(hash, link.seq, link.kind, link.subject, link.facts, link.detail, link.contents);
        if (!Arrays.equals(due, link.hash)) {
            problem("link " + link.seq + " was changed, or the one before it");
        }
        String known = kept.get(link.seq);
        if (known != null && !known.equals(HexFormat.of().formatHex(link.hash))) {
            problem("link " + link.seq + " is not the one that was there when the checkpoint was taken");
        }
        hash = link.hash;
        if (link.kind.equals(Chain.START)) {
            started = Instant.ofEpochMilli(Long.parseLong(link.subject));
        }
    }

    private void call(Stored link, @Nullable Found found) {
        if (link.callBy != null || link.detailBy != null || link.contentsBy != null) {
            removed++;
        }
        count(link.callBy);
        count(link.detailBy);
        count(link.contentsBy);
        Optional<String> wrong = wrong(link, found);
        if (wrong.isPresent()) {
            problem("call " + link.subject + " (link " + link.seq + "): " + wrong.get());
        } else if (found != null) {
            calls++;
        }
    }

    private static Optional<String> wrong(Stored link, @Nullable Found found) {
        if (found == null) {
            return link.callBy == null ? Optional.of("it was removed, and no note says so") : Optional.empty();
        }
        if (link.callBy != null) {
            return Optional.of("it was removed by step " + link.callBy + ", yet it is there");
        }
        if (!Arrays.equals(link.facts, found.facts)) {
            return Optional.of("its row was changed");
        }
        if (link.detailBy != null) {
            return found.left == CallRows.ERASED && found.bare
                    ? Optional.empty()
                    : Optional.of("it is erased, yet it is there");
        }
        if (found.detail == null || !Arrays.equals(link.detail, found.detail)) {
            return Optional.of("its path, query, error or source was changed");
        }
        if (link.contentsBy != null) {
            return found.left == CallRows.PURGED && !found.packed
                    ? Optional.empty()
                    : Optional.of(
                            "its headers and bodies were removed by step " + link.contentsBy + ", yet they are there");
        }
        return found.contents != null && found.left == CallRows.KEPT && Arrays.equals(link.contents, found.contents)
                ? Optional.empty()
                : Optional.of("its headers or bodies were changed or removed, and no note says so");
    }

    private void count(@Nullable Long step) {
        if (step != null) {
            removedBy.merge(step, 1L, Long::sum);
        }
    }

    /** Every step of maintenance since the start is in the chain as it is noted, and removed no more than it says. */
    private void notes(Tx tx) {
        Map<Long, byte[]> linked = new HashMap<>();
        tx.forEach(
                "SELECT subject, facts FROM gwms_audit_chain WHERE kind = 'PURGE'",
                row -> linked.put(Long.parseLong(row.string("subject")), row.bytes("facts")));
        Map<Long, Long> counted = new HashMap<>();
        tx.forEach("SELECT * FROM gwms_audit_purge ORDER BY number", row -> {
            long number = row.longValue("number");
            byte[] facts = linked.remove(number);
            if (facts == null) {
                return;
            }
            counted.put(number, row.longValue("linked"));
            if (!Arrays.equals(facts, Chain.facts(JdbcMaintenance.note(row), row.longValue("linked")))) {
                problem("the note of step " + number + " was changed");
            }
        });
        linked.keySet().forEach(number -> problem("the note of step " + number + " was removed"));
        removedBy.forEach((number, count) -> {
            Long noted = counted.get(number);
            boolean later = number > lastStep; // of its calls some were read before it came
            if (noted == null || (later ? count > noted : !noted.equals(count))) {
                problem(count + " calls say that step " + number + " removed something of them, but it noted "
                        + (noted == null ? "nothing" : noted + " of them"));
            }
        });
    }

    /** Calls that nobody linked, younger than the chain. */
    private List<String> strangers(Tx tx) {
        return tx.query(
                "SELECT id FROM gwms_audit_call WHERE created_at >= ? AND NOT EXISTS (SELECT 1 FROM gwms_audit_chain"
                        + " WHERE subject = id AND kind = 'CALL') ORDER BY id LIMIT " + PROBLEMS_SHOWN,
                row -> row.string("id"),
                started);
    }

    private void problem(String what) {
        if (problems.size() < PROBLEMS_SHOWN) {
            problems.add(what);
        }
    }
}
