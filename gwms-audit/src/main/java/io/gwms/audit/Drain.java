package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the queue into the store: batch by batch, and beside the calls what an earlier process left and what is
 * missing. Shared by the writing thread and by callers that write themselves; what either of them calls is not recorded.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final ThreadLocal<Boolean> WRITING = ThreadLocal.withInitial(() -> false);

    private final InstantSource clock;
    private final IdSequence ids;
    private final HandOff handOff;
    private final ExchangeMapper mapper;
    private final BatchWriter writer;
    private final Recovery recovery;
    private final Counters counters;
    private final Settings settings;

    Drain(
            InstantSource clock,
            IdSequence ids,
            HandOff handOff,
            ExchangeMapper mapper,
            BatchWriter writer,
            Recovery recovery,
            Counters counters,
            Settings settings) {
        this.clock = clock;
        this.ids = ids;
        this.handOff = handOff;
        this.mapper = mapper;
        this.writer = writer;
        this.recovery = recovery;
        this.counters = counters;
        this.settings = settings;
    }

    /** Whether this thread is writing, so that the calls it makes are the store's own. */
    static boolean isWriting() {
        return WRITING.get();
    }

    /** What the writing thread does until the queue is closed and empty. */
    void run() {
        recover();
        List<Entry> batch = handOff.take(settings.linger());
        while (!batch.isEmpty()) {
            write(batch, FOREVER, false);
            recover();
            noteGaps();
            Instant writtenTo = batch.get(batch.size() - 1).endedAt();
            writing(() -> {
                recovery.writtenTo(writtenTo, clock.instant());
                return List.of();
            });
            batch = handOff.take(settings.linger());
        }
    }

    /** Writes what is queued by now, in the caller's thread; whether the store took it. */
    boolean now(Duration within) {
        long begun = System.nanoTime();
        recover();
        for (List<Entry> batch = handOff.poll(settings.batch());
                !batch.isEmpty();
                batch = handOff.poll(settings.batch())) {
            Duration left = within.minusNanos(System.nanoTime() - begun);
            if (!write(batch, left.isNegative() ? Duration.ZERO : left, true)) {
                return false;
            }
        }
        noteGaps();
        return true;
    }

    /** Writes an entry that is in no queue, once; whether the store took it. */
    boolean single(Entry entry) {
        boolean kept = writing(() -> write(List.of(entry), Duration.ZERO)).isEmpty();
        if (kept) {
            release(entry);
        }
        return kept;
    }

    /** Counts an entry that is not kept; what the journal has is read again at the next start, and is not lost. */
    void lost(Entry entry) {
        if (!entry.isJournaled()) {
            counters.lost.increment();
            writer.gaps().add(entry.action(), "not written before the log was closed", entry.endedAt());
        }
    }

    /** Tells of a sign of life while nothing is written, and notes ended processes of other machines. */
    void beat() {
        writing(() -> {
            recovery.beat(clock.instant(), calls -> writer.writeOnce(calls).isEmpty());
            return List.of();
        });
    }

    /** Notes that the log is complete, but for what is counted. */
    void closed(long lost) {
        writing(() -> {
            recovery.closed(clock.instant(), lost);
            return List.of();
        });
    }

    /** Writes down what is missing; whether nothing is left to note. */
    boolean noteGaps() {
        List<ApiCall> rows = writer.gaps().take(ids::next);
        if (rows.isEmpty()) {
            return true;
        }
        List<ApiCall> left = writing(() -> writer.writeOnce(rows));
        writer.gaps().putBack(left);
        return left.isEmpty();
    }

    /** What earlier processes left behind; tried again as long as the store is out. */
    void recover() {
        writing(() -> {
            recovery.run(
                    clock.instant(),
                    calls -> writer.write(calls, settings.syncPatience()).isEmpty());
            return List.of();
        });
    }

    /** Writes a batch and frees its places; what was not written in time is put back or given up. Whether all was. */
    private boolean write(List<Entry> batch, Duration patience, boolean putBack) {
        List<Entry> unwritten = batch;
        long begun = System.nanoTime();
        try {
            Set<String> left = writing(() -> write(batch, patience)).stream()
                    .map(ApiCall::id)
                    .collect(Collectors.toSet());
            unwritten =
                    batch.stream().filter(entry -> left.contains(entry.id())).toList();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The API log lost a batch by a failure of its own: {}",
                    e.getClass().getName());
        }
        counters.batches.add(System.nanoTime() - begun);
        List<Entry> done = new ArrayList<>(batch);
        done.removeAll(unwritten);
        done.forEach(Drain::release);
        if (putBack) {
            handOff.putBack(unwritten);
        } else {
            unwritten.forEach(this::lost);
            done.addAll(unwritten);
        }
        handOff.settled(done);
        return unwritten.isEmpty();
    }

    /** Redacts and writes; what could not be written within the patience. */
    private List<ApiCall> write(List<Entry> entries, Duration patience) {
        ApiCall[] calls = new ApiCall[entries.size()];
        for (int i = calls.length - 1; i >= 0; i--) { // who redacts ahead comes from the front
            calls[i] = entries.get(i).call(mapper);
        }
        return writer.write(List.of(calls), patience);
    }

    /** What a second thread does until the queue is closed: redacts the next batch while the last one is written. */
    void redactAhead() {
        WRITING.set(true);
        for (List<Entry> next = handOff.ahead(); !next.isEmpty(); next = handOff.ahead()) {
            next.forEach(entry -> entry.call(mapper));
        }
    }

    private static void release(Entry entry) {
        try {
            entry.settled();
        } catch (RuntimeException e) {
            LOG.warn("A file of the audit journal stays behind; it is read again at the next start", e);
        }
    }

    private static List<ApiCall> writing(Supplier<List<ApiCall>> work) {
        WRITING.set(true);
        try {
            return requireNonNull(work.get());
        } finally {
            WRITING.remove();
        }
    }
}
