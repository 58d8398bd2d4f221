package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.audit.HandOff.Entry;
import io.gwms.evidence.ApiCall;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls from their callers' hands and writes them in batches, redacted, apart from them.
 *
 * <p>Once started, one daemon thread writes. Until then calls are buffered, and {@link #drain} writes them in its
 * caller's thread. Where the buffer is full a caller waits a moment and then writes its own call, so that nothing is
 * lost; so it does after {@link #close}. The store's own HTTP calls, if it makes any, are not recorded.
 */
final class AsyncCallRecorder implements CallRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncCallRecorder.class);
    private static final int BATCH = 256;
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final long BYTES_BESIDE_BODIES = 1024;
    private static final ThreadLocal<Boolean> WRITING = ThreadLocal.withInitial(() -> false);

    /** Settings; the defaults are those of the product. */
    record Settings(int maxEntries, long maxBytes, Duration linger, Duration roomPatience, Duration firstPause) {
        static final Settings DEFAULT = new Settings(
                8192, 32L * 1024 * 1024, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofMillis(50));
    }

    private final InstantSource clock;
    private final IdSequence ids;
    private final ExchangeMapper mapper;
    private final BatchWriter writer;
    private final Counters counters;
    private final HandOff handOff;
    private final Settings settings;
    private volatile @Nullable Thread thread;

    AsyncCallRecorder(
            InstantSource clock, ExchangeMapper mapper, BatchWriter writer, Counters counters, Settings settings) {
        this.clock = clock;
        this.ids = IdSequence.create();
        this.mapper = mapper;
        this.writer = writer;
        this.counters = counters;
        this.settings = settings;
        this.handOff = new HandOff(settings.maxEntries, settings.maxBytes);
    }

    @Override
    public void record(CallExchange exchange) {
        if (WRITING.get()) {
            return;
        }
        counters.recorded.increment();
        Entry entry = new Entry(ids.next(clock.instant()), exchange, bytes(exchange));
        boolean started = thread != null;
        if (handOff.offer(entry, started ? settings.roomPatience : Duration.ZERO)) {
            return;
        }
        counters.overflowed.increment();
        int left = writing(() -> write(List.of(entry), Duration.ZERO)).size();
        counters.lost.add(left);
    }

    /** Starts the writing thread. */
    void start() {
        Thread starting = new Thread(this::writeOn, "gwms-audit");
        starting.setDaemon(true);
        thread = starting;
        starting.start();
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
        long begun = System.nanoTime();
        for (List<Entry> batch = handOff.poll(BATCH); !batch.isEmpty(); batch = handOff.poll(BATCH)) {
            Duration left = within.minusNanos(System.nanoTime() - begun);
            List<Entry> unwritten = new ArrayList<>(batch);
            try {
                List<Entry> toWrite = batch;
                unwritten = writing(() -> write(toWrite, left.isNegative() ? Duration.ZERO : left));
            } finally {
                handOff.putBack(unwritten);
                batch.removeAll(unwritten);
                handOff.settled(batch);
            }
            if (!unwritten.isEmpty()) {
                return false;
            }
        }
        return handOff.awaitSettled(within);
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
        counters.lost.add(abandoned.size());
        handOff.settled(abandoned);
        long lost = counters.lost.sum() + handOff.held();
        if (lost > 0) {
            LOG.atError()
                    .setMessage("The API log closes with calls that were not kept")
                    .addKeyValue("lost", lost)
                    .log();
        }
        return lost;
    }

    AuditMetrics metrics() {
        return counters.snapshot(handOff);
    }

    private void writeOn() {
        List<Entry> batch = handOff.take(BATCH, settings.linger);
        while (!batch.isEmpty()) {
            List<Entry> unwritten = batch;
            try {
                List<Entry> toWrite = batch;
                unwritten = writing(() -> write(toWrite, FOREVER));
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "The API log lost a batch by a failure of its own: {}",
                        e.getClass().getName());
            } finally {
                counters.lost.add(unwritten.size());
                handOff.settled(batch);
            }
            batch = handOff.take(BATCH, settings.linger);
        }
    }

    /** Redacts and writes; what could not be written within the patience. */
    private List<Entry> write(List<Entry> entries, Duration patience) {
        List<ApiCall> calls = new ArrayList<>(entries.size());
        entries.forEach(entry -> calls.add(mapper.call(entry.id(), entry.exchange())));
        Set<String> left =
                writer.write(calls, patience).stream().map(ApiCall::id).collect(Collectors.toSet());
        return entries.stream().filter(entry -> left.contains(entry.id())).toList();
    }

    private static List<Entry> writing(Supplier<List<Entry>> work) {
        WRITING.set(true);
        try {
            return requireNonNull(work.get());
        } finally {
            WRITING.remove();
        }
    }

    private static long bytes(CallExchange exchange) {
        long reply =
                exchange.outcome().asDone().map(done -> (long) done.bodySize()).orElse(0L);
        return exchange.call().bodySize() + reply + BYTES_BESIDE_BODIES;
    }

    private static void join(Thread writing, Duration within) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writing, within.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
