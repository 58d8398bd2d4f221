package io.gwms.audit;

import io.gwms.evidence.ApiCall;
import io.gwms.redact.Redactor;
import io.gwms.transport.CallAction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives a kill: the journal's calls are written at the next start, and a recorder that was not closed leaves a
 * row that says how many calls may be missing. Used by the writing thread and by housekeeping, one at a time.
 */
final class Recovery {
    /** The action of the rows that tell of the log itself. */
    static final CallAction LOG_ITSELF = new CallAction("API_LOG");

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(10);
    private static final int REPLAY_BATCH = 256;

    private final @Nullable Journal journal;
    private final @Nullable RecorderSessions sessions;
    private final String id;
    private final long capacity;
    private final Set<String> told = new HashSet<>();
    private boolean replayed;
    private boolean opened;
    private Instant seenAt = Instant.MIN;
    private Instant writtenTo = Instant.MIN;

    Recovery(@Nullable Journal journal, @Nullable RecorderSessions sessions, String id, long capacity) {
        this.journal = journal;
        this.sessions = sessions;
        this.id = id;
        this.capacity = capacity;
    }

    /** Nothing outlives a kill. */
    static Recovery none() {
        return new Recovery(null, null, "", 0);
    }

    /** The journal; only asked for by policies that need one. */
    Journal journal() throws IOException {
        if (journal == null) {
            throw new IOException("there is no audit journal");
        }
        return journal;
    }

    /** Does, once, what is to be done at a start; again if it failed. A journal that cannot be read keeps nothing else back. */
    synchronized void run(Instant now, Predicate<List<ApiCall>> writer) {
        try {
            if (journal != null && !replayed) {
                journal.replay(calls -> replay(calls, writer));
            }
            replayed = true;
        } catch (RuntimeException | IOException e) {
            notYet("What an earlier process left in the audit journal is not taken in yet: ", e);
        }
        try {
            if (sessions != null && !opened) {
                noteDead(sessions, now, writer);
                sessions.opened(new RecorderSession(id, host(), process(), now, now, now, capacity));
                seenAt = now;
                writtenTo = now;
                opened = true;
            }
        } catch (RuntimeException e) {
            notYet("Whether an earlier process left a gap in the API log is not looked at yet: ", e);
        }
    }

    /** Once for each reason, since it is tried again all the time. */
    private void notYet(String what, Exception failure) {
        String text = what + Redactor.standard().text(failure);
        if (told.add(text)) {
            LOG.warn(text);
        }
    }

    /** Calls that ended before are written. */
    synchronized void writtenTo(Instant at, Instant now) {
        writtenTo = at.isAfter(writtenTo) ? at : writtenTo;
        if (!now.isBefore(seenAt.plus(BEAT))) {
            alive(now);
        }
    }

    /** A sign of life, and a look at those who gave none for long. */
    synchronized void beat(Instant now, Predicate<List<ApiCall>> writer) {
        if (sessions != null && opened) {
            alive(now);
            try {
                noteDead(sessions, now, writer);
            } catch (RuntimeException e) {
                LOG.debug(
                        "Ended recorders are looked for again later",
                        Redactor.standard().forLog(e));
            }
        }
    }

    /** The log is complete, but for what is counted. */
    synchronized void closed(Instant now, long lost) {
        try {
            if (sessions != null && opened) {
                sessions.closed(id, now, lost);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "The API log is complete, but the next start will take it for cut off",
                    Redactor.standard().forLog(e));
        }
    }

    /** Gives the journal's directory back; what is still in it is read at the next start. */
    void closeJournal() {
        try {
            if (journal != null) {
                journal.close();
            }
        } catch (IOException e) {
            LOG.warn(
                    "The audit journal is not closed; this process keeps its directory",
                    Redactor.standard().forLog(e));
        }
    }

    /** Calls that are in the journal alone. */
    long parked() {
        return journal == null ? 0 : journal.parked();
    }

    /** Gives those to the writer, file by file; whether none is left. */
    boolean unpark(Predicate<List<ApiCall>> writer) {
        try {
            while (journal != null && journal.parked() > 0) {
                if (!journal.unpark(calls -> inBatches(calls, writer))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "Calls in the audit journal cannot be read; they are read again at the next start",
                    Redactor.standard().forLog(e));
            return true;
        }
    }

    private void alive(Instant now) {
        if (sessions == null || !opened) {
            return;
        }
        try {
            sessions.alive(id, writtenTo, now);
            seenAt = now;
        } catch (RuntimeException e) {
            LOG.debug(
                    "The API log gives its sign of life later",
                    Redactor.standard().forLog(e));
        }
    }

    private static void replay(List<ApiCall> calls, Predicate<List<ApiCall>> writer) {
        if (!inBatches(calls, writer)) {
            throw new IllegalStateException("the store does not take the calls of the audit journal");
        }
    }

    private static boolean inBatches(List<ApiCall> calls, Predicate<List<ApiCall>> writer) {
        for (int from = 0; from < calls.size(); from += REPLAY_BATCH) {
            if (!writer.test(calls.subList(from, Math.min(calls.size(), from + REPLAY_BATCH)))) {
                return false;
            }
        }
        return true;
    }

    private void noteDead(RecorderSessions all, Instant now, Predicate<List<ApiCall>> writer) {
        for (RecorderSession each : all.unclosed()) {
            if (!each.id().equals(id) && isDead(each, now) && writer.test(List.of(gap(each, now)))) {
                all.closed(each.id(), now, each.capacity());
            }
        }
    }

    private static ApiCall gap(RecorderSession dead, Instant now) {
        Instant to = dead.writtenTo().isAfter(now) ? dead.writtenTo() : now;
        return Gaps.row(
                HexFormat.of().toHexDigits(dead.writtenTo().toEpochMilli(), 12) + "ffffff" + dead.id(),
                LOG_ITSELF,
                "a process ended without closing the log; at most so many calls were in its memory, besides those that it had"
                        + " left out and not noted yet",
                dead.writtenTo(),
                to,
                Math.max(1, dead.capacity()));
    }

    /** Surely of a process of this machine; by its silence of one of another. */
    private static boolean isDead(RecorderSession session, Instant now) {
        if (!session.host().equals(host())) {
            return session.seenAt().plus(SILENCE).isBefore(now);
        }
        String[] parts = session.process().split("@", 2);
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[0]));
        return process.filter(alive -> session.process().equals(process(alive))).isEmpty();
    }

    private static String process() {
        return process(ProcessHandle.current());
    }

    private static String process(ProcessHandle process) {
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return process.pid() + "@" + start;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
