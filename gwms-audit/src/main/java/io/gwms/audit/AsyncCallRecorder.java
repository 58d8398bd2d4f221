package io.gwms.audit;

import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.transport.CallAction;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
final class AsyncCallRecorder implements CallRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncCallRecorder.class);

    /** Settings; the defaults are those of the product. */
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

        Settings withQueue(int entries, long bytes) {
            return new Settings(entries, bytes, batch, linger, roomPatience, syncPatience, firstPause);
        }
    }

    private final InstantSource clock;
    private final IdSequence ids;
    private final ExchangeMapper mapper;
    private final BatchWriter writer;
    private final Drain drain;
    private final Function<CallAction, RecordingPolicy> policies;
    private final Recovery recovery;
    private final Counters counters;
    private final HandOff handOff;
    private final Gaps gaps;
    private final Settings settings;
    private volatile @Nullable Thread thread;

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
        this.mapper = mapper;
        this.writer = writer;
        this.policies = policies;
        this.recovery = recovery;
        this.counters = counters;
        this.settings = settings;
        this.handOff = new HandOff(settings.maxEntries, settings.maxBytes, settings.batch);
        this.gaps = writer.gaps();
        this.drain = new Drain(clock, ids, handOff, mapper, writer, recovery, counters, settings);
    }

    /** Writes the intent of a call down first, where its action's policy wants that. */
    @Override
    public CallRecorder begin(CallExchange opening) {
        if (Drain.isWriting() || policy(opening).durability() != Durability.INTENT) {
            return this;
        }
        String id = ids.next(clock.instant());
        keep(Entry.of(id, opening), Durability.INTENT);
        return end -> recordAs(id, end);
    }

    @Override
    public void record(CallExchange exchange) {
        if (!Drain.isWriting()) {
            recordAs(ids.next(clock.instant()), exchange);
        }
    }

    private void recordAs(String id, CallExchange exchange) {
        counters.recorded.increment();
        RecordingPolicy policy = policy(exchange);
        switch (policy.durability()) {
            case JOURNAL -> keep(journaled(id, exchange), Durability.JOURNAL);
            case SYNC, INTENT -> keep(Entry.of(id, exchange), policy.durability());
            case MEMORY -> {
                switch (policy.overflow()) {
                    case BLOCK -> keep(Entry.of(id, exchange), Durability.MEMORY);
                    case SHED_BODIES -> shed(id, exchange);
                    case DROP -> {
                        if (isDropped(id, exchange)) {
                            return;
                        }
                    }
                }
            }
        }
        exchange.call().wireLog().ifPresent(log -> log.filedAs(id));
    }

    private RecordingPolicy policy(CallExchange exchange) {
        return policies.apply(exchange.call().context().action());
    }

    /** Redacts here and now, since what is written down must be; a journal that fails leaves the call in memory. */
    private Entry journaled(String id, CallExchange exchange) {
        ApiCall call = mapper.call(id, exchange, true);
        try {
            return Entry.of(call, recovery.journal().append(call));
        } catch (IOException e) {
            if (counters.journalFailures.sum() == 0) {
                LOG.warn("The audit journal cannot be written; its calls are as safe as memory is until it can", e);
            }
            counters.journalFailures.increment();
            return Entry.of(call, null);
        }
    }

    private void shed(String id, CallExchange exchange) {
        if (!handOff.offer(Entry.of(id, exchange), Duration.ZERO)) {
            counters.shed.increment();
            keep(Entry.of(mapper.call(id, exchange, false), null), Durability.MEMORY);
        }
    }

    private boolean isDropped(String id, CallExchange exchange) {
        if (handOff.offer(Entry.of(id, exchange), Duration.ZERO)) {
            return false;
        }
        counters.dropped.increment();
        gaps.add(exchange.call().context().action(), "left out because the queue was full", exchange.startedAt());
        return true;
    }

    /** Hands over; where there is no room the caller writes; where that must be certain it waits. */
    private void keep(Entry entry, Durability durability) {
        boolean waits = durability == Durability.SYNC || durability == Durability.INTENT;
        boolean started = thread != null;
        boolean accepted = (started || !waits) && offer(entry, started);
        if (accepted) {
            if (waits && !timed(() -> handOff.awaitSettled(settings.syncPatience))) {
                counters.unconfirmed.increment();
            }
            return;
        }
        if (!waits || started) {
            counters.overflowed.increment();
        }
        if (drain.single(entry)) {
            return;
        }
        if (!started && handOff.offer(entry, Duration.ZERO)) {
            counters.unconfirmed.increment();
        } else {
            drain.lost(entry);
        }
    }

    private boolean offer(Entry entry, boolean started) {
        return handOff.offer(entry, Duration.ZERO)
                || (started && timed(() -> handOff.offer(entry, settings.roomPatience)));
    }

    private boolean timed(Supplier<Boolean> wait) {
        long begun = System.nanoTime();
        try {
            return wait.get();
        } finally {
            counters.blockedNanos.add(System.nanoTime() - begun);
        }
    }

    /**
     * Notes in the store that it records, so that a kill leaves a trace however soon it comes, and starts the writing
     * thread. While the store is out the thread notes it later.
     */
    void start() {
        drain.recover();
        Thread starting = new Thread(drain::run, "gwms-audit");
        starting.setDaemon(true);
        thread = starting;
        starting.start();
        Thread ahead = new Thread(drain::redactAhead, "gwms-audit-ahead");
        ahead.setDaemon(true);
        ahead.start();
    }

    /** Whether the writing thread was started. */
    boolean isStarted() {
        return thread != null;
    }

    /** Writes what has come by now, waiting no longer than that; whether all of it is settled. */
    boolean drain(Duration within) {
        if (thread != null) {
            return handOff.awaitSettled(within);
        }
        return drain.now(within) && handOff.awaitSettled(within);
    }

    /** Takes nothing in any more and writes what is there; how many calls were lost since the beginning. */
    long close(Duration within) {
        handOff.close();
        writer.closeWithin(within.multipliedBy(4).dividedBy(5));
        Thread writing = thread;
        if (writing == null) {
            drain(within);
        } else {
            join(writing, within);
        }
        List<Entry> abandoned = handOff.poll(Integer.MAX_VALUE);
        abandoned.forEach(drain::lost);
        handOff.settled(abandoned);
        boolean noted = drain.noteGaps();
        long lost = counters.lost.sum() + handOff.held();
        if (lost > 0) {
            LOG.atError()
                    .setMessage("The API log closes with calls that were not kept")
                    .addKeyValue("lost", lost)
                    .log();
        }
        if (noted && handOff.held() == 0) {
            drain.closed(lost);
        }
        return lost;
    }

    AuditMetrics metrics() {
        return counters.snapshot(handOff);
    }

    /** Tells of a sign of life, and notes ended processes of other machines. */
    void beat() {
        if (thread != null) {
            drain.beat();
        }
    }

    private static void join(Thread writing, Duration within) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writing, within.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
