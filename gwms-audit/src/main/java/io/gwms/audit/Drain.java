package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.audit.AsyncCallRecorder.Settings;
import io.gwms.evidence.ApiCall;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final StoreWatch watch;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean beatWanted;
    /** Held while calls in hand become calls that are lost, so that nobody counts one twice. */
    private final Object deciding = new Object();

    private List<Entry> inHand = List.of();

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
        this.watch = writer.watch();
    }

    /** Whether this thread is writing, so that the calls it makes are the store's own. */
    static boolean isWriting() {
        return WRITING.get();
    }

    /** What the writing thread does until the queue is closed and empty. */
    void run() {
        watch.begins();
        safely(this::recover);
        begun.countDown();
        while (!handOff.isDrained()) {
            safely(this::round);
        }
        safely(this::end);
        watch.ends();
    }

    private void round() {
        watch.ends();
        List<Entry> batch = handOff.take(settings.linger());
        watch.begins();
        synchronized (deciding) {
            inHand = batch;
        }
        write(batch, FOREVER, false);
        lookAround(batch);
    }

    private void lookAround(List<Entry> written) {
        recover();
        unpark();
        noteGaps();
        if (!written.isEmpty()) {
            Instant writtenTo = written.get(written.size() - 1).endedAt();
            writing(() -> recovery.writtenTo(writtenTo, clock.instant()));
        }
        if (beatWanted) {
            beatWanted = false;
            beat();
        }
    }

    private void end() {
        unpark();
        if (noteGaps()) {
            writing(() -> recovery.closed(clock.instant(), counters.lost.sum()));
        }
    }

    /** The thread outlives whatever goes wrong beside the calls. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "The API log could not be looked after; it is tried again",
                    Redactor.standard().forLog(e));
        }
    }

    /** Waits until the writing thread has done what is to be done at a start; whether it was so in time. */
    boolean awaitBegun(Duration patience) {
        try {
            return begun.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many calls were not kept, and how many the writing thread holds whose fate nobody knows yet. */
    Fate fate() {
        synchronized (deciding) {
            long undecided =
                    inHand.stream().filter(entry -> !entry.isJournaled()).count();
            return new Fate(counters.lost.sum(), undecided);
        }
    }

    record Fate(long lost, long undecided) {}

    /** Has the writing thread tell of a sign of life, though nothing is written. */
    void wantBeat() {
        beatWanted = true;
        handOff.nudge();
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
        unpark();
        noteGaps();
        return true;
    }

    /** Writes an entry that is in no queue, once; whether the store took it. */
    boolean single(Entry entry) {
        boolean kept = writingFor(() -> writer.write(List.of(entry.made(mapper, true)), Duration.ZERO))
                .isEmpty();
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
        writing(() ->
                recovery.beat(clock.instant(), calls -> writer.writeOnce(calls).isEmpty()));
    }

    /** Writes what only the journal has, as far as the store takes it. */
    private void unpark() {
        if (recovery.parked() > 0) {
            writing(() -> {
                if (!recovery.unpark(
                        calls -> writer.write(calls, settings.syncPatience()).isEmpty())) {
                    handOff.nudge();
                }
            });
        }
    }

    /** Writes down what is missing; whether nothing is left to note. */
    private boolean noteGaps() {
        List<ApiCall> rows = writer.gaps().take(ids::next);
        if (rows.isEmpty()) {
            return true;
        }
        List<ApiCall> left = writingFor(() -> writer.writeOnce(rows));
        writer.gaps().putBack(left);
        return left.isEmpty();
    }

    /** What earlier processes left behind; tried again as long as the store is out. */
    private void recover() {
        writing(() -> recovery.run(
                clock.instant(),
                calls -> writer.write(calls, settings.syncPatience()).isEmpty()));
    }

    /** Writes a batch and frees its places; what was not written in time is put back or given up. Whether all was. */
    private boolean write(List<Entry> batch, Duration patience, boolean putBack) {
        if (batch.isEmpty()) {
            return true;
        }
        List<Entry> unwritten = batch;
        long begun = System.nanoTime();
        try {
            Set<String> left = writingFor(() -> write(batch, patience)).stream()
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
            synchronized (deciding) {
                unwritten.forEach(this::lost);
                inHand = List.of();
            }
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
        handOff.storing();
        try {
            return writer.write(List.of(calls), patience);
        } finally {
            handOff.stored();
        }
    }

    /** What a second thread does until the queue is closed: redacts the next batch while the store has the last one. */
    void redactAhead() {
        WRITING.set(true);
        for (List<Entry> next = handOff.ahead(); !next.isEmpty(); next = handOff.ahead()) {
            List<Entry> batch = next;
            safely(() -> redactWhileStoring(batch));
        }
    }

    /** As far as the store is busy: else the writer is as quick alone, and the processor is the callers'. */
    private void redactWhileStoring(List<Entry> batch) {
        for (int i = 0; i < batch.size() && handOff.isStoring(); i++) {
            batch.get(i).call(mapper);
        }
    }

    private static void release(Entry entry) {
        try {
            entry.settled();
        } catch (RuntimeException e) {
            LOG.warn(
                    "A file of the audit journal stays behind; it is read again at the next start",
                    Redactor.standard().forLog(e));
        }
    }

    private static void writing(Runnable work) {
        writingFor(() -> {
            work.run();
            return List.of();
        });
    }

    private static List<ApiCall> writingFor(Supplier<List<ApiCall>> work) {
        WRITING.set(true);
        try {
            return requireNonNull(work.get());
        } finally {
            WRITING.remove();
        }
    }
}
