package io.gwms.audit;

import io.gwms.audit.internal.ClosingRecorder;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls from their callers' hands and writes them in batches, redacted, apart from them; how each is treated says
 * its action's {@link RecordingPolicy}.
 *
 * <p>Once started, one daemon thread writes, and one redacts the next batch while the store has the last. Until then
 * calls are buffered, and {@link #drain} writes them in its caller's thread. What is not kept is counted and noted in
 * the log itself. The store's own HTTP calls, if it makes any, are not recorded.
 */
final class AsyncCallRecorder implements CallRecorder, ClosingRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncCallRecorder.class);

    /**
     * Settings; the defaults are those of the product.
     *
     * @param roomPatience how long a caller waits for room in a full queue
     * @param syncPatience how long a caller waits for the store, and how long this may take nothing before it is silent
     */
    record Settings(
            int maxEntries,
            long maxBytes,
            int batch,
            Duration linger,
            Duration roomPatience,
            Duration syncPatience,
            Duration firstPause) {
        static final Settings DEFAULT = new Settings(
                8192,
                32L * 1024 * 1024,
                256,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofMillis(50));

        /** How many calls are in memory at most. */
        int capacity() {
            return HandOff.capacity(maxEntries);
        }

        Settings withRoomPatience(Duration patience) {
            return new Settings(maxEntries, maxBytes, batch, linger, patience, syncPatience, firstPause);
        }

        Settings withQueue(int entries, long bytes) {
            return new Settings(entries, bytes, batch, linger, roomPatience, syncPatience, firstPause);
        }
    }

    private final InstantSource clock;
    private final IdSequence ids;
    private final BatchWriter writer;
    private final Drain drain;
    private final Intake intake;
    private final Recovery recovery;
    private final Counters counters;
    private final HandOff handOff;
    private final Settings settings;
    private final List<Runnable> beforeClosing = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean started;
    private volatile Runnable afterwards = () -> {};

    AsyncCallRecorder(
            InstantSource clock,
            IdSequence ids,
            ExchangeMapper mapper,
            BatchWriter writer,
            Function<CallAction, RecordingPolicy> policies,
            Recovery recovery,
            Counters counters,
            Settings settings) {
        this.clock = clock;
        this.ids = ids;
        this.writer = writer;
        this.recovery = recovery;
        this.counters = counters;
        this.settings = settings;
        this.handOff = new HandOff(settings.maxEntries, settings.maxBytes, settings.batch);
        this.drain = new Drain(clock, ids, handOff, mapper, writer, recovery, counters, settings);
        this.intake = new Intake(mapper, policies, recovery, counters, handOff, drain, writer, settings);
    }

    /** Writes the intent of a call down first, where its action's policy wants that. */
    @Override
    public CallRecorder begin(CallExchange opening) {
        if (Drain.isWriting() || !intake.wantsIntent(opening)) {
            return this;
        }
        String id = ids.next(clock.instant());
        intake.intent(id, opening);
        return end -> ended(id, end);
    }

    @Override
    public void record(CallExchange exchange) {
        if (!Drain.isWriting()) {
            ended(ids.next(clock.instant()), exchange);
        }
    }

    @Override
    public void record(CallContext context, long bytes, Supplier<CallExchange> ended) {
        if (!Drain.isWriting()) {
            Instant now = clock.instant();
            intake.ended(Entry.of(ids.next(now), now, context, bytes, ended));
        }
    }

    private void ended(String id, CallExchange exchange) {
        if (intake.ended(Entry.of(id, exchange))) {
            exchange.call().wireLog().ifPresent(log -> log.filedAs(id));
        }
    }

    /**
     * Starts the writing thread and waits, but not for long, until it has noted in the store that it records, so that a
     * kill leaves a trace however soon it comes. While the store is out it is noted later.
     */
    void start() {
        writingThread();
        started = true;
        intake.started();
        drain.awaitBegun(settings.syncPatience);
    }

    private synchronized Thread writingThread() {
        Thread writing = thread;
        if (writing == null) {
            writing = new Thread(
                    () -> {
                        drain.run();
                        afterwards.run();
                    },
                    "gwms-audit");
            writing.setDaemon(true);
            thread = writing;
            writing.start();
            Thread ahead = new Thread(drain::redactAhead, "gwms-audit-ahead");
            ahead.setDaemon(true);
            ahead.start();
        }
        return writing;
    }

    /** Whether the writing thread was started. */
    boolean isStarted() {
        return started;
    }

    /** Whether the store takes nothing at present, so that nobody should wait for it. */
    boolean isStoreOut() {
        return started ? writer.watch().isSilent() : writer.isFailing();
    }

    /** Writes what has come by now, waiting no longer than that; whether all of it is settled. */
    boolean drain(Duration within) {
        boolean written = started || drain.now(within);
        return written && handOff.awaitSettled(within) && intake.awaitLate(within);
    }

    @Override
    public void beforeClosing(Runnable record) {
        beforeClosing.add(record);
    }

    /** Callers no longer wait for room or for the store, and what is under way goes on record as it stands. */
    void closing() {
        intake.closing();
        beforeClosing.forEach(Runnable::run);
    }

    /**
     * Takes nothing in any more and writes what is there. A store that does not answer is left alone once the time is
     * over.
     *
     * @param afterwards done by the writing thread at its end, which may come later if the store hangs
     * @return how many calls were lost since the beginning, those included that the store still has in its hands
     */
    long close(Duration within, Runnable afterwards) {
        this.afterwards = afterwards;
        writer.closeWithin(within.multipliedBy(4).dividedBy(5));
        intake.closed();
        if (!ended(writingThread(), within)) {
            List<Entry> abandoned = handOff.poll(Integer.MAX_VALUE);
            abandoned.forEach(drain::lost);
            handOff.settled(abandoned);
        }
        recovery.closeJournal();
        Drain.Fate fate = drain.fate();
        long lost = fate.lost() + fate.undecided();
        if (lost > 0) {
            LOG.atError()
                    .setMessage("The API log closes with calls that were not kept")
                    .addKeyValue("lost", lost)
                    .addKeyValue("undecided", fate.undecided())
                    .log();
        }
        return lost;
    }

    long close(Duration within) {
        return close(within, () -> {});
    }

    AuditMetrics metrics() {
        return counters.snapshot(handOff, recovery.parked(), writer.watch().silence());
    }

    /** Tells of a sign of life, and notes ended processes of other machines. */
    void beat() {
        if (started) {
            drain.wantBeat();
        }
    }

    private static boolean ended(Thread writing, Duration within) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writing, Math.max(1, within.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !writing.isAlive();
    }
}
